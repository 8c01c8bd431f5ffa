/** A program that runs while the test does something else: its output is watched, its input is fed step by step. */
import { LineLog } from "./line_log.ts";
import type { Result } from "./command.ts";
import { patience } from "./patience.ts";

const encoder = new TextEncoder();

export class Background implements AsyncDisposable {
  readonly stdout = new LineLog();
  readonly stderr = new LineLog();
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #drained: Promise<unknown>;
  readonly #start = performance.now();

  constructor(readonly command: string, args: string[]) {
    this.#child = new Deno.Command(command, { args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#drained = Promise.all([this.stdout.follow(this.#child.stdout), this.stderr.follow(this.#child.stderr)]);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Writes to standard input. */
  async write(text: string): Promise<void> {
    await this.#input.write(encoder.encode(text));
  }

  /** Ends standard input. */
  async closeStdin(): Promise<void> {
    await this.#input.close();
  }

  kill(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** Resolves to a line of standard output that contains `text`. */
  line(text: string, timeout = 20_000): Promise<string> {
    return this.stdout.wait((line) => line.includes(text), { timeout, what: `'${text}' on stdout` });
  }

  /** Waits for the end; rejects after `usual` milliseconds. Standard input is left as it is. */
  async finish(usual = 30_000): Promise<Omit<Result, "stdoutBytes">> {
    const timeout = usual * patience;
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`${this.command} (pid ${this.pid}) has not ended in ${timeout} ms`)),
      timeout,
    );
    try {
      const { code } = await Promise.race([this.#child.status, promise]);
      await Promise.race([this.#drained, promise]);
      const text = (log: LineLog) => log.since(0).map((line) => line + "\n").join("");
      return { code, stdout: text(this.stdout), stderr: text(this.stderr), ms: performance.now() - this.#start };
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#child.status;
    await this.#drained;
    await this.#input.abort().catch(() => {});
  }
}
