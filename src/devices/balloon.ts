import type { Reactor } from "../linux/reactor.ts";
import type { Chain } from "./chain.ts";
import type { Activation, VirtioDevice } from "./device.ts";
import { GuestFault, type GuestMemory } from "./guest_memory.ts";
import { punchHole } from "./punch_hole.ts";
import { RING_EVENT_IDX } from "./queue.ts";
import { SerialQueue } from "./serial_queue.ts";

/** Features (virtio 1.2 §5.5.3). */
const DEFLATE_ON_OOM = 1n << 2n, REPORTING = 1n << 5n;

/**
 * Queues: inflate, deflate, reporting; the statistics and hinting queues have no numbers where they are not offered. Linux reports up to
 * 32 free ranges at once and wants that many entries.
 */
const INFLATE = 0, DEFLATE = 1, REPORT = 2;
const ENTRIES = 32;

const PAGE = 4096;
const NUM_PAGES = 0, ACTUAL = 4;
/** Linux names at most 256 pages in a request. */
const MOST_PAGES = 4096;

/**
 * Gives memory that the guest does not use back to the host (virtio 1.2 §5.5): what falls free is reported by the guest by itself, and more
 * is taken from it by inflating the balloon. What is given back reads as zeroes when the guest touches it again.
 */
export class Balloon implements VirtioDevice {
  readonly name = "balloon";
  readonly type = 5;
  readonly features = RING_EVENT_IDX | DEFLATE_ON_OOM | REPORTING;
  readonly queueSizes = [ENTRIES, ENTRIES, ENTRIES];
  /** num_pages (what the host wants), actual (what the guest has given) */
  readonly config = new Uint8Array(8);
  #reactor: Reactor;
  #view = new DataView(this.config.buffer);
  #running: Activation | undefined;
  #queues: SerialQueue[] = [];

  constructor(reactor: Reactor) {
    this.#reactor = reactor;
  }

  /** Bytes that the guest has given up by now. */
  get size(): number {
    return this.#view.getUint32(ACTUAL, true) * PAGE;
  }

  /** Asks the guest to give up `bytes`, whole pages; it takes its time, and takes them back before it runs out of memory. */
  resize(bytes: number): void {
    this.#view.setUint32(NUM_PAGES, Math.floor(bytes / PAGE), true);
    this.#running?.configChanged();
  }

  writeConfig(offset: number, data: Uint8Array): void {
    // Only `actual` is the driver's to write.
    if (offset === ACTUAL && data.length === 4) this.config.set(data, offset);
  }

  activate(running: Activation): void {
    const { memory } = running;
    this.#running = running;
    this.#queues = [
      new SerialQueue(running, this.#reactor, INFLATE, (chain) => this.#inflate(memory, chain)),
      // The pages are the guest's again as it touches them.
      new SerialQueue(running, this.#reactor, DEFLATE, () => Promise.resolve(0)),
      new SerialQueue(running, this.#reactor, REPORT, (chain) => this.#report(memory, chain)),
    ];
    // A size that was asked for before.
    if (this.#view.getUint32(NUM_PAGES, true) > 0) running.configChanged();
  }

  async reset(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.stop()));
    this.#queues = [];
    this.#running = undefined;
    this.#view.setUint32(ACTUAL, 0, true);
  }

  /** A list of page numbers, those next to each other as one piece. */
  async #inflate(memory: GuestMemory, chain: Chain): Promise<number> {
    if (chain.readableBytes > 4 * MOST_PAGES) {
      throw new GuestFault(`the balloon is given ${chain.readableBytes / 4} pages at once`);
    }
    const list = new Uint8Array(chain.readableBytes);
    chain.read(list);
    const numbers = new DataView(list.buffer);
    const offsets = new Float64Array(Math.floor(list.length / 4));
    for (let index = 0; index < offsets.length; index++) {
      offsets[index] = memory.range(numbers.getUint32(4 * index, true) * PAGE, PAGE);
    }
    offsets.sort();
    for (let first = 0, last = 0; first < offsets.length; first = last) {
      while (last < offsets.length && offsets[last]! <= offsets[first]! + (last - first) * PAGE) last++;
      await punchHole(memory, offsets[first]!, offsets[last - 1]! + PAGE - offsets[first]!);
    }
    return 0;
  }

  /** Free ranges of the guest's, each a buffer. They stay the device's until this is done. */
  async #report(memory: GuestMemory, chain: Chain): Promise<number> {
    for (let index = chain.readable; index < chain.count; index++) {
      await punchHole(memory, chain.offsets[index]!, chain.lengths[index]!);
    }
    return 0;
  }
}
