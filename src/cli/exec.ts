import { type DebugInput, PodDefinition } from "../gen/husk/pod.ts";
import { Client } from "../ttrpc/client.ts";
import { findPod } from "./pods.ts";

const NOTHING = new Uint8Array();
const USAGE = "husk exec --debug POD [COMMAND...]: a console in the pod's guest, outside of its containers";

/**
 * `husk exec --debug POD [COMMAND...]`: a process of root's in the pod's guest, a shell where no command is named, with this terminal where
 * there is one. Resolves to its exit code.
 */
export async function exec(args: string[]): Promise<number> {
  const [debug, wanted, ...rest] = args;
  // A pod's containers are the clients' of containerd: crictl exec, kubectl exec.
  if (debug !== "--debug" || wanted === undefined) throw new Error(USAGE);
  const command = rest[0] === "--" ? rest.slice(1) : rest;
  const pod = findPod(wanted);
  let connection: Deno.Conn;
  try {
    connection = await Deno.connect({ transport: "unix", path: pod.state.socket });
  } catch (cause) {
    throw new Error(`Cannot reach the shim of pod '${pod.id}'`, { cause });
  }
  const client = new Client(connection);
  const terminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (terminal) Deno.stdin.setRaw(true);
  try {
    for await (const { stdout, stderr, exit } of client.stub(PodDefinition).debug(inputs(command, terminal))) {
      await write(Deno.stdout, stdout);
      await write(Deno.stderr, stderr);
      if (exit !== undefined) return exit.status;
    }
    throw new Error(`The console of pod '${pod.id}' has ended without an exit code`);
  } finally {
    if (terminal) Deno.stdin.setRaw(false);
    client.close();
  }
}

/** What goes to the console: its start, then standard input and the terminal's sizes as they come. */
async function* inputs(command: string[], terminal: boolean): AsyncGenerator<DebugInput> {
  const message = (what: Partial<DebugInput>): DebugInput => ({
    start: undefined,
    stdin: NOTHING,
    stdinEnd: false,
    resize: undefined,
    ...what,
  });
  const start = { command, terminal: terminal ? Deno.consoleSize() : undefined, term: Deno.env.get("TERM") ?? "" };
  yield message({ start });
  let resized = Promise.withResolvers<DebugInput>();
  if (terminal) {
    Deno.addSignalListener("SIGWINCH", () => resized.resolve(message({ resize: Deno.consoleSize() })));
  }
  const read = async () => {
    const buffer = new Uint8Array(32 * 1024);
    const count = await Deno.stdin.read(buffer);
    return count === null ? message({ stdinEnd: true }) : message({ stdin: buffer.subarray(0, count) });
  };
  for (let pending = read();;) {
    const next = await Promise.race([pending, resized.promise]);
    yield next;
    if (next.resize !== undefined) resized = Promise.withResolvers();
    else if (next.stdinEnd) return;
    else pending = read();
  }
}

async function write(stream: { write(data: Uint8Array): Promise<number> }, data: Uint8Array): Promise<void> {
  for (let at = 0; at < data.length;) at += await stream.write(data.subarray(at));
}
