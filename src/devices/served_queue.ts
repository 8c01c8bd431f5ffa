import { signalEvent, takeEvent } from "../linux/event_fd.ts";
import type { Reactor } from "../linux/reactor.ts";
import { Chain } from "./chain.ts";
import type { Activation, QueueSetup } from "./device.ts";
import { Queue, RING_EVENT_IDX } from "./queue.ts";

/**
 * A queue of a running device: waits for the driver's notifications, and calls `serve` for each. A turn takes no more chains than
 * the queue has entries, so that a driver that never stops leaves the event loop to others. Nothing wakes while nothing comes.
 */
export class ServedQueue {
  /** Entries; 0 where the driver did not set the queue up: then nothing ever comes. */
  readonly size: number;
  readonly #running: Activation;
  readonly #serve: () => void;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void> | undefined;
  readonly #setup: QueueSetup | null;
  #queue: Queue | undefined;
  #budget: number;

  /**
   * Serves queue `index` of `running` from now on. `serve` takes what next() gives; what it throws ends the pod, and so do rings
   * that make no sense. Never throws.
   */
  constructor(running: Activation, reactor: Reactor, index: number, serve: () => void) {
    this.#running = running;
    this.#serve = serve;
    this.#setup = running.queues[index] ?? null;
    this.size = this.#budget = this.#setup?.size ?? 0;
    if (this.#setup === null) return;
    try {
      this.#queue = new Queue(running.memory, this.#setup, (running.features & RING_EVENT_IDX) !== 0n);
      this.#ended = this.#run(reactor, this.#setup);
    } catch (error) {
      this.fail(error);
    }
  }

  /** A chain to take requests of this queue into. */
  newChain(): Chain {
    return new Chain(this.#running.memory, this.size);
  }

  /**
   * Takes the next chain; false where there is none now, or where this turn has had its share. Asks the driver for a notification
   * only then: who stops to take before (a full reader) calls again when there is a place. Throws GuestFault.
   */
  next(chain: Chain): boolean {
    const queue = this.#queue;
    if (queue === undefined) return false;
    if (this.#budget === 0) {
      // The rest comes as a notification of our own, after whatever else the event loop has to do.
      signalEvent(this.#setup!.kick);
      return false;
    }
    do {
      if (queue.pop(chain)) {
        this.#budget--;
        return true;
      }
    } while (queue.listen());
    return false;
  }

  /** Puts the chain taken last back. */
  unpop(): void {
    this.#queue?.unpop();
  }

  /** Gives a chain back with `written` bytes in it; the driver sees it after publish(). */
  push(chain: Chain, written: number): void {
    this.pushHead(chain.head, written);
  }

  /** As push(), where the chain itself is another by now. */
  pushHead(head: number, written: number): void {
    this.#queue?.push(head, written);
  }

  /** Shows the driver what was given back, and interrupts it where it wants that. */
  publish(): void {
    if (this.#queue?.publish()) signalEvent(this.#setup!.call);
  }

  /** Serves outside of a notification: something of ours has changed (a reader has come, a packet). */
  poke(): void {
    if (this.#queue === undefined) return;
    try {
      this.#serve();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The device cannot go on: says so, and serves no more. */
  fail(error: unknown): void {
    this.#queue = undefined;
    this.#stop.abort();
    this.#running.failed(error instanceof Error ? error : new Error(String(error)));
  }

  /** Ends serving; resolves when nothing waits for the driver any more. */
  async stop(): Promise<void> {
    this.#queue = undefined;
    this.#stop.abort();
    await this.#ended;
  }

  async #run(reactor: Reactor, { kick }: QueueSetup): Promise<void> {
    // Lets the device finish its activation first.
    await Promise.resolve();
    while (this.#queue !== undefined && kick.number >= 0) {
      this.#budget = this.size;
      this.poke();
      await reactor.readable(kick, this.#stop.signal);
      if (kick.number >= 0) takeEvent(kick);
    }
  }
}
