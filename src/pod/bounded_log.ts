import type { ByteChannel } from "../util/byte_channel.ts";

/**
 * A log file that a hostile guest cannot make large: once it holds `limit` bytes it becomes `<path>.1` (the one before goes)
 * and a new one begins, so that at most 2 x `limit` bytes lie on disk and the latest lines are always there.
 */
export class BoundedLog implements Disposable {
  #path: string;
  #limit: number;
  #file: Deno.FsFile;
  #size = 0;
  #said: PromiseWithResolvers<void> | undefined;

  constructor(path: string, limit: number) {
    this.#path = path;
    this.#limit = limit;
    this.#file = this.#open();
  }

  /** Resolves at the next words. */
  said(): Promise<void> {
    return (this.#said ??= Promise.withResolvers()).promise;
  }

  append(data: Uint8Array): void {
    this.#said?.resolve();
    this.#said = undefined;
    if (this.#size + data.length > this.#limit) this.#rotate();
    const part = data.length > this.#limit ? data.subarray(data.length - this.#limit) : data;
    this.#file.writeSync(part);
    this.#size += part.length;
  }

  /** Copies what comes over `channel` until it ends (`done`); `stop` closes the channel and waits for that. */
  follow(channel: ByteChannel): { done: Promise<void>; stop: () => Promise<void> } {
    const copy = async () => {
      const buffer = new Uint8Array(4096);
      try {
        for (let count = await channel.read(buffer); count !== null; count = await channel.read(buffer)) {
          this.append(buffer.subarray(0, count));
        }
      } catch {
        // The VM is gone, or the channel was closed by us: the log ends here.
      }
    };
    const done = copy();
    const stop = async () => {
      try {
        channel.close();
      } catch {
        // Closed already.
      }
      await done;
    };
    return { done, stop };
  }

  /** The last `bytes` of the current file, as text. */
  tail(bytes: number): string {
    const text = Deno.readFileSync(this.#path);
    return new TextDecoder().decode(text.subarray(Math.max(0, text.length - bytes)));
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #rotate(): void {
    this.#file.close();
    Deno.renameSync(this.#path, `${this.#path}.1`);
    this.#file = this.#open();
    this.#size = 0;
  }

  #open(): Deno.FsFile {
    return Deno.openSync(this.#path, { write: true, create: true, truncate: true, mode: 0o600 });
  }
}
