import type { ByteChannel } from "../../src/util/byte_channel.ts";

/** One direction of a pair: what was written and not read yet. */
class Pipe {
  #bytes: Uint8Array = new Uint8Array(0);
  #ended = false;
  #wake: (() => void)[] = [];

  constructor(readonly capacity: number, readonly maxRead: number) {}

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#bytes.length === 0 && !this.#ended) await this.#change();
    if (this.#bytes.length === 0) return null;
    const count = Math.min(buffer.length, this.#bytes.length, this.maxRead);
    buffer.set(this.#bytes.slice(0, count));
    this.#bytes = this.#bytes.slice(count);
    this.#changed();
    return count;
  }

  async write(data: Uint8Array): Promise<number> {
    while (this.#bytes.length >= this.capacity && !this.#ended) await this.#change();
    if (this.#ended) throw new Error("Broken pipe");
    const count = Math.min(data.length, this.capacity - this.#bytes.length);
    const bytes = new Uint8Array(this.#bytes.length + count);
    bytes.set(this.#bytes);
    bytes.set(data.subarray(0, count), this.#bytes.length);
    this.#bytes = bytes;
    this.#changed();
    return count;
  }

  end(): void {
    this.#ended = true;
    this.#changed();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #changed(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** Two ends of a channel in memory. Closing one end is the end of stream to the other, as on a socket. */
export function channelPair(options: { capacity?: number; maxRead?: number } = {}): [ByteChannel, ByteChannel] {
  const { capacity = 256 << 10, maxRead = Infinity } = options;
  const there = new Pipe(capacity, maxRead);
  const back = new Pipe(capacity, maxRead);
  const end = (incoming: Pipe, outgoing: Pipe): ByteChannel => ({
    read: (buffer) => incoming.read(buffer),
    write: (data) => outgoing.write(data),
    close: () => {
      incoming.end();
      outgoing.end();
    },
  });
  return [end(back, there), end(there, back)];
}

/** A channel whose peer has sent `bytes` and then closed; what is written to it is kept. */
export function replay(bytes: Uint8Array, maxRead = Infinity): ByteChannel & { readonly written: number[] } {
  let rest = bytes;
  const written: number[] = [];
  return {
    written,
    read: (buffer) => {
      if (rest.length === 0) return Promise.resolve(null);
      const count = Math.min(buffer.length, rest.length, maxRead);
      buffer.set(rest.subarray(0, count));
      rest = rest.subarray(count);
      return Promise.resolve(count);
    },
    write: (data) => {
      for (const byte of data) written.push(byte);
      return Promise.resolve(data.length);
    },
    close: () => {},
  };
}
