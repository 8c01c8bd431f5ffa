import * as abi from "../../linux/abi/vhost.ts";
import type { Fd } from "../../linux/fd.ts";
import type { Activation, VirtioDevice } from "../device.ts";
import { CARD_FEATURES, cardConfig, MRG_RXBUF, setHeaderSize, setOffloads } from "../net_card.ts";
import { Vhost } from "./vhost.ts";

/** Of what the kernel offers, what the driver may have: mergeable buffers, indirect descriptors, event indexes. */
const PASSED_ON = MRG_RXBUF | 1n << 28n | 1n << 29n;

/** A network card (virtio 1.2 §5.1) on a tap, served by the host's kernel: /dev/vhost-net. */
export class VhostNet implements VirtioDevice, Disposable {
  readonly name = "net";
  readonly type = 1;
  readonly features: bigint;
  readonly queueSizes: readonly number[];
  readonly config: Uint8Array;
  #vhost: Vhost;
  #tap: Fd;
  #isRunning = false;

  /** Takes over `fd`, an open /dev/vhost-net, but not the tap, which has IFF_VNET_HDR. Throws SystemError. */
  constructor(fd: Fd, card: { tap: Fd; mac: string; mtu: number; queueSize: number }) {
    this.#tap = card.tap;
    this.queueSizes = [card.queueSize, card.queueSize];
    try {
      this.config = cardConfig(card.mac, card.mtu);
      this.#vhost = new Vhost(fd);
      setHeaderSize(card.tap);
    } catch (error) {
      fd.close();
      throw error;
    }
    this.features = CARD_FEATURES | this.#vhost.features & PASSED_ON;
  }

  activate(running: Activation): void {
    const { memory, features, queues } = running;
    try {
      setOffloads(this.#tap, features);
      // The kernel's part knows the rings and the header; the rest of the features is between driver and tap.
      this.#vhost.setUp(memory, features & this.#vhost.features);
      queues.forEach((queue, index) => {
        if (queue === null) throw new Error(`The guest's driver left out queue ${index}`);
        this.#vhost.setQueue(memory, index, queue);
      });
      this.#setBackend(this.#tap.number);
    } catch (error) {
      running.failed(error as Error);
    }
  }

  reset(): void {
    if (this.#isRunning) this.#setBackend(-1);
  }

  [Symbol.dispose](): void {
    this.#vhost.fd.close();
  }

  #setBackend(fd: number): void {
    for (const index of this.queueSizes.keys()) {
      this.#vhost.setFile(abi.VHOST_NET_SET_BACKEND, "VHOST_NET_SET_BACKEND", index, fd);
    }
    this.#isRunning = fd >= 0;
  }
}
