/** Lines that arrive from a stream and are kept, with marks to read "what came since" and waits for a line to come. */
import { patience } from "./patience.ts";

interface Waiter {
  from: number;
  matches: (line: string) => boolean;
  resolve: (line: string) => void;
}

export class LineLog {
  readonly #lines: string[] = [];
  readonly #waiters = new Set<Waiter>();

  /** A position: the lines that come from now on are those since(mark()). */
  mark(): number {
    return this.#lines.length;
  }

  /** The lines from position `from` on. */
  since(from: number): string[] {
    return this.#lines.slice(from);
  }

  /** Takes the stream's lines until it ends; several streams may follow one another (a daemon started again). */
  async follow(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      lines.forEach((line) => this.push(line));
    }
    if (rest !== "") this.push(rest);
  }

  /** Adds a line and wakes whoever waits for it. */
  push(line: string): void {
    const index = this.#lines.push(line) - 1;
    for (const waiter of this.#waiters) {
      if (index < waiter.from || !waiter.matches(line)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(line);
    }
  }

  /**
   * Resolves to the first line from position `from` on that matches, now or when it comes.
   * Rejects after `timeout` milliseconds, naming `what` was waited for and quoting the last lines.
   */
  wait(
    matches: (line: string) => boolean,
    { from = 0, timeout: usual = 20_000, what = "a line" }: { from?: number; timeout?: number; what?: string } = {},
  ): Promise<string> {
    const timeout = usual * patience;
    const present = this.since(from).find(matches);
    if (present !== undefined) return Promise.resolve(present);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        from,
        matches,
        resolve: (line) => {
          clearTimeout(timer);
          resolve(line);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const last = this.since(from).slice(-5).map((line) => `\n  ${line}`).join("");
        reject(new Error(`Waited ${timeout} ms for ${what}; the last lines are:${last || " none"}`));
      }, timeout);
      this.#waiters.add(waiter);
    });
  }
}
