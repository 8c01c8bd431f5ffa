import type { ByteChannel } from "../util/byte_channel.ts";

/** Bytes before each frame's data: length u32, stream id u32 (both big-endian), type u8, flags u8 (PROTOCOL.md). */
export const HEADER_LENGTH = 10;
/** The most data that a frame may carry, in bytes. */
export const MAX_DATA_LENGTH = 4 << 20;

export const FrameType = { REQUEST: 1, RESPONSE: 2, DATA: 3 } as const;

/** REMOTE_CLOSED: the sender sends no more on this stream. REMOTE_OPEN: it goes on. NO_DATA: this frame is no message. */
export const Flag = { REMOTE_CLOSED: 1, REMOTE_OPEN: 2, NO_DATA: 4 } as const;

export const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** Writes a frame's header to the start of `target`. */
export function writeHeader(target: Uint8Array, length: number, streamId: number, type: number, flags: number): void {
  target[0] = length >>> 24;
  target[1] = length >>> 16;
  target[2] = length >>> 8;
  target[3] = length;
  target[4] = streamId >>> 24;
  target[5] = streamId >>> 16;
  target[6] = streamId >>> 8;
  target[7] = streamId;
  target[8] = type;
  target[9] = flags;
}

const FIRST_BUFFER = 4 << 10;
/** Holds a frame of 64 KiB, the usual piece of a stream, in one read. */
const LARGEST_BUFFER = 128 << 10;

/**
 * Cuts a channel's bytes into frames. The fields hold the frame that next() read last; `data` is the caller's to keep.
 * Small frames are copied out of a buffer that grows with the traffic; the data of large ones is read where it stays.
 */
export class FrameReader {
  streamId = 0;
  type = 0;
  flags = 0;
  data: Uint8Array = NO_BYTES;
  /** What the header said. Above maxDataLength the data was thrown away, and `data` is empty. */
  length = 0;

  #channel: ByteChannel;
  #buffer = new Uint8Array(FIRST_BUFFER);
  #start = 0;
  #end = 0;

  #skips: boolean;

  /** `skips`: the data of a longer frame is read and thrown away; else the frame's head is the last thing that is read. */
  constructor(channel: ByteChannel, readonly maxDataLength: number = MAX_DATA_LENGTH, skips = true) {
    this.#channel = channel;
    this.#skips = skips;
  }

  /** Reads one frame; false where the channel ended, be it inside a frame. Rejects with the channel's errors. */
  async next(): Promise<boolean> {
    while (this.#end - this.#start < HEADER_LENGTH) {
      if (!await this.#fill(HEADER_LENGTH)) return false;
    }
    this.#takeHeader();
    const { length } = this;
    this.data = NO_BYTES;
    if (length === 0) return true;
    if (length > this.maxDataLength) return !this.#skips || await this.#skip(length);
    const buffered = this.#end - this.#start;
    if (length <= buffered) {
      this.data = this.#buffer.slice(this.#start, this.#start + length);
      this.#start += length;
      return true;
    }
    return await this.#readRest(length);
  }

  #takeHeader(): void {
    const buffer = this.#buffer;
    let at = this.#start;
    const byte = () => buffer[at++] ?? 0;
    const word = () => (byte() << 24 | byte() << 16 | byte() << 8 | byte()) >>> 0;
    this.length = word();
    this.streamId = word();
    this.type = byte();
    this.flags = byte();
    this.#start = at;
  }

  /** Reads once into the buffer, having made room for `wanted` bytes in all. */
  async #fill(wanted: number): Promise<boolean> {
    if (this.#start === this.#end) this.#start = this.#end = 0;
    else if (this.#buffer.length - this.#start < wanted) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    const count = await this.#channel.read(this.#buffer.subarray(this.#end));
    if (!count) return false;
    this.#end += count;
    const isFull = this.#end === this.#buffer.length;
    if (isFull && this.#end < LARGEST_BUFFER) {
      const larger = new Uint8Array(2 * this.#buffer.length);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    return true;
  }

  async #readRest(length: number): Promise<boolean> {
    const data = new Uint8Array(length);
    data.set(this.#buffer.subarray(this.#start, this.#end));
    let have = this.#end - this.#start;
    this.#start = this.#end = 0;
    while (have < length) {
      const count = await this.#channel.read(have === 0 ? data : data.subarray(have));
      if (!count) return false;
      have += count;
    }
    this.data = data;
    return true;
  }

  async #skip(length: number): Promise<boolean> {
    for (let left = length; left > 0;) {
      if (this.#start === this.#end && !await this.#fill(1)) return false;
      const step = Math.min(left, this.#end - this.#start);
      this.#start += step;
      left -= step;
    }
    return true;
  }
}
