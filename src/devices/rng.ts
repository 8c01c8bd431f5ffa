import type { Reactor } from "../linux/reactor.ts";
import type { Activation, VirtioDevice } from "./device.ts";
import { RING_EVENT_IDX } from "./queue.ts";
import { ServedQueue } from "./served_queue.ts";

/** Bytes that one request gets at most: a device may give fewer than were asked for (virtio 1.2 §5.4.6.1). */
const MOST_BYTES = 512;

/** Random bytes for the guest's kernel (virtio 1.2 §5.4). It asks at its start and then, once seeded, about once a minute. */
export class Rng implements VirtioDevice {
  readonly name = "rng";
  readonly type = 4;
  readonly features = RING_EVENT_IDX;
  readonly queueSizes = [8];
  readonly config = new Uint8Array();
  #reactor: Reactor;
  #queue: ServedQueue | undefined;

  constructor(reactor: Reactor) {
    this.#reactor = reactor;
  }

  activate(running: Activation): void {
    const queue = new ServedQueue(running, this.#reactor, 0, () => {
      while (queue.next(chain)) {
        queue.push(
          chain,
          chain.write(crypto.getRandomValues(new Uint8Array(Math.min(chain.writableBytes, MOST_BYTES)))),
        );
      }
      queue.publish();
    });
    const chain = queue.newChain();
    this.#queue = queue;
  }

  async reset(): Promise<void> {
    await this.#queue?.stop();
    this.#queue = undefined;
  }
}
