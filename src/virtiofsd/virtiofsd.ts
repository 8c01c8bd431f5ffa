import { listenForChild } from "../linux/unix_socket.ts";
import { LastLines } from "../util/last_lines.ts";
import { describeExit } from "../util/exit_status.ts";
import { commandLine, findVirtiofsd } from "./command_line.ts";
import { servedView } from "./shared_dir.ts";

/** One running virtiofsd. Disposal ends it; `exited` tells of its end, asked for or not, by an event. */
export interface Virtiofsd extends AsyncDisposable {
  readonly pid: number;
  readonly exited: Promise<FileServerExit>;
  /** Path of its mount namespace, whose root is the shared directory's view once it has served its first request. */
  readonly mountNamespace: string;
}

/** `orderly`: it ended by itself without a fault, which it does when its VM hangs up. */
export interface FileServerExit {
  reason: string;
  orderly: boolean;
}

export interface VirtiofsdOptions {
  /** Path of the unix socket to make; the VM can connect to it as soon as this resolves. */
  socket: string;
  /** A directory that `prepareSharedDir` has prepared. */
  sharedDir: string;
  /** What the daemon's start waits for; its view of the directory does not. */
  after?: Promise<void>;
  signal: AbortSignal;
  /** The daemon to run, of either dialect; else the first that is found. */
  binary?: string;
}

/**
 * Starts the daemon that serves `sharedDir`. The listening socket is made here and inherited, so that a VM can connect at
 * once. Throws an Error that says where a daemon was looked for, SystemError for the socket or the mount.
 */
export async function startVirtiofsd(options: VirtiofsdOptions): Promise<Virtiofsd> {
  using stack = new DisposableStack();
  // Before anything is waited for: what is mounted below the directory from now on appears in the view, what was there before does not.
  const view = stack.use(servedView(options.sharedDir));
  await options.after;
  const binary = options.binary ?? await findVirtiofsd();
  const args = await commandLine(binary, view.path);
  options.signal.throwIfAborted();
  stack.defer(() => Deno.removeSync(options.socket));
  const child = spawn(binary, options.socket, args);
  const words = new LastLines(child.stderr);
  let asked = false;
  const exited = child.status.then(async (status) => {
    const last = await words.end();
    const how = asked ? "was ended" : describeExit(status);
    const reason = `virtiofsd (pid ${child.pid}) ${how}${last === "" || asked ? "" : `: ${last}`}`;
    return { reason, orderly: status.success };
  });
  const undo = stack.move();
  return {
    pid: child.pid,
    exited,
    mountNamespace: `/proc/${child.pid}/ns/mnt`,
    async [Symbol.asyncDispose]() {
      asked = true;
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended by itself, with its VM.
      }
      await exited;
      // Its worker, which it forked into the sandbox, is told to end by the kernel (PR_SET_PDEATHSIG).
      undo.dispose();
    },
  };
}

/** The listening socket is inherited by this child alone: it is open only while it is spawned, which is one synchronous call. */
function spawn(binary: string, socket: string, args: (fd: number) => string[]): Deno.ChildProcess {
  using listener = listenForChild(socket);
  return new Deno.Command(binary, {
    args: args(listener.number),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    clearEnv: true,
    cwd: "/",
  }).spawn();
}
