import type { Chain } from "./chain.ts";
import { GuestFault, type GuestMemory } from "./guest_memory.ts";

/** Where a split virtqueue lies, in guest physical addresses (virtio 1.2 §2.7). */
export interface QueueLayout {
  /** Entries: a power of two. */
  readonly size: number;
  readonly descriptors: number;
  readonly available: number;
  readonly used: number;
}

/** VIRTIO_RING_F_EVENT_IDX, the one ring feature that husk offers (docs/decisions.md on indirect descriptors). */
export const RING_EVENT_IDX = 1n << 29n;

const MOST_ENTRIES = 32768;
const DESCRIPTOR_BYTES = 16;
const NEXT = 1, WRITE = 2;
const NO_INTERRUPT = 1;
/** virtio 1.2 §2.7.5.2: "the total length of all descriptors in a chain is limited to 2^32 bytes". */
const MOST_CHAIN_BYTES = 2 ** 32;
/** Both rings begin with flags and index, 16 bits each. */
const INDEX = 1, RING = 2;

/**
 * The device's end of a split virtqueue. The guest can change all of it at any time: each word is read once, and checked before use.
 * Indexes are read and written with Atomics, which order what lies between (virtio 1.2 §2.7.13, §2.7.14).
 */
export class Queue {
  readonly size: number;
  #mask: number;
  #hasEvents: boolean;
  /** A descriptor: address low and high, length, flags and next (two 16-bit values). */
  #descriptors: Uint32Array<ArrayBuffer>;
  #available: Uint16Array<ArrayBuffer>;
  #used: Uint16Array<ArrayBuffer>;
  #usedElements: Uint32Array<ArrayBuffer>;
  /** Free-running 16-bit indexes: the next to take, the next to give back, and the last that the driver was shown. */
  #next = 0;
  #usedNext = 0;
  #published = 0;
  #taken = 0;

  /** Throws GuestFault where the rings are not what a driver may ask for. */
  constructor(memory: GuestMemory, layout: QueueLayout, hasEvents: boolean) {
    const { size } = layout;
    if (size < 1 || size > MOST_ENTRIES || (size & (size - 1)) !== 0) {
      throw new GuestFault(`a queue has ${size} entries, which is not a power of two up to ${MOST_ENTRIES}`);
    }
    const place = (address: number, bytes: number, alignment: number, what: string) => {
      if (address % alignment !== 0) throw new GuestFault(`the ${what} is not aligned to ${alignment} bytes`);
      return memory.range(address, bytes);
    };
    // virtio 1.2 §2.7: sizes and alignments; each ring has one more 16-bit word, the event index, at its end.
    const { buffer } = memory.bytes;
    const descriptors = place(layout.descriptors, size * DESCRIPTOR_BYTES, 16, "descriptor table");
    const available = place(layout.available, 6 + 2 * size, 2, "available ring");
    const used = place(layout.used, 6 + 8 * size, 4, "used ring");
    this.size = size;
    this.#mask = size - 1;
    this.#hasEvents = hasEvents;
    this.#descriptors = new Uint32Array(buffer, descriptors, size * 4);
    this.#available = new Uint16Array(buffer, available, size + 3);
    this.#used = new Uint16Array(buffer, used, size * 4 + 3);
    this.#usedElements = new Uint32Array(buffer, used + 4, size * 2);
  }

  /** Chains taken and not given back. */
  get taken(): number {
    return this.#taken;
  }

  /** Takes the next chain into `chain`; false where there is none. Throws GuestFault where the ring makes no sense. */
  pop(chain: Chain): boolean {
    const waiting = (Atomics.load(this.#available, INDEX) - this.#next) & 0xffff;
    if (waiting === 0) return false;
    if (waiting > this.size) throw new GuestFault(`the available index jumps by ${waiting} of ${this.size} entries`);
    if (this.#taken >= this.size) throw new GuestFault(`more than ${this.size} chains are under way`);
    this.#walk(this.#available[RING + (this.#next & this.#mask)]!, chain);
    this.#next = (this.#next + 1) & 0xffff;
    this.#taken++;
    return true;
  }

  /** Puts the chain popped last back: the next pop() takes it again. Only for chains with nothing given back in between. */
  unpop(): void {
    this.#next = (this.#next - 1) & 0xffff;
    this.#taken--;
  }

  /** Gives a chain back with `written` bytes in it. The driver sees it at the next publish(). */
  push(head: number, written: number): void {
    const slot = (this.#usedNext & this.#mask) * 2;
    this.#usedElements[slot] = head;
    this.#usedElements[slot + 1] = written;
    this.#usedNext = (this.#usedNext + 1) & 0xffff;
    this.#taken--;
  }

  /** Shows the driver all that was given back; true where it wants an interrupt for that (virtio 1.2 §2.7.7, §2.7.10). */
  publish(): boolean {
    const before = this.#published, now = this.#usedNext;
    if (before === now) return false;
    this.#published = now;
    // The elements come before the index, and the index before we read what the driver wants: a store of Atomics is a full fence.
    Atomics.store(this.#used, INDEX, now);
    if (!this.#hasEvents) return (Atomics.load(this.#available, 0) & NO_INTERRUPT) === 0;
    const event = Atomics.load(this.#available, RING + this.size);
    return ((now - event - 1) & 0xffff) < ((now - before) & 0xffff);
  }

  /** Asks to be notified of the next chain; true where one has come meanwhile, so that there is no need to wait. */
  listen(): boolean {
    if (this.#hasEvents) Atomics.store(this.#used, RING + 4 * this.size, this.#next);
    return Atomics.load(this.#available, INDEX) !== this.#next;
  }

  #walk(head: number, chain: Chain): void {
    chain.clear(head);
    let index = head, total = 0;
    for (let steps = 0;; steps++) {
      if (index >= this.size) throw new GuestFault(`descriptor ${index} of ${this.size} does not exist`);
      if (steps === this.size) throw new GuestFault("a chain of descriptors is a loop");
      const at = index * 4;
      const address = this.#descriptors[at]! + this.#descriptors[at + 1]! * 2 ** 32;
      const length = this.#descriptors[at + 2]!;
      const flagsAndNext = this.#descriptors[at + 3]!;
      const flags = flagsAndNext & 0xffff;
      // Indirect tables were not offered.
      if ((flags & ~(NEXT | WRITE)) !== 0) throw new GuestFault(`a descriptor has flags ${flags}`);
      total += length;
      if (total > MOST_CHAIN_BYTES) throw new GuestFault("a chain has more than 4 GiB");
      chain.add(address, length, (flags & WRITE) !== 0);
      if ((flags & NEXT) === 0) return;
      index = flagsAndNext >>> 16;
    }
  }
}
