import { Code, StatusError } from "../../src/util/errors.ts";
import { type Native, O_RDWR } from "./native.ts";
import { noTerminal, PIPE_CAPACITY, type ProcessStdio } from "./stdio.ts";

/** Descriptors of streams to the host, by what they carry. */
export type ProcessStreams = { [K in "stdin" | "stdout" | "stderr"]?: number };

/**
 * Standard streams that go to the host by streams of their own: the C side carries the bytes. The process has pipes all the same, since
 * a socket cannot be opened again by its name (`echo x > /dev/stdout`).
 */
export class StreamedStdio implements ProcessStdio {
  #native: Native;
  #carriers: number[] = [];
  #input: number | undefined;
  #terminal: number | undefined;

  private constructor(native: Native) {
    this.#native = native;
  }

  /** Takes `streams` over. `childFds` are the process's ends: hand them to it, then close them. A stream that is not there is /dev/null. */
  static pipes(native: Native, streams: ProcessStreams): { stdio: StreamedStdio; childFds: number[] } {
    const stdio = new StreamedStdio(native);
    const childFds: number[] = [];
    const rest = { ...streams };
    try {
      for (const name of ["stdin", "stdout", "stderr"] as const) {
        const stream = rest[name];
        if (stream === undefined) {
          childFds.push(native.open("/dev/null", O_RDWR, 0));
          continue;
        }
        const [reader, writer] = native.pipe(PIPE_CAPACITY);
        childFds.push(name === "stdin" ? reader : writer);
        delete rest[name];
        if (name === "stdin") stdio.#input = stdio.#carry(stream, writer);
        else stdio.#carry(reader, stream);
      }
      return { stdio, childFds };
    } catch (error) {
      childFds.forEach((fd) => native.close(fd));
      closeAll(native, rest);
      stdio.close();
      throw error;
    }
  }

  /** Takes a terminal's master and `streams` over. All output is stdout. */
  static terminal(native: Native, master: number, streams: ProcessStreams): StreamedStdio {
    const stdio = new StreamedStdio(native);
    stdio.#terminal = master;
    const rest = { ...streams };
    try {
      // A copy each, since a carrier closes what it carries from and to.
      if (streams.stdin !== undefined) {
        const copy = native.duplicate(master);
        delete rest.stdin;
        stdio.#carry(streams.stdin, copy);
      }
      if (streams.stdout !== undefined) {
        const copy = native.duplicate(master);
        delete rest.stdout;
        stdio.#carry(copy, streams.stdout);
      }
      return stdio;
    } catch (error) {
      stdio.close();
      throw error;
    } finally {
      closeAll(native, rest);
    }
  }

  read(): Promise<Uint8Array> {
    return this.#refuse();
  }
  write(): Promise<void> {
    return this.#refuse();
  }

  closeInput(): Promise<void> {
    if (this.#input !== undefined) this.#native.finishCarrying(this.#input);
    return Promise.resolve();
  }

  resize(rows: number, columns: number): void {
    if (this.#terminal === undefined) throw noTerminal();
    this.#native.setWindowSize(this.#terminal, rows, columns);
  }

  close(): void {
    for (const carrier of this.#carriers) this.#native.stopCarrying(carrier);
    if (this.#terminal !== undefined) this.#native.close(this.#terminal);
    this.#terminal = undefined;
  }

  #carry(from: number, to: number): number {
    const carrier = this.#native.carry(from, to);
    this.#carriers.push(carrier);
    return carrier;
  }

  #refuse(): Promise<never> {
    return Promise.reject(new StatusError(Code.FAILED_PRECONDITION, "The process's stdio is on streams of the host's"));
  }
}

export function closeAll(native: Native, streams: ProcessStreams): void {
  for (const fd of Object.values(streams)) native.close(fd);
}
