import { Code, StatusError } from "../../src/util/errors.ts";
import type { Children } from "./children.ts";
import { ConsoleSocket } from "./console_socket.ts";
import type { Native } from "./native.ts";
import { Stdio } from "./stdio.ts";

/** A process of a container: its init or one that was exec'd. */
export interface Process {
  readonly pid: number;
  readonly stdio: Stdio;
  /** Exit code, or 128 + signal. */
  readonly exited: Promise<number>;
  /** Undefined while it runs. */
  status: number | undefined;
}

export interface LaunchOptions {
  terminal: boolean;
  /** A name for files of this launch, in a directory of its own: <prefix>.pid, <prefix>.sock. */
  prefix: string;
  /** Runs crun with these further arguments and stdio; crun must write the pid file. */
  run: (args: string[], fds: readonly number[]) => Promise<void>;
}

/** Has crun make a process, with pipes or a terminal as its stdio. */
export function launch(native: Native, children: Children, options: LaunchOptions): Promise<Process> {
  return children.during(async () => {
    const pidFile = `${options.prefix}.pid`;
    const args = ["--pid-file", pidFile];
    const stdio = options.terminal
      ? await withTerminal(
        native,
        `${options.prefix}.sock`,
        (path) => options.run([...args, "--console-socket", path], []),
      )
      : await withPipes(native, (fds) => options.run(args, fds));
    try {
      const pid = Number(native.readFile(pidFile));
      if (!Number.isInteger(pid) || pid <= 1) throw new StatusError(Code.INTERNAL, `crun wrote no pid to '${pidFile}'`);
      native.unlink(pidFile);
      const made: Process = { pid, stdio, status: undefined, exited: children.wait(pid) };
      made.exited.then((status) => made.status = status);
      return made;
    } catch (error) {
      stdio.close();
      throw error;
    }
  });
}

async function withPipes(native: Native, run: (fds: number[]) => Promise<void>): Promise<Stdio> {
  const { stdio, childFds } = Stdio.pipes(native);
  try {
    await run(childFds);
    return stdio;
  } catch (error) {
    stdio.close();
    throw error;
  } finally {
    childFds.forEach((fd) => native.close(fd));
  }
}

async function withTerminal(native: Native, path: string, run: (path: string) => Promise<void>): Promise<Stdio> {
  const socket = new ConsoleSocket(native, path);
  try {
    await run(path);
    return Stdio.terminal(native, socket.receive());
  } finally {
    socket.close();
  }
}
