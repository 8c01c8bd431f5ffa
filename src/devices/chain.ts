import { GuestFault, type GuestMemory } from "./guest_memory.ts";

/** sizeof(struct iovec): an address and a length of 64 bits each. */
export const IOVEC_BYTES = 16;

/**
 * One chain of descriptors as the driver gave it: segments of guest memory, those that the device may read first, then those
 * that it may write. Offsets are into the guest's memory and lie inside it. Reused from request to request: no object a descriptor.
 */
export class Chain {
  /** The descriptor that names the chain in the used ring. */
  head = 0;
  /** Segments in use; the first `readable` of them are the device's to read. */
  count = 0;
  readable = 0;
  readableBytes = 0;
  writableBytes = 0;
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  #memory: GuestMemory;
  /** Addresses of processes are below 2^47: exact as numbers. */
  #hostAddress: number;

  /** A chain of at most `capacity` segments. */
  constructor(memory: GuestMemory, capacity: number) {
    this.#memory = memory;
    this.#hostAddress = Number(memory.hostAddress);
    this.offsets = new Float64Array(capacity);
    this.lengths = new Float64Array(capacity);
  }

  clear(head: number): void {
    this.head = head;
    this.count =
      this.readable =
      this.readableBytes =
      this.writableBytes =
        0;
  }

  /** Adds a segment, checked. Throws GuestFault where it is empty, outside the guest's memory, or a readable one after a writable one. */
  add(address: number, length: number, writable: boolean): void {
    // virtio 1.2 §2.7.4.2: the device-writable ones come last.
    if (!writable && this.count > this.readable) throw new GuestFault("a readable descriptor follows a writable one");
    if (length === 0) throw new GuestFault("a descriptor is empty");
    const most = this.offsets.length;
    if (this.count === most) throw new GuestFault(`a chain has more than ${most} descriptors`);
    this.offsets[this.count] = this.#memory.range(address, length);
    this.lengths[this.count] = length;
    this.count++;
    if (writable) this.writableBytes += length;
    else {
      this.readable++;
      this.readableBytes += length;
    }
  }

  /** Copies what the driver wrote, from its byte `skip` on, into `target`; returns how many bytes there were. */
  read(target: Uint8Array, skip = 0): number {
    const { bytes } = this.#memory;
    let done = 0;
    for (let index = 0; index < this.readable && done < target.length; index++) {
      const length = this.lengths[index]!;
      if (skip >= length) {
        skip -= length;
        continue;
      }
      const part = Math.min(length - skip, target.length - done);
      const from = this.offsets[index]! + skip;
      target.set(bytes.subarray(from, from + part), done);
      done += part;
      skip = 0;
    }
    return done;
  }

  /** Copies `source` to where the driver wants the answer, from its byte `skip` on; returns how many bytes fitted. */
  write(source: Uint8Array, skip = 0): number {
    const { bytes } = this.#memory;
    let done = 0;
    for (let index = this.readable; index < this.count && done < source.length; index++) {
      const length = this.lengths[index]!;
      if (skip >= length) {
        skip -= length;
        continue;
      }
      const part = Math.min(length - skip, source.length - done);
      bytes.set(part === source.length ? source : source.subarray(done, done + part), this.offsets[index]! + skip);
      done += part;
      skip = 0;
    }
    return done;
  }

  /**
   * Writes `struct iovec`s of `length` bytes from byte `skip` on into `target`, of the readable part or of the writable one; returns
   * how many. `target` needs room for as many as the chain has segments.
   */
  ioVectors(target: DataView, side: "readable" | "writable", skip: number, length: number): number {
    const end = side === "readable" ? this.readable : this.count;
    let count = 0;
    for (let index = side === "readable" ? 0 : this.readable; index < end && length > 0; index++) {
      const segment = this.lengths[index]!;
      if (skip >= segment) {
        skip -= segment;
        continue;
      }
      const address = this.#hostAddress + this.offsets[index]! + skip;
      const part = Math.min(segment - skip, length);
      const at = count++ * IOVEC_BYTES;
      // As two halves: no bigint a segment. The part is below 2^32, as a descriptor's length is.
      target.setUint32(at, address % 2 ** 32, true);
      target.setUint32(at + 4, address / 2 ** 32, true);
      target.setUint32(at + 8, part, true);
      target.setUint32(at + 12, 0, true);
      length -= part;
      skip = 0;
    }
    return count;
  }
}
