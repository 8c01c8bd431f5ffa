import type { Reactor } from "../linux/reactor.ts";
import type { Chain } from "./chain.ts";
import type { Activation, VirtioDevice } from "./device.ts";
import { GuestFault, type GuestMemory } from "./guest_memory.ts";
import { punchHole } from "./punch_hole.ts";
import { RING_EVENT_IDX } from "./queue.ts";
import { SerialQueue } from "./serial_queue.ts";

/** The driver keeps off memory that is not plugged (virtio 1.2 §5.15.3): reading it would take the host's. */
const UNPLUGGED_INACCESSIBLE = 1n << 1n;

/** Requests and answers (§5.15.6.2). */
const PLUG = 0, UNPLUG = 1, UNPLUG_ALL = 2, STATE = 3;
const ACK = 0, NACK = 1, ERROR = 3;
const PLUGGED = 0, UNPLUGGED = 1, MIXED = 2;
const REQUEST_BYTES = 24, ANSWER_BYTES = 10;

/** What is plugged and unplugged at once: a huge page of x86, the least that Linux takes. */
const BLOCK = 2 << 20;
const PLUGGED_SIZE = 40, REQUESTED_SIZE = 48;

/**
 * Memory that the guest gets and gives back while it runs (virtio 1.2 §5.15), within a region of its memory that it does not use as it
 * boots. Unplugged blocks hold none of the host's memory. A guest that uses them nevertheless is held by the pod's cgroup, as any is.
 */
export class Mem implements VirtioDevice, Disposable {
  readonly name = "mem";
  readonly type = 24;
  readonly features = RING_EVENT_IDX | UNPLUGGED_INACCESSIBLE;
  readonly queueSizes = [8];
  /** block_size, node_id, addr, region_size, usable_region_size, plugged_size, requested_size */
  readonly config = new Uint8Array(56);
  readonly #address: number;
  readonly #plugged: Uint8Array;
  #reactor: Reactor;
  #view = new DataView(this.config.buffer);
  #running: Activation | undefined;
  #queue: SerialQueue | undefined;
  #waiting: { bytes: number; resolve: () => void; reject: (error: Error) => void } | undefined;

  /** `region` must be one of the guest's memory, in whole blocks of 2 MiB. */
  constructor(reactor: Reactor, region: { guestAddress: number; size: number }) {
    const { guestAddress, size } = region;
    if (guestAddress % BLOCK !== 0 || size % BLOCK !== 0) throw new Error("Memory is plugged in blocks of 2 MiB");
    this.#reactor = reactor;
    this.#address = guestAddress;
    this.#plugged = new Uint8Array(size / BLOCK);
    for (const [at, value] of [[0, BLOCK], [16, guestAddress], [24, size], [32, size]] as const) {
      this.#view.setBigUint64(at, BigInt(value), true);
    }
  }

  /** Bytes that the guest has plugged by now. */
  get size(): number {
    return Number(this.#view.getBigUint64(PLUGGED_SIZE, true));
  }

  /**
   * Asks the guest to plug or unplug until it has `bytes`, rounded up to blocks, of the region; resolves once it has. Unplugging may end
   * short of it for as long as the guest uses the memory, and so may take for ever. A later call takes the place of an earlier one,
   * which then rejects.
   */
  resize(bytes: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const wanted = Math.ceil(bytes / BLOCK) * BLOCK;
    if (wanted > this.#plugged.length * BLOCK) {
      throw new Error(`The guest can get ${this.#plugged.length * 2} MiB more, not ${bytes} bytes`);
    }
    this.#giveUp(new Error("Another size was asked for meanwhile"));
    this.#view.setBigUint64(REQUESTED_SIZE, BigInt(wanted), true);
    this.#running?.configChanged();
    if (wanted === this.size) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting = { bytes: wanted, resolve, reject };
      signal.addEventListener("abort", () => this.#giveUp(signal.reason), { once: true });
    });
  }

