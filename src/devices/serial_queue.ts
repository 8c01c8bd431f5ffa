import type { Reactor } from "../linux/reactor.ts";
import type { Chain } from "./chain.ts";
import type { Activation } from "./device.ts";
import { ServedQueue } from "./served_queue.ts";

/** A queue whose requests take time and are carried out one after the other. */
export class SerialQueue {
  #queue: ServedQueue;
  #chain: Chain;
  #handle: (chain: Chain) => Promise<number>;
  #work: Promise<void> | undefined;

  /** Serves queue `index`; `handle` carries a request out and resolves to the bytes that it has written. What it throws ends the pod. */
  constructor(running: Activation, reactor: Reactor, index: number, handle: (chain: Chain) => Promise<number>) {
    this.#handle = handle;
    this.#queue = new ServedQueue(running, reactor, index, () => {
      this.#work ??= this.#run().finally(() => this.#work = undefined);
    });
    this.#chain = this.#queue.newChain();
  }

  /** Ends serving, once the request under way is done. */
  async stop(): Promise<void> {
    await this.#queue.stop();
    await this.#work;
  }

  async #run(): Promise<void> {
    const queue = this.#queue, chain = this.#chain;
    try {
      while (queue.next(chain)) {
        queue.push(chain, await this.#handle(chain));
        queue.publish();
      }
    } catch (error) {
      queue.fail(error);
    }
  }
}
