import { Code, messageOf, StatusError, SystemError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import type { ContainerAgent, ProcessTarget, StdioPorts } from "../agent_client/agent.ts";
import type { GuestStream } from "../hypervisor/vsock.ts";
import type { IoPaths } from "./events.ts";
import { ECONNRESET, ENOTCONN, EPIPE } from "../linux/errno.ts";
import { Fd } from "../linux/fd.ts";
import type { Reactor } from "../linux/reactor.ts";
import { isPipe, spliceAll } from "../linux/splice.ts";
import { O_APPEND, O_CREAT, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } from "../linux/abi/fcntl.ts";
import { timers } from "../util/timers.ts";

/** Bytes asked of the agent in one read, and sent in one write: a round trip costs 2 to 3 ms where the guest is translated. */
const OUTPUT_CHUNK = 256 * 1024;
const STDIN_CHUNK = 64 * 1024;
/** Of a stream that a device of ours carries: what that holds ahead. malloc maps so much, so that it costs nothing until bytes come. */
const STREAM_CHUNK = 128 * 1024;
/** How long the output of an ended process may stand still before its exit is told all the same. */
const QUIET_MS = 1_000;

/** What stdio is copied with. */
export interface StdioContext {
  agent: ContainerAgent;
  /** Makes a stream to the guest; undefined where there are none, so that all goes by calls of the agent. */
  dialStdio?: ((signal: AbortSignal) => Promise<GuestStream>) | undefined;
  reactor: Reactor;
  log: Logger;
}

type StreamName = "stdin" | "stdout" | "stderr";

/**
 * The stdio of one process: copies between the guest and what containerd made on the host, by streams or by calls. A slow reader slows
 * down its own process only. Nothing is lost at exit: each stream is read to its end before it is closed.
 */
export class Stdio implements Disposable {
  #context: StdioContext;
  #target: ProcessTarget;
  #fds: { stdin?: Fd; stdinKeeper?: Fd; stdout?: Fd; stderr?: Fd } = {};
  #streams: { [K in StreamName]?: GuestStream } | undefined;
  #paths: IoPaths;
  /** Ends the reading of stdin alone: output goes on until it is at its end. */
  #noInput = new AbortController();
  #closed = new AbortController();
  /** Bytes of output handed on so far. */
  #handedOn = 0;
  #drained = Promise.withResolvers<void>();

  /** Opens what `paths` names. Throws INVALID_ARGUMENT or SystemError naming a path that cannot be opened; nothing stays open then. */
  constructor(context: StdioContext, target: ProcessTarget, paths: IoPaths) {
    this.#context = context;
    this.#target = target;
    this.#paths = paths;
    try {
      if (paths.stdin !== "") {
        this.#fds.stdin = Fd.open(paths.stdin, O_RDONLY | O_NONBLOCK);
        // A writer of our own: end of file then comes by CloseIO, not whenever a client happens to close its end.
        this.#fds.stdinKeeper = Fd.open(paths.stdin, O_WRONLY | O_NONBLOCK);
      }
      if (paths.stdout !== "") this.#fds.stdout = openOutput(paths.stdout);
      if (paths.stderr !== "" && !paths.terminal) this.#fds.stderr = openOutput(paths.stderr);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /**
   * Makes a stream to the guest for each that containerd has named, where the VM has streams and its agent takes them; the ports by which
   * the agent knows them. Undefined: stdio goes by calls.
   */
  async connect(): Promise<StdioPorts | undefined> {
    const { dialStdio, log } = this.#context;
    const names = (["stdin", "stdout", "stderr"] as const).filter((name) => this.#fds[name] !== undefined);
    // A terminal's output has to be taken even where nobody wants it.
    const isUseful = this.#paths.terminal ? this.#fds.stdout !== undefined : names.length > 0;
    if (dialStdio === undefined || !isUseful) return undefined;
    const made: { [K in StreamName]?: GuestStream } = {};
    this.#streams = made; // closed with all else, whatever becomes of the others
    const dial = async (name: StreamName) => {
      const stream = made[name] = await dialStdio(this.#closed.signal);
      if (this.#closed.signal.aborted) stream.close();
    };
    const failed = (await Promise.allSettled(names.map(dial))).find((result) => result.status === "rejected");
    if (failed === undefined) {
      const port = (name: StreamName) => made[name]?.hostPort ?? 0;
      return { stdinPort: port("stdin"), stdoutPort: port("stdout"), stderrPort: port("stderr") };
    }
    // An agent of Kata's takes streams only if its kernel was told so.
    log.debug("Stdio goes by calls", { since: messageOf(failed.reason), exec: this.#target.execId });
    this.#closeStreams();
    return undefined;
  }

  /** Begins to copy; call once the agent knows the process. */
  start(): void {
    const { stdin } = this.#fds;
    if (stdin !== undefined) this.#guard("stdin", this.#pumpStdin(stdin));
    else if (this.#streams === undefined) this.#guard("stdin", this.#context.agent.closeStdin(this.#target));
    const outputs = [this.#guard("stdout", this.#pumpOutput("stdout", this.#fds.stdout))];
    if (!this.#paths.terminal) outputs.push(this.#guard("stderr", this.#pumpOutput("stderr", this.#fds.stderr)));
    Promise.all(outputs).then(() => this.#drained.resolve());
  }

  /** Resolves when both outputs have been read to their end and handed on. */
  get drained(): Promise<void> {
    return this.#drained.promise;
  }

  /**
   * For the end of the process: resolves once both outputs are at their end, or nothing has moved for a second: a process
   * that it left behind holds an output open, or nobody reads. Neither may keep the exit from being told.
   */
  async settled(): Promise<void> {
    let quiet = false;
    while (!quiet) {
      const before = this.#handedOn;
      let timer: unknown;
      const expired = new Promise<boolean>((resolve) => timer = timers.setTimeout(() => resolve(true), QUIET_MS));
      const timedOut = await Promise.race([this.drained.then(() => false), expired]);
      timers.clearTimeout(timer);
      quiet = !timedOut || before === this.#handedOn;
    }
  }

  /** CloseIO: the process sees end of file once everything written before has been read. */
  closeStdin(): void {
    this.#fds.stdinKeeper?.close();
  }

  /** The process has ended: nobody reads stdin any more. */
  stopStdin(): void {
    this.#noInput.abort();
    this.#streams?.stdin?.close();
  }

  [Symbol.dispose](): void {
    this.#noInput.abort();
    this.#closed.abort();
    for (const fd of Object.values(this.#fds)) fd.close();
    this.#closeStreams();
    this.#drained.resolve();
  }

  #closeStreams(): void {
    for (const stream of Object.values(this.#streams ?? {})) stream.close();
    this.#streams = undefined;
  }

  async #pumpOutput(name: "stdout" | "stderr", fd: Fd | undefined): Promise<void> {
    try {
      const streams = this.#streams;
      if (streams === undefined) await this.#pullOutput(name, fd);
      else if (streams[name] !== undefined) await this.#takeOutput(streams[name], fd!);
    } finally {
      fd?.close();
    }
  }

  /** By a stream: within the kernel, where both ends of it are the kernel's. */
  async #takeOutput(stream: GuestStream, fd: Fd): Promise<void> {
    const { reactor } = this.#context;
    try {
      if (stream.fd !== undefined && isPipe(fd)) {
        const moved = (bytes: number) => this.#handedOn += bytes;
        return await spliceAll(stream.fd, fd, reactor, { signal: this.#closed.signal, moved });
      }
      const buffer = new Uint8Array(STREAM_CHUNK);
      for (let count; (count = await stream.read(buffer)) !== null;) {
        await this.#writeAll(fd, buffer.subarray(0, count));
      }
    } finally {
      stream.close();
    }
  }

  /** By calls of the agent. */
  async #pullOutput(name: "stdout" | "stderr", fd: Fd | undefined): Promise<void> {
    const { agent } = this.#context;
    let next = agent.readOutput(name, this.#target, OUTPUT_CHUNK);
    for (let data = await next; data !== null; data = await next) {
      // The next chunk is on its way while this one is written.
      next = agent.readOutput(name, this.#target, OUTPUT_CHUNK);
      next.catch(() => {});
      if (fd !== undefined) await this.#writeAll(fd, data);
      else this.#handedOn += data.length; // nobody wants it, and the process must not wait for that
    }
  }

  async #writeAll(fd: Fd, data: Uint8Array): Promise<void> {
    let rest = data;
    while (rest.length > 0) {
      if (this.#closed.signal.aborted) {
        this.#context.log.warn("Output found no reader", { bytes: rest.length, exec: this.#target.execId });
        return;
      }
      const written = fd.write(rest);
      if (written === null) await this.#context.reactor.writable(fd, this.#closed.signal);
      else {
        rest = rest.subarray(written);
        this.#handedOn += written;
      }
    }
  }

  async #pumpStdin(fd: Fd): Promise<void> {
    const stream = this.#streams?.stdin;
    const { agent, reactor } = this.#context;
    const { signal } = this.#noInput;
    try {
      if (stream?.fd !== undefined) await spliceAll(fd, stream.fd, reactor, { signal, moved: () => {} });
      else {
        const write = stream === undefined
          ? (data: Uint8Array) => agent.writeStdin(this.#target, data)
          : (data: Uint8Array) => stream.write(data);
        await this.#pushStdin(fd, write);
      }
      if (signal.aborted) return;
      if (stream === undefined) await agent.closeStdin(this.#target);
      else stream.closeWrite();
    } finally {
      fd.close();
      this.#fds.stdinKeeper?.close();
    }
  }

  /** Until the end of stdin. */
  async #pushStdin(fd: Fd, write: (data: Uint8Array) => Promise<number>): Promise<void> {
    const buffer = new Uint8Array(STDIN_CHUNK);
    while (!this.#noInput.signal.aborted) {
      const count = fd.read(buffer);
      if (count === 0) return;
      if (count === null) await this.#context.reactor.readable(fd, this.#noInput.signal);
      let rest = buffer.subarray(0, count ?? 0);
      while (rest.length > 0) rest = rest.subarray(await write(rest));
    }
  }

  /** A stream that fails costs itself only; the reason goes to the log unless the process or the VM has just ended. */
  async #guard(stream: string, pump: Promise<void>): Promise<void> {
    try {
      await pump;
    } catch (error) {
      if (this.#closed.signal.aborted || (stream === "stdin" && this.#noInput.signal.aborted)) return;
      if (!isGone(error)) {
        this.#context.log.warn(`Copying ${stream} ended early`, { error: messageOf(error), exec: this.#target.execId });
      }
    }
  }
}

/** What a call or a stream fails with whose process, or VM, has gone or reads no more. */
function isGone(error: unknown): boolean {
  if (error instanceof SystemError) return GONE_STREAM.has(error.errno);
  return error instanceof StatusError && GONE.has(error.code);
}
const GONE: ReadonlySet<Code> = new Set([Code.UNAVAILABLE, Code.NOT_FOUND, Code.FAILED_PRECONDITION]);
const GONE_STREAM: ReadonlySet<number> = new Set([EPIPE, ECONNRESET, ENOTCONN]);

/** A FIFO is opened for reading too, so that it survives a reader that comes back (containerd restarts). */
function openOutput(path: string): Fd {
  const uri = /^([a-z]+):\/\/(.*)$/.exec(path);
  if (uri === null) return Fd.open(path, O_RDWR | O_NONBLOCK);
  if (uri[1] === "fifo") return Fd.open(uri[2]!, O_RDWR | O_NONBLOCK);
  if (uri[1] === "file") return Fd.open(uri[2]!.split("?")[0]!, O_WRONLY | O_CREAT | O_APPEND);
  throw new StatusError(
    Code.UNIMPLEMENTED,
    `Cannot log to '${path}': husk takes FIFO paths and file:// (no '${uri[1]}')`,
  );
}
