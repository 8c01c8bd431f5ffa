import type { DebugInput, DebugOutput } from "../gen/husk/pod.ts";
import type { DebugConsole, DebugRequest } from "../pod/debug_console.ts";
import type { CallContext } from "../ttrpc/definition.ts";
import { Code, StatusError } from "../util/errors.ts";

const NOTHING = new Uint8Array();

/** What of a console its caller has to do with. */
type Console = Pick<DebugConsole, "read" | "write" | "closeInput" | "resize" | "exited" | "close">;

/** Serves one call of Debug: input to the console's process, its output back, and its exit code last. It ends with the caller. */
export async function* serveDebug(
  inputs: AsyncIterable<DebugInput>,
  context: Pick<CallContext, "signal">,
  open: (request: DebugRequest) => Promise<Console>,
): AsyncGenerator<DebugOutput> {
  const messages = inputs[Symbol.asyncIterator]();
  const first = await messages.next();
  const start: DebugInput["start"] = first.done ? undefined : first.value.start;
  if (start === undefined) {
    throw new StatusError(Code.INVALID_ARGUMENT, "The first message of a debug console starts it");
  }
  const console = await open(start);
  const lost = () => void console.close();
  context.signal.addEventListener("abort", lost);
  if (context.signal.aborted) lost();
  try {
    // What the process does not take, since it has ended, is nobody's loss.
    feed(console, messages).catch(() => {});
    yield* outputOf(console);
    yield { stdout: NOTHING, stderr: NOTHING, exit: { status: await console.exited } };
  } finally {
    context.signal.removeEventListener("abort", lost);
    await console.close();
  }
}

async function feed(console: Console, messages: AsyncIterator<DebugInput>): Promise<void> {
  for (let next = await messages.next(); !next.done; next = await messages.next()) {
    const { stdin, stdinEnd, resize } = next.value;
    if (stdin.length > 0) await console.write(stdin);
    if (stdinEnd) await console.closeInput();
    if (resize !== undefined) await console.resize(resize.rows, resize.columns);
  }
}

/** Both streams as they come, until both are at their end. */
async function* outputOf(console: Console): AsyncGenerator<DebugOutput> {
  const read = (name: "stdout" | "stderr") => {
    const reading = console.read(name).then((data) => ({ name, data }));
    reading.catch(() => {}); // told to whoever still reads
    return reading;
  };
  const reads = new Map([["stdout", read("stdout")], ["stderr", read("stderr")]]);
  while (reads.size > 0) {
    const { name, data } = await Promise.race(reads.values());
    if (data === null) {
      reads.delete(name);
      continue;
    }
    reads.set(name, read(name));
    yield { stdout: name === "stdout" ? data : NOTHING, stderr: name === "stderr" ? data : NOTHING, exit: undefined };
  }
}
