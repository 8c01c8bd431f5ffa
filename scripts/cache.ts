/**
 * The build cache: `~/.cache/husk` (or HUSK_CACHE), one folder an entry, named by what it is and by the hash of what it
 * was made of. An entry is built in a temporary folder and then renamed, so that it is whole or absent; builders of the
 * same thing wait for each other on a lock that the kernel drops when its holder dies.
 */

/** What an entry is made of: a file's contents, or text such as a compiler's version. */
export type Input = { file: string } | { text: string };

/** Entries of one name that are kept, the latest used first; and whatever was used in the last hour, as it may be in use. */
const KEPT = 3;
const IN_USE_MS = 3_600_000;

export function cacheDir(): string {
  return Deno.env.get("HUSK_CACHE") ?? `${Deno.env.get("HOME") ?? "/root"}/.cache/husk`;
}

/**
 * Resolves to the folder of entry `name` for `inputs`; `build` fills it first (it is given the empty folder, and its
 * failure leaves nothing behind) when there is none yet.
 */
export async function cached(
  name: string,
  inputs: readonly Input[],
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const root = cacheDir();
  await Deno.mkdir(root, { recursive: true });
  const entry = `${root}/${name}-${(await hashOf(inputs)).slice(0, 16)}`;
  if (await touch(entry)) return entry;
  using lock = await Deno.open(`${root}/${name}.lock`, { create: true, write: true });
  await lock.lock(true);
  if (await touch(entry)) return entry;
  const temporary = await Deno.makeTempDir({ dir: root, prefix: `tmp-${name}-` });
  try {
    await build(temporary);
    await Deno.rename(temporary, entry);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
    throw error;
  }
  await prune(root, name, entry);
  return entry;
}

/** Marks an entry as used now; false where it does not exist. */
async function touch(entry: string): Promise<boolean> {
  try {
    await Deno.utime(entry, new Date(), new Date());
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new Error(`Cannot use cache entry '${entry}'`, { cause: error });
  }
}

/** Removes all but the latest used entries of `name`, and what builders that were killed left. Called under the lock. */
async function prune(root: string, name: string, keep: string): Promise<void> {
  const entries: { path: string; used: number }[] = [];
  for await (const { name: found } of Deno.readDir(root)) {
    const path = `${root}/${found}`;
    // What follows the name has no dash: "tmp-thing-too-1" is another name's, and its builder may be at work.
    if (found.startsWith(`tmp-${name}-`) && !found.slice(name.length + 5).includes("-")) {
      await Deno.remove(path, { recursive: true });
    } else if (found.length === name.length + 17 && found.startsWith(`${name}-`) && path !== keep) {
      entries.push({ path, used: (await Deno.stat(path)).mtime?.getTime() ?? 0 });
    }
  }
  entries.sort((a, b) => b.used - a.used);
  for (const { path, used } of entries.slice(KEPT - 1)) {
    if (used < Date.now() - IN_USE_MS) await Deno.remove(path, { recursive: true });
  }
}

/** SHA-256 (hex) over all inputs in order; a file counts by its contents alone, not by its name. */
export async function hashOf(inputs: readonly Input[]): Promise<string> {
  const parts = await Promise.all(
    inputs.map((input) => "file" in input ? hashFile(input.file) : sha256(new TextEncoder().encode(input.text))),
  );
  return await sha256(new TextEncoder().encode(parts.join("\n")));
}

/** Files larger than this are hashed once and then known again by size, mtime, ctime and inode. */
const BIG_FILE = 4 << 20;

async function hashFile(path: string): Promise<string> {
  const info = await Deno.stat(path);
  if (info.size < BIG_FILE) return await sha256(await Deno.readFile(path));
  const identity = [path, info.dev, info.ino, info.size, info.mtime?.getTime(), info.ctime?.getTime()].join("\n");
  const memo = `${cacheDir()}/hash-${(await sha256(new TextEncoder().encode(identity))).slice(0, 16)}`;
  const known = await Deno.readTextFile(memo).catch(() => "");
  if (/^[0-9a-f]{64}$/.test(known)) return known;
  const hash = await sha256(await Deno.readFile(path));
  await Deno.mkdir(cacheDir(), { recursive: true });
  const temporary = `${memo}.${Deno.pid}`;
  await Deno.writeTextFile(temporary, hash);
  await Deno.rename(temporary, memo);
  return hash;
}

async function sha256(data: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data)).toHex();
}

/** Every file below `folder` whose path passes: inputs of an entry made of a source tree. */
export async function filesBelow(folder: string, pick?: (path: string) => boolean): Promise<Input[]> {
  // The path within the folder is part of what is hashed: a moved file is a change.
  return (await pathsBelow(folder, pick)).flatMap((file) => [{ text: file.slice(folder.length) }, { file }]);
}

/** The paths of all files below `folder` that pass, sorted. */
export async function pathsBelow(folder: string, pick: (path: string) => boolean = () => true): Promise<string[]> {
  const found: string[] = [];
  const walk = async (at: string) => {
    for await (const { name, isDirectory, isFile } of Deno.readDir(at)) {
      const path = `${at}/${name}`;
      if (isDirectory) await walk(path);
      else if (isFile && pick(path)) found.push(path);
    }
  };
  await walk(folder);
  return found.sort();
}
