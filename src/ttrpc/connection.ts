import type { ByteChannel } from "../util/byte_channel.ts";
import { FrameReader, HEADER_LENGTH, MAX_DATA_LENGTH, writeHeader } from "./frame.ts";
import { lengthOf } from "./message.ts";

/** Frames that wait are written together up to this many bytes at a time. */
const BATCH = 128 << 10;
const FIRST_BATCH = 4 << 10;

/** What a connection hands its frames to. */
export interface FrameReceiver {
  /** Takes the frame that `frame` holds; reading goes on when the promise is kept, at once where there is none. */
  receive(frame: FrameReader): Promise<void> | undefined;
}

/** Frames over a byte channel: both directions, in order. It owns the channel and closes it when either direction fails. */
export class Connection {
  #channel: ByteChannel;
  #closed = false;
  #writing = false;
  #queue: Uint8Array[] = [];
  #head = 0;
  #batch = new Uint8Array(0);
  #queuedBytes = 0;
  #writtenBytes = 0;
  #waiting: { mark: number; resolve: () => void }[] = [];

  constructor(channel: ByteChannel) {
    this.#channel = channel;
  }

  /** Bytes that were sent but are not written yet. */
  get backlog(): number {
    return this.#queuedBytes - this.#writtenBytes;
  }

  /** Queues one frame, whose data is `pieces` one after the other: they must not change until it is written. Never fails; see run(). */
  send(streamId: number, type: number, flags: number, ...pieces: Uint8Array[]): void {
    if (this.#closed) return;
    const length = lengthOf(pieces);
    const header = new Uint8Array(HEADER_LENGTH);
    writeHeader(header, length, streamId, type, flags);
    this.#queue.push(header);
    for (const piece of pieces) if (piece.length > 0) this.#queue.push(piece);
    this.#queuedBytes += HEADER_LENGTH + length;
    if (!this.#writing) this.#writeAll();
  }

  /** Resolves when all that was sent so far has been written, or the connection is closed. */
  flushed(): Promise<void> {
    if (this.#closed || this.backlog === 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ mark: this.#queuedBytes, resolve }));
  }

  /** Hands over frames until the channel ends, fails or is closed; never rejects: to the calls on it, all three are one. */
  async run(receiver: FrameReceiver, maxDataLength = MAX_DATA_LENGTH, skipsLonger = true): Promise<void> {
    const reader = new FrameReader(this.#channel, maxDataLength, skipsLonger);
    try {
      while (await reader.next()) {
        const busy = receiver.receive(reader);
        if (busy) await busy;
      }
    } catch {
      // A reset by the peer, or our own close().
    } finally {
      this.close();
    }
  }

  /** Closes the channel; what was not written yet is dropped. May be called again. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue = [];
    this.#head = 0;
    for (const { resolve } of this.#waiting.splice(0)) resolve();
    try {
      this.#channel.close();
    } catch {
      // Closed by its owner already.
    }
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    try {
      await undefined; // what the same turn sends goes out in the same write
      while (this.#head < this.#queue.length) {
        let bytes = this.#nextBatch();
        while (bytes.length > 0) {
          const count = await this.#channel.write(bytes);
          this.#writtenBytes += count;
          bytes = bytes.subarray(count);
        }
        while (this.#waiting[0] && this.#waiting[0].mark <= this.#writtenBytes) this.#waiting.shift()?.resolve();
      }
    } catch {
      this.close();
    } finally {
      this.#writing = false;
    }
  }

  /** Takes from the queue: one large piece as it is, or many small ones copied together. */
  #nextBatch(): Uint8Array {
    const first = this.#queue[this.#head];
    if (first && first.length >= BATCH) {
      this.#drop();
      return first;
    }
    let filled = 0;
    for (let piece = first; piece && filled < BATCH; piece = this.#queue[this.#head]) {
      this.#reserve(Math.min(BATCH, filled + piece.length), filled);
      const room = BATCH - filled;
      if (piece.length > room) {
        this.#batch.set(piece.subarray(0, room), filled);
        this.#queue[this.#head] = piece.subarray(room);
        return this.#batch;
      }
      this.#batch.set(piece, filled);
      filled += piece.length;
      this.#drop();
    }
    return this.#batch.subarray(0, filled);
  }

  #drop(): void {
    this.#head++;
    if (this.#head === this.#queue.length) {
      this.#queue = [];
      this.#head = 0;
    }
  }

  #reserve(size: number, filled: number): void {
    if (this.#batch.length >= size) return;
    let length = this.#batch.length || FIRST_BATCH;
    while (length < size) length *= 2;
    const larger = new Uint8Array(length);
    larger.set(this.#batch.subarray(0, filled));
    this.#batch = larger;
  }
}
