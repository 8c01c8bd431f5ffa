/** Reads a child's output to its end and keeps the last of it: what it said before it died. */
export class LastLines {
  #tail = "";
  #done: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array>, most = 2048) {
    this.#done = this.#read(stream, most);
  }

  /** The last line so far; "" where there was none. */
  get last(): string {
    return this.#tail.trimEnd().split("\n").at(-1) ?? "";
  }

  /** Waits for the end of the output and returns its last line. */
  async end(): Promise<string> {
    await this.#done;
    return this.last;
  }

  async #read(stream: ReadableStream<Uint8Array>, most: number): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      this.#tail = (this.#tail + decoder.decode(chunk, { stream: true })).slice(-most);
    }
  }
}
