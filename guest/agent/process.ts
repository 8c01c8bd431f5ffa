import { Code, StatusError } from "../../src/util/errors.ts";
import type { Children } from "./children.ts";
import { ConsoleSocket } from "./console_socket.ts";
import type { Native } from "./native.ts";
import type { HostStreams } from "./host_streams.ts";
import type { StdioPorts } from "./requests.ts";
import { type ProcessStdio, Stdio } from "./stdio.ts";
import { closeAll, type ProcessStreams, StreamedStdio } from "./streamed_stdio.ts";

/** A process of a container: its init or one that was exec'd. */
export interface Process {
  readonly pid: number;
  readonly stdio: ProcessStdio;
  /** Exit code, or 128 + signal. */
  readonly exited: Promise<number>;
  /** Undefined while it runs. */
  status: number | undefined;
}

export interface LaunchOptions {
  terminal: boolean;
  /** A name for files of this launch, in a directory of its own: <prefix>.pid, <prefix>.sock. */
  prefix: string;
  /** Streams that the host has made for the process, where it has. */
  ports: StdioPorts;
  /** Runs crun with these further arguments and stdio; crun must write the pid file. */
  run: (args: string[], fds: readonly number[]) => Promise<void>;
}

/** Has crun make a process, with pipes or a terminal as its stdio. */
export function launch(
  { native, children, streams }: { native: Native; children: Children; streams: HostStreams },
  options: LaunchOptions,
): Promise<Process> {
  return children.during(async () => {
    const pidFile = `${options.prefix}.pid`;
    const args = ["--pid-file", pidFile];
    const ofHost = streams.take(options.ports);
    const stdio = options.terminal
      ? await withTerminal(
        native,
        `${options.prefix}.sock`,
        ofHost,
        (path) => options.run([...args, "--console-socket", path], []),
      )
      : await withPipes(native, ofHost, (fds) => options.run(args, fds));
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

async function withPipes(
  native: Native,
  streams: ProcessStreams | undefined,
  run: (fds: number[]) => Promise<void>,
): Promise<ProcessStdio> {
  const { stdio, childFds } = streams === undefined ? Stdio.pipes(native) : StreamedStdio.pipes(native, streams);
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

async function withTerminal(
  native: Native,
  path: string,
  streams: ProcessStreams | undefined,
  run: (path: string) => Promise<void>,
): Promise<ProcessStdio> {
  let socket: ConsoleSocket | undefined;
  let master: number;
  try {
    socket = new ConsoleSocket(native, path);
    await run(path);
    master = socket.receive();
  } catch (error) {
    if (streams !== undefined) closeAll(native, streams);
    throw error;
  } finally {
    socket?.close();
  }
  return streams === undefined ? Stdio.terminal(native, master) : StreamedStdio.terminal(native, master, streams);
}
