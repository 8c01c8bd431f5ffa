import type { Activation, VirtioDevice } from "../../src/devices/device.ts";
import { GuestMemory } from "../../src/devices/guest_memory.ts";
import { RING_EVENT_IDX } from "../../src/devices/queue.ts";
import { eventFd, signalEvent, takeEvent } from "../../src/linux/event_fd.ts";
import { Reactor } from "../../src/linux/reactor.ts";

/** A buffer that the driver hands to the device, in guest physical addresses. */
export interface Segment {
  address: number;
  length: number;
  writable?: boolean;
}

const NEXT = 1, WRITE = 2;

/** The driver's end of one split virtqueue, written from the specification (virtio 1.2 §2.7), apart from src/devices/queue.ts. */
export class RingDriver implements Disposable {
  readonly size: number;
  readonly descriptors: number;
  readonly available: number;
  readonly used: number;
  readonly kick = eventFd("kick");
  readonly call = eventFd("call");
  #guest: FakeGuest;
  #free: number[];
  #chains = new Map<number, number[]>();
  #availableIndex = 0;
  #usedIndex = 0;

  constructor(guest: FakeGuest, size: number) {
    this.#guest = guest;
    this.size = size;
    this.descriptors = guest.allocate(16 * size, 16);
    this.available = guest.allocate(6 + 2 * size, 2);
    this.used = guest.allocate(6 + 8 * size, 4);
    this.#free = Array.from({ length: size }, (_, index) => size - 1 - index);
  }

  get free(): number {
    return this.#free.length;
  }

  /** Raw access, for drivers that lie. */
  descriptor(index: number, address: bigint, length: number, flags: number, next: number): void {
    const { view } = this.#guest;
    const at = this.descriptors + 16 * index;
    view.setBigUint64(at, address, true);
    view.setUint32(at + 8, length, true);
    view.setUint16(at + 12, flags, true);
    view.setUint16(at + 14, next, true);
  }

  /** Makes the chain at `head` available, and notifies where the device wants it. */
  offer(head: number): void {
    const { view } = this.#guest;
    view.setUint16(this.available + 4 + 2 * (this.#availableIndex % this.size), head, true);
    const before = this.#availableIndex;
    this.#availableIndex = (before + 1) & 0xffff;
    view.setUint16(this.available + 2, this.#availableIndex, true);
    const event = view.getUint16(this.used + 4 + 8 * this.size, true);
    if (!this.#guest.hasEvents || before === event) signalEvent(this.kick);
  }

  setAvailableIndex(index: number): void {
    this.#guest.view.setUint16(this.available + 2, index, true);
    signalEvent(this.kick);
  }

  /** Offers a chain of `segments`; returns its head. */
  add(...segments: Segment[]): number {
    const indexes = segments.map(() => this.#free.pop()!);
    if (indexes.includes(undefined!)) throw new Error("The driver has no free descriptors");
    segments.forEach(({ address, length, writable }, at) => {
      const flags = (writable ? WRITE : 0) | (at + 1 < segments.length ? NEXT : 0);
      this.descriptor(indexes[at]!, BigInt(address), length, flags, indexes[at + 1] ?? 0);
    });
    this.#chains.set(indexes[0]!, indexes);
    this.offer(indexes[0]!);
    return indexes[0]!;
  }

  /** Chains that the device has given back since the last call. */
  takeUsed(): { head: number; written: number }[] {
    const { view } = this.#guest;
    const found = [];
    for (const end = view.getUint16(this.used + 2, true); this.#usedIndex !== end;) {
      const at = this.used + 4 + 8 * (this.#usedIndex % this.size);
      const head = view.getUint32(at, true);
      found.push({ head, written: view.getUint32(at + 4, true) });
      this.#free.push(...this.#chains.get(head)?.toReversed() ?? []);
      this.#chains.delete(head);
      this.#usedIndex = (this.#usedIndex + 1) & 0xffff;
    }
    // "Interrupt me at the next one."
    if (this.#guest.hasEvents) view.setUint16(this.available + 4 + 2 * this.size, this.#usedIndex, true);
    return found;
  }

  /** As takeUsed(), once there is at least one. Rejects where the device has found a fault. */
  async used1(): Promise<{ head: number; written: number }[]> {
    for (;;) {
      const found = this.takeUsed();
      if (found.length > 0) return found;
      if (this.#guest.faults.length > 0) throw this.#guest.faults[0];
      await this.#guest.reactor.readable(this.call);
      takeEvent(this.call);
    }
  }

  [Symbol.dispose](): void {
    this.kick.close();
    this.call.close();
  }
}

/** A guest without a processor: memory, and a driver for one device. */
export class FakeGuest implements AsyncDisposable {
  readonly memory: GuestMemory;
  readonly view: DataView<ArrayBuffer>;
  readonly reactor = new Reactor();
  readonly hasEvents: boolean;
  readonly queues: RingDriver[] = [];
  /** What the device has found wrong. */
  readonly faults: Error[] = [];
  /** Resolves with the first of them. */
  readonly failed: Promise<Error>;
  #fail: (error: Error) => void;
  configChanges = 0;
  #top = 4096;
  #device: VirtioDevice | undefined;

  constructor(options: { size?: number; hasEvents?: boolean } = {}) {
    this.memory = new GuestMemory([{ guestAddress: 0, size: options.size ?? 4 << 20 }]);
    this.view = this.memory.view;
    this.hasEvents = options.hasEvents ?? true;
    const { promise, resolve } = Promise.withResolvers<Error>();
    this.failed = promise;
    this.#fail = resolve;
  }

  /** Guest physical address of `length` bytes of the guest's own. */
  allocate(length: number, alignment = 8): number {
    const address = Math.ceil(this.#top / alignment) * alignment;
    this.#top = address + length;
    if (this.#top > this.memory.bytes.length) throw new Error("The fake guest has no memory left");
    return address;
  }

  /** Copies `data` into new memory of the guest. */
  place(data: Uint8Array): Segment {
    const address = this.allocate(data.length);
    this.memory.bytes.set(data, address);
    return { address, length: data.length };
  }

  /** New memory for the device to write to. */
  room(length: number): Segment {
    return { address: this.allocate(length), length, writable: true };
  }

  bytes({ address, length }: Segment, most = length): Uint8Array {
    return this.memory.bytes.slice(address, address + Math.min(length, most));
  }

  /**
   * Negotiates all features of `device` and sets DRIVER_OK. `sizes`: entries of each queue, else the most that the device offers.
   * `before` is what the driver does with its queues earlier.
   */
  activate(
    device: VirtioDevice,
    options: { sizes?: readonly number[]; features?: bigint; before?: (queues: readonly RingDriver[]) => void } = {},
  ): void {
    const sizes = options.sizes ?? device.queueSizes;
    this.#device = device;
    for (const queue of this.queues.splice(0)) queue[Symbol.dispose]();
    for (const size of sizes) this.queues.push(new RingDriver(this, size));
    options.before?.(this.queues);
    const unwanted = this.hasEvents ? 0n : RING_EVENT_IDX;
    const activation: Activation = {
      memory: this.memory,
      features: (options.features ?? device.features) & ~unwanted,
      queues: this.queues,
      configChanged: () => this.configChanges++,
      failed: (error) => {
        this.faults.push(error);
        this.#fail(error);
        for (const queue of this.queues) signalEvent(queue.call);
      },
    };
    device.activate(activation);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#device?.reset();
    await this.reactor.idle();
    for (const queue of this.queues) queue[Symbol.dispose]();
    this.memory[Symbol.dispose]();
  }
}
