import { cached, type Input } from "../cache.ts";
import { run } from "../command.ts";
import { type Log, timed } from "../progress.ts";
import { sharedLibraries } from "./libraries.ts";
import type { TestKernel } from "./kernel.ts";

/** The scratch disk's size; the file is sparse. */
const SCRATCH_MIB = 16 * 1024;

/**
 * A read-only disk that lies over the host's root: the large programs under their own paths, because they start several times
 * faster from a disk than over 9p, and the kernel's modules with the program that loads them.
 */
export async function toolsDisk(programs: readonly string[], kernel: TestKernel, log: Log): Promise<string> {
  const files = new Map<string, string>();
  for (const program of programs) {
    for (const path of [program, ...await isElf(program) ? await sharedLibraries(program).catch(() => []) : []]) {
      files.set(await Deno.realPath(path), await identity(path));
    }
  }
  const inputs: Input[] = [
    { text: kernel.modules },
    ...[...files].map(([path, what]) => ({ text: `${path} ${what}` })),
  ];
  const entry = await cached("vm-tools", inputs, (folder) =>
    timed(log, "test VM: make the disk of tools", async () => {
      const tree = `${folder}/tree`;
      await Deno.mkdir(tree, { mode: 0o755 });
      await copy([...files.keys()], tree);
      await Deno.mkdir(`${tree}/usr/lib/modules`, { recursive: true });
      await Deno.mkdir(`${tree}/usr/sbin`, { recursive: true });
      await run(["cp", "-a", kernel.modules, `${tree}/usr/lib/modules/`]);
      // What the kernel runs where it misses a module.
      await Deno.symlink("/bin/busybox", `${tree}/usr/sbin/modprobe`);
      await likeTheHost(tree);
      await makeDisk(`${folder}/tools.ext4`, tree, await sizeMiB(tree) * 1.15 + 32);
      await Deno.remove(tree, { recursive: true });
    }));
  return `${entry}/tools.ext4`;
}

/** The VM has one of its own on the scratch disk (init.sh). */
const COVERED = "/var/tmp/";

/** The folders of the host's /var/tmp in which `paths` lie: the VM sees those in its own. */
export function coveredFolders(paths: readonly string[]): string[] {
  const covered = paths.filter((path) => path.startsWith(COVERED));
  return [...new Set(covered.map((path) => COVERED + path.slice(COVERED.length).split("/")[0]))];
}

export interface ScratchContents {
  /** Copied, since they change from run to run and are read a lot. */
  folders: readonly string[];
  /** What else the command needs, where it lies in /var/tmp. */
  needed: readonly string[];
  /** The run's own files, by their absolute paths. */
  files: ReadonlyMap<string, string>;
}

/** A fresh disk for what the VM writes: the upper layer of its root, which starts with the contents. */
export async function scratchDisk(path: string, contents: ScratchContents): Promise<void> {
  const tree = `${path}.tree`;
  const upper = `${tree}/upper`;
  for (const folder of [upper, `${tree}/work`, `${tree}/var-tmp`]) await Deno.mkdir(folder, { recursive: true });
  await Deno.chmod(`${tree}/var-tmp`, 0o1777);
  await copy(contents.folders, upper);
  for (const [at, text] of contents.files) {
    await Deno.mkdir(`${upper}${at.slice(0, at.lastIndexOf("/"))}`, { recursive: true });
    await Deno.writeTextFile(`${upper}${at}`, text);
  }
  await likeTheHost(upper);
  for (const [index, covered] of coveredFolders([...contents.folders, ...contents.needed]).entries()) {
    const layer = `${tree}/covered/${index}`;
    await Deno.mkdir(`${upper}${covered}`, { recursive: true });
    await Deno.mkdir(`${layer}/work`, { recursive: true });
    await Deno.rename(`${upper}${covered}`, `${layer}/upper`);
    await Deno.writeTextFile(`${layer}/path`, covered);
  }
  await makeDisk(path, tree, SCRATCH_MIB);
  await Deno.remove(tree, { recursive: true });
}

/** Copies files and folders to the same paths below `tree`. */
async function copy(paths: readonly string[], tree: string): Promise<void> {
  const script = 'tar -C / -c -- "$@" | tar -x -C "$0"';
  await run(["sh", "-c", script, tree, ...paths.map((path) => path.slice(1))]);
}

/** A folder that both layers have is shown as the upper one has it: so those that the host has get its mode and owner. */
async function likeTheHost(tree: string): Promise<void> {
  const walk = async (path: string) => {
    const info = await Deno.lstat(path === "" ? "/" : path).catch(() => undefined);
    if (info?.isDirectory && info.mode !== null) await Deno.chmod(`${tree}${path}`, info.mode & 0o7777);
    for await (const { name, isDirectory } of Deno.readDir(`${tree}${path}`)) {
      if (isDirectory) await walk(`${path}/${name}`);
    }
  };
  await walk("");
}

/** No journal and no checksums: nothing on it outlives the VM. */
async function makeDisk(path: string, tree: string, mib: number): Promise<void> {
  const features = "^has_journal,^metadata_csum,^resize_inode";
  await run(["mke2fs", "-q", "-t", "ext4", "-O", features, "-m", "0", "-d", tree, path, `${Math.ceil(mib)}M`]);
}

async function sizeMiB(folder: string): Promise<number> {
  return Number((await run(["du", "-sm", folder])).split("\t")[0]);
}

async function identity(path: string): Promise<string> {
  const { size, mtime, ino } = await Deno.stat(path);
  return `${size} ${mtime?.getTime()} ${ino}`;
}

async function isElf(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const magic = new Uint8Array(4);
  await file.read(magic);
  return new TextDecoder().decode(magic) === "\x7fELF";
}
