import { startTimer } from "../../src/ttrpc/signal.ts";
import { timers } from "../../src/util/timers.ts";
import { Code, messageOf, StatusError } from "../../src/util/errors.ts";
import { EPOLLIN, type Native } from "./native.ts";
import type { StdioPorts } from "./requests.ts";
import { closeAll, type ProcessStreams } from "./streamed_stdio.ts";

/** Streams that wait for their process, and how long, in milliseconds: the request follows at once, unless the host gives up on it. */
const MOST_WAITING = 96;
const WAIT_MS = 60_000;

interface Waiting {
  fd: number;
  stopTimer: () => void;
}

/**
 * Connections that the host has made for the stdio of processes that it is about to ask for. It names each by its own port, as Kata's
 * runtime does.
 */
export class HostStreams {
  #native: Native;
  #listener = -1;
  #waiting = new Map<number, Waiting>();

  constructor(native: Native) {
    this.#native = native;
  }

  /** Where the kernel has no vsock the host has no streams to name. */
  listen(port: number): void {
    try {
      this.#listener = this.#native.listenVsock(port);
      this.#native.watch(this.#listener, EPOLLIN, () => this.#accept());
    } catch (error) {
      console.log(`agent: no streams for stdio: ${messageOf(error)}`);
    }
  }

  /** The streams with these ports, the caller's from now on; undefined where none is named. Throws FAILED_PRECONDITION, and closes all. */
  take({ stdinPort, stdoutPort, stderrPort }: StdioPorts): ProcessStreams | undefined {
    if (stdinPort === 0 && stdoutPort === 0 && stderrPort === 0) return undefined;
    this.#accept(); // the kernel has them all by now: the request came behind them
    const streams: ProcessStreams = {};
    for (const [name, port] of [["stdin", stdinPort], ["stdout", stdoutPort], ["stderr", stderrPort]] as const) {
      if (port === 0) continue;
      const waiting = this.#waiting.get(port);
      if (waiting === undefined) {
        closeAll(this.#native, streams);
        throw new StatusError(Code.FAILED_PRECONDITION, `Cannot connect ${name}: no stream from port ${port}`);
      }
      this.#forget(port);
      streams[name] = waiting.fd;
    }
    return streams;
  }

  #accept(): void {
    if (this.#listener < 0) return;
    for (let fd; (fd = this.#native.accept(this.#listener)) >= 0;) {
      const port = this.#native.hostPort(fd);
      // A process of a container's is not who stdio is for.
      if (port < 0) this.#native.close(fd);
      else this.#keep(port, fd);
    }
  }

  #keep(port: number, fd: number): void {
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= MOST_WAITING) this.#drop(oldest!);
    this.#drop(port); // of the same number: a stream that the host has given up
    this.#waiting.set(port, { fd, stopTimer: startTimer(timers, WAIT_MS, () => this.#drop(port)) });
  }

  #drop(port: number): void {
    const waiting = this.#waiting.get(port);
    if (waiting === undefined) return;
    this.#forget(port);
    this.#native.close(waiting.fd);
  }

  #forget(port: number): void {
    this.#waiting.get(port)?.stopTimer();
    this.#waiting.delete(port);
  }
}
