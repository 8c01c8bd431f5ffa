import { parseCommand } from "./arguments.ts";
import { findPod } from "./pods.ts";

/** `husk logs POD`: the guest's console as far as it is kept, the older half first. With --follow, what comes until ^C. */
export async function logs(args: string[]): Promise<number> {
  const { words, flags } = parseCommand(args, { flags: ["follow"], most: 1 });
  if (words[0] === undefined) throw new Error("husk logs needs a POD (husk ps lists them)");
  const pod = findPod(words[0]);
  await write(await readIfThere(`${pod.guestLog}.1`));
  // The watch begins before the file is read, so that nothing falls between the two.
  using watcher = flags.has("follow") ? Deno.watchFs(pod.dir, { recursive: false }) : undefined;
  let text = await readIfThere(pod.guestLog);
  await write(text);
  if (watcher === undefined) return 0;
  for await (const event of watcher) {
    if (event.kind === "remove" && event.paths.includes(pod.dir)) break;
    if (!event.paths.includes(pod.guestLog)) continue;
    const now = await readIfThere(pod.guestLog);
    // A file that is shorter than before, or has another beginning, is the next one: the log has been turned over.
    const grown = now.length >= text.length && text.every((byte, index) => byte === now[index]);
    await write(grown ? now.subarray(text.length) : now);
    text = now;
    if (event.kind === "remove") break;
  }
  return 0;
}

async function readIfThere(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Uint8Array();
    throw error;
  }
}

async function write(bytes: Uint8Array): Promise<void> {
  const safe = Deno.stdout.isTerminal() ? withoutControls(bytes) : bytes;
  for (let at = 0; at < safe.length;) at += await Deno.stdout.write(safe.subarray(at));
}

/** A guest's bytes must not steer the terminal that shows them: of control characters, line ends and tabs stay. */
export function withoutControls(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte) => byte >= 0x20 && byte !== 0x7f || byte === 0x0a || byte === 0x09);
}