  activate(running: Activation): void {
    this.#running = running;
    this.#queue = new SerialQueue(running, this.#reactor, 0, (chain) => this.#request(running.memory, chain));
    // A size that was asked for before.
    if (this.#view.getBigUint64(REQUESTED_SIZE, true) > 0n) running.configChanged();
  }

  /** What is plugged stays plugged (§5.15.5.2): the driver unplugs it when it comes again. */
  async reset(): Promise<void> {
    await this.#queue?.stop();
    this.#queue = this.#running = undefined;
  }

  /** The VM has ended. */
  [Symbol.dispose](): void {
    this.#giveUp(new Error("The VM has ended"));
  }

  async #request(memory: GuestMemory, chain: Chain): Promise<number> {
    const request = new Uint8Array(REQUEST_BYTES);
    if (chain.read(request) < REQUEST_BYTES) throw new GuestFault("a request for memory is too short");
    if (chain.writableBytes < ANSWER_BYTES) throw new GuestFault("a request for memory has no place for its answer");
    const view = new DataView(request.buffer);
    const address = view.getUint32(8, true) + view.getUint32(12, true) * 2 ** 32;
    const answer = new DataView(new ArrayBuffer(ANSWER_BYTES));
    const { type, state } = await this.#execute(memory, view.getUint16(0, true), address, view.getUint16(16, true));
    answer.setUint16(0, type, true);
    answer.setUint16(8, state, true);
    return chain.write(new Uint8Array(answer.buffer));
  }

  async #execute(
    memory: GuestMemory,
    type: number,
    address: number,
    count: number,
  ): Promise<{ type: number; state: number }> {
    const answer = (type: number, state = 0) => ({ type, state });
    if (type === UNPLUG_ALL) {
      await this.#unplug(memory, 0, this.#plugged.length);
      return answer(ACK);
    }
    const first = (address - this.#address) / BLOCK;
    // Exact: addresses that are not are refused by the comparisons.
    if (!Number.isInteger(first) || first < 0 || count < 1 || first + count > this.#plugged.length) {
      return answer(ERROR);
    }
    const state = this.#state(first, count);
    if (type === STATE) return answer(ACK, state);
    if (type === PLUG) {
      if (state !== UNPLUGGED) return answer(ERROR);
      const requested = Number(this.#view.getBigUint64(REQUESTED_SIZE, true));
      if (this.size + count * BLOCK > requested) return answer(NACK);
      this.#plugged.fill(1, first, first + count);
      this.#changed(count);
      return answer(ACK);
    }
    if (type !== UNPLUG || state !== PLUGGED) return answer(ERROR);
    await this.#unplug(memory, first, count);
    return answer(ACK);
  }

  #state(first: number, count: number): number {
    let plugged = 0;
    for (let index = first; index < first + count; index++) plugged += this.#plugged[index]!;
    return plugged === 0 ? UNPLUGGED : plugged === count ? PLUGGED : MIXED;
  }

  async #unplug(memory: GuestMemory, first: number, count: number): Promise<void> {
    await punchHole(memory, memory.range(this.#address + first * BLOCK, count * BLOCK), count * BLOCK);
    let plugged = 0;
    for (let index = first; index < first + count; index++) plugged += this.#plugged[index]!;
    this.#plugged.fill(0, first, first + count);
    this.#changed(-plugged);
  }

  /** plugged_size is kept current without an interrupt: it is the driver's doing, which knows (§5.15.6.1). */
  #changed(blocks: number): void {
    this.#view.setBigUint64(PLUGGED_SIZE, BigInt(this.size + blocks * BLOCK), true);
    const waiting = this.#waiting;
    if (waiting === undefined || waiting.bytes !== this.size) return;
    this.#waiting = undefined;
    waiting.resolve();
  }

  #giveUp(reason: Error): void {
    this.#waiting?.reject(reason);
    this.#waiting = undefined;
  }
}
