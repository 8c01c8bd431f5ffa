import { O_NONBLOCK, O_RDONLY, O_WRONLY } from "../../../src/linux/abi/fcntl.ts";
import { Fd } from "../../../src/linux/fd.ts";
import { processJson, type StdioPod } from "./pod.ts";

export interface ExecResult {
  status: number;
  stdout: Uint8Array<ArrayBuffer>;
  stderr: Uint8Array<ArrayBuffer>;
  stdoutBytes: number;
}

export interface ExecOptions {
  stdin?: Uint8Array<ArrayBuffer>;
  /** CloseIO after stdin; true without it. */
  closesStdin?: boolean;
  terminal?: boolean;
  /** Only counts the bytes of stdout. */
  discards?: boolean;
  /** Waits before each read of stdout, in milliseconds. */
  pause?: () => number;
}

let last = 0;

/** Runs one exec through FIFOs, as containerd makes them, to the end of its output and of itself. */
export async function exec(pod: StdioPod, args: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
  const { container, reactor, dir } = pod;
  const execId = `e${++last}`;
  const terminal = options.terminal ?? false;
  const path = (name: string) => `${dir}/${execId}.${name}`;
  const io = {
    stdin: options.stdin === undefined ? "" : path("in"),
    stdout: path("out"),
    stderr: terminal ? "" : path("err"),
    terminal,
  };
  const paths = [io.stdin, io.stdout, io.stderr].filter((path) => path !== "");
  await new Deno.Command("mkfifo", { args: paths }).output();
  using fds = new DisposableStack();
  const open = (path: string, flags: number) => fds.use(Fd.open(path, flags | O_NONBLOCK));
  const [out, err] = [open(io.stdout, O_RDONLY), terminal ? undefined : open(io.stderr, O_RDONLY)];
  await container.exec(execId, processJson(args, terminal), io);
  await container.start(execId);
  const readAll = async (fd: Fd) => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let total = 0;
    const buffer = new Uint8Array(1 << 18);
    for (;;) {
      const pause = options.pause?.() ?? 0;
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      const count = fd.read(buffer);
      if (count === 0) break;
      if (count === null) await reactor.readable(fd);
      else {
        total += count;
        if (!options.discards) chunks.push(buffer.slice(0, count));
      }
    }
    return { bytes: new Uint8Array(await new Blob(chunks).arrayBuffer()), total };
  };
  const feed = async () => {
    if (options.stdin === undefined) return;
    const fd = open(io.stdin, O_WRONLY);
    try {
      for (let rest = options.stdin; rest.length > 0;) {
        const count = fd.write(rest);
        if (count === null) await reactor.writable(fd);
        else rest = rest.subarray(count);
      }
    } catch {
      return; // the process has ended without reading it
    }
    if (options.closesStdin === false) return;
    fd.close();
    container.process(execId).closeStdin();
  };
  const nothing = { bytes: new Uint8Array(), total: 0 };
  const [, stdout, stderr, { status }] = await Promise.all([
    feed(),
    readAll(out),
    err === undefined ? nothing : readAll(err),
    container.process(execId).exited,
  ]);
  await container.deleteExec(execId);
  await Promise.all(paths.map((path) => Deno.remove(path)));
  return { status, stdout: stdout.bytes, stderr: stderr.bytes, stdoutBytes: stdout.total };
}
