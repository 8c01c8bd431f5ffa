import { listenForChild } from "../linux/unix_socket.ts";
import { LastLines } from "../util/last_lines.ts";
import { describeExit } from "../util/exit_status.ts";
import { commandLine, findVirtiofsd } from "./command_line.ts";

/** One running virtiofsd. Disposal ends it; `exited` tells of its end, asked for or not, by an event. */
export interface Virtiofsd extends AsyncDisposable {
  readonly pid: number;
  readonly exited: Promise<{ reason: string }>;
}

/**
 * Starts the daemon that serves `sharedDir` at `socket`. The listening socket is made here and inherited, so that a VM can
 * connect at once. Throws NotFound-like Errors that say which paths were looked at, SystemError for the socket.
 */
export async function startVirtiofsd(
  options: { socket: string; sharedDir: string; signal: AbortSignal; binary?: string },
): Promise<Virtiofsd> {
  const binary = options.binary ?? await findVirtiofsd();
  options.signal.throwIfAborted();
  using listener = listenForChild(options.socket);
  const child = new Deno.Command(binary, {
    args: await commandLine(binary, { fd: listener.number, socket: options.socket, sharedDir: options.sharedDir }),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    clearEnv: true,
    cwd: "/",
  }).spawn();
  const words = new LastLines(child.stderr);
  let asked = false;
  const exited = child.status.then(async (status) => {
    const last = await words.end();
    const how = asked ? "was ended" : describeExit(status);
    return { reason: `virtiofsd (pid ${child.pid}) ${how}${last === "" || asked ? "" : `: ${last}`}` };
  });
  return {
    pid: child.pid,
    exited,
    async [Symbol.asyncDispose]() {
      asked = true;
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended by itself, with its VM.
      }
      await exited;
    },
  };
}
