import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import type { Agent, ProcessTarget } from "../agent_client/agent.ts";
import type { IoPaths } from "./events.ts";
import { Fd } from "../linux/fd.ts";
import type { Reactor } from "../linux/reactor.ts";
import { O_APPEND, O_CREAT, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } from "../linux/abi/fcntl.ts";

/** Bytes asked of the agent in one read, and sent in one write: a round trip costs 2 to 3 ms where the guest is translated. */
const OUTPUT_CHUNK = 256 * 1024;
const STDIN_CHUNK = 64 * 1024;
/** How long the output of an ended process may stand still before its exit is told all the same. */
const QUIET_MS = 1_000;

/**
 * The stdio of one process: copies between the guest and what containerd made on the host. Output is pulled, so that a slow
 * reader slows down its own process only. Nothing is lost at exit: each stream is read to its end before it is closed.
 */
export class Stdio implements Disposable {
  #agent: Agent;
  #target: ProcessTarget;
  #reactor: Reactor;
  #log: Logger;
  #fds: { stdin?: Fd; stdinKeeper?: Fd; stdout?: Fd; stderr?: Fd } = {};
  #paths: IoPaths;
  /** Ends the reading of stdin alone: output goes on until it is at its end. */
  #noInput = new AbortController();
  #closed = new AbortController();
  /** Bytes of output handed on so far. */
  #handedOn = 0;
  #drained = Promise.withResolvers<void>();

  /** Opens what `paths` names. Throws INVALID_ARGUMENT or SystemError naming a path that cannot be opened; nothing stays open then. */
  constructor(agent: Agent, target: ProcessTarget, paths: IoPaths, reactor: Reactor, log: Logger) {
    this.#agent = agent;
    this.#target = target;
    this.#paths = paths;
    this.#reactor = reactor;
    this.#log = log;
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

  /** Begins to copy; call once the agent knows the process. */
  start(): void {
    if (this.#fds.stdin !== undefined) this.#guard("stdin", this.#pumpStdin(this.#fds.stdin));
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
      let timer: ReturnType<typeof setTimeout> | undefined;
      const expired = new Promise<boolean>((resolve) => timer = setTimeout(() => resolve(true), QUIET_MS));
      const timedOut = await Promise.race([this.drained.then(() => false), expired]);
      clearTimeout(timer);
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
  }

  [Symbol.dispose](): void {
    this.#noInput.abort();
    this.#closed.abort();
    for (const fd of Object.values(this.#fds)) fd.close();
    this.#drained.resolve();
  }

  async #pumpOutput(stream: "stdout" | "stderr", fd: Fd | undefined): Promise<void> {
    try {
      let next = this.#agent.readOutput(stream, this.#target, OUTPUT_CHUNK);
      for (let data = await next; data !== null; data = await next) {
        // The next chunk is on its way while this one is written.
        next = this.#agent.readOutput(stream, this.#target, OUTPUT_CHUNK);
        next.catch(() => {});
        if (fd !== undefined) await this.#writeAll(fd, data);
        else this.#handedOn += data.length; // nobody wants it, and the process must not wait for that
      }
    } finally {
      fd?.close();
    }
  }

  async #writeAll(fd: Fd, data: Uint8Array): Promise<void> {
    let rest = data;
    while (rest.length > 0) {
      if (this.#closed.signal.aborted) {
        this.#log.warn("Output found no reader", { bytes: rest.length, exec: this.#target.execId });
        return;
      }
      const written = fd.write(rest);
      if (written === null) await this.#reactor.writable(fd, this.#closed.signal);
      else {
        rest = rest.subarray(written);
        this.#handedOn += written;
      }
    }
  }

  async #pumpStdin(fd: Fd): Promise<void> {
    const buffer = new Uint8Array(STDIN_CHUNK);
    try {
      while (!this.#noInput.signal.aborted) {
        const count = fd.read(buffer);
        if (count === null) {
          await this.#reactor.readable(fd, this.#noInput.signal);
          continue;
        }
        if (count === 0) {
          await this.#agent.closeStdin(this.#target);
          break;
        }
        let rest = buffer.subarray(0, count);
        while (rest.length > 0) rest = rest.subarray(await this.#agent.writeStdin(this.#target, rest));
      }
    } finally {
      fd.close();
      this.#fds.stdinKeeper?.close();
    }
  }

  /** A stream that fails costs itself only; the reason goes to the log unless the process or the VM has just ended. */
  async #guard(stream: string, pump: Promise<void>): Promise<void> {
    try {
      await pump;
    } catch (error) {
      if (this.#closed.signal.aborted || (stream === "stdin" && this.#noInput.signal.aborted)) return;
      const gone = error instanceof StatusError &&
        (error.code === Code.UNAVAILABLE || error.code === Code.NOT_FOUND || error.code === Code.FAILED_PRECONDITION);
      if (!gone) {
        this.#log.warn(`Copying ${stream} ended early`, { error: messageOf(error), exec: this.#target.execId });
      }
    }
  }
}

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
