const SMALLEST = 4096;

/** Bytes on their way from one side to the other, at most `capacity` of them. Holds memory only while there are any. */
export class ByteBuffer {
  readonly capacity: number;
  #bytes = new Uint8Array(0);
  #start = 0;
  #end = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** A place for `length` more bytes at the end, which the caller fills. Throws where they exceed the capacity. */
  grow(length: number): Uint8Array {
    const held = this.length;
    if (held + length > this.capacity) throw new RangeError(`${held + length} bytes for a buffer of ${this.capacity}`);
    if (this.#end + length > this.#bytes.length) {
      const size = Math.min(Math.max(SMALLEST, 2 * (held + length)), this.capacity);
      const target = held + length <= this.#bytes.length / 2 ? this.#bytes : new Uint8Array(size);
      target.set(this.#bytes.subarray(this.#start, this.#end));
      this.#bytes = target;
      this.#start = 0;
      this.#end = held;
    }
    this.#end += length;
    return this.#bytes.subarray(this.#end - length, this.#end);
  }

  /** Moves bytes from the front into `target`; returns how many. */
  take(target: Uint8Array): number {
    const count = Math.min(target.length, this.length);
    target.set(this.#bytes.subarray(this.#start, this.#start + count));
    this.#start += count;
    if (this.#start === this.#end) this.clear();
    return count;
  }

  clear(): void {
    this.#bytes = new Uint8Array(0);
    this.#start = this.#end = 0;
  }
}
