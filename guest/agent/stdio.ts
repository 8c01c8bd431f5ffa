import { AsyncQueue } from "../../src/util/async_queue.ts";
import { timers } from "../../src/util/timers.ts";
import { Code, StatusError } from "../../src/util/errors.ts";
import { AsyncFd } from "./async_fd.ts";
import type { Native } from "./native.ts";
import { Pacer } from "./pacer.ts";

/** Bulk output should not switch between writer and reader every 64 KiB, the default. */
export const PIPE_CAPACITY = 1 << 20;
/** At most this much goes into one answer, whatever the caller's `len`. */
const MAX_READ = 256 << 10;

export type OutputName = "stdout" | "stderr";

/** Our side of a process's standard streams, however they reach the host. */
export interface ProcessStdio {
  /** At least one byte; OUT_OF_RANGE "eof" at the end, also of a stream that there is not. */
  read(name: OutputName, length: number, signal?: { readonly aborted: boolean }): Promise<Uint8Array>;
  /** Resolves when all is in the pipe: what the process does not read holds the writer back. */
  write(data: Uint8Array): Promise<void>;
  /** Closes stdin after what was written before. A terminal stays open: it is the output as well. */
  closeInput(): Promise<void>;
  resize(rows: number, columns: number): void;
  /** Ends everything; output that was not read is lost. */
  close(): void;
}

/** What a resize meets that is for a process without a terminal. */
export function noTerminal(): StatusError {
  return new StatusError(Code.FAILED_PRECONDITION, "The process has no terminal");
}

interface Output {
  fd: AsyncFd;
  pacer: Pacer;
}

/** Pipes, or a terminal's master, which the host reads and writes by calls. */
export class Stdio implements ProcessStdio {
  #input: AsyncFd | undefined;
  #inputQueue = new AsyncQueue();
  #outputs: { [K in OutputName]?: Output } = {};
  #terminal: AsyncFd | undefined;
  #native: Native;

  private constructor(native: Native) {
    this.#native = native;
  }

  /** Makes pipes; `childFds` are the process's ends: hand them to it, then close them. */
  static pipes(native: Native): { stdio: Stdio; childFds: number[] } {
    const stdio = new Stdio(native);
    const childFds: number[] = [];
    try {
      const [inputRead, inputWrite] = native.pipe(PIPE_CAPACITY);
      childFds.push(inputRead);
      stdio.#input = new AsyncFd(native, inputWrite);
      for (const name of ["stdout", "stderr"] as const) {
        const [outputRead, outputWrite] = native.pipe(PIPE_CAPACITY);
        childFds.push(outputWrite);
        stdio.#outputs[name] = { fd: new AsyncFd(native, outputRead), pacer: new Pacer() };
      }
      return { stdio, childFds };
    } catch (error) {
      childFds.forEach((fd) => native.close(fd));
      stdio.close();
      throw error;
    }
  }

  /** Takes a terminal's master over. All output is stdout. */
  static terminal(native: Native, master: number): Stdio {
    const stdio = new Stdio(native);
    const terminal = new AsyncFd(native, master);
    stdio.#terminal = terminal;
    stdio.#input = terminal;
    stdio.#outputs.stdout = { fd: terminal, pacer: new Pacer() };
    return stdio;
  }

  async read(name: OutputName, length: number, signal?: { readonly aborted: boolean }): Promise<Uint8Array> {
    const max = Math.max(1, Math.min(length || MAX_READ, MAX_READ));
    const output = this.#outputs[name];
    const pause = output?.pacer.delay(this.#native.uptime()) ?? 0;
    if (pause > 0) await new Promise<void>((resolve) => timers.setTimeout(resolve, pause));
    const data = await output?.fd.readSome(max, signal) ?? null;
    if (data === null) {
      this.#closeOutput(name);
      throw new StatusError(Code.OUT_OF_RANGE, "eof");
    }
    output?.pacer.answered(data.length, data.length < max, this.#native.uptime());
    return data;
  }

  /** A pipe that is at its end is of no more use; a terminal is the input as well. */
  #closeOutput(name: OutputName): void {
    const output = this.#outputs[name];
    if (output === undefined || output.fd === this.#terminal) return;
    output.fd.close();
    delete this.#outputs[name];
  }

  write(data: Uint8Array): Promise<void> {
    return this.#inputQueue.run(async () => {
      const input = this.#input;
      if (input === undefined) throw new StatusError(Code.FAILED_PRECONDITION, "stdin is closed");
      await input.writeAll(data);
    });
  }

  closeInput(): Promise<void> {
    return this.#inputQueue.run(() => {
      if (this.#input !== this.#terminal) this.#input?.close();
      this.#input = undefined;
      return Promise.resolve();
    });
  }

  resize(rows: number, columns: number): void {
    if (this.#terminal === undefined) throw noTerminal();
    this.#native.setWindowSize(this.#terminal.fd, rows, columns);
  }

  close(): void {
    this.#input?.close();
    this.#outputs.stdout?.fd.close();
    this.#outputs.stderr?.fd.close();
  }
}
