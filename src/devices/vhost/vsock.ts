import * as abi from "../../linux/abi/vhost.ts";
import type { Fd } from "../../linux/fd.ts";
import { ioctlStruct } from "../../linux/ioctl.ts";
import type { Activation, VirtioDevice } from "../device.ts";
import { Vhost } from "./vhost.ts";

/** Of what the kernel offers, what the driver may have: SEQPACKET, indirect descriptors, event indexes. */
const PASSED_ON = 1n << 1n | 1n << 28n | 1n << 29n;
const ENTRIES = 128;
/**
 * Queues that the kernel serves: to the guest, from it. The third is of events that only migration has, and as long as they are: a driver
 * that selects a queue among equals need not leave the guest (`coalescedRegisters`).
 */
const SERVED = 2;

/**
 * Sockets between host and guest (virtio 1.2 §5.10), served by the host's kernel: /dev/vhost-vsock. The guest is reached at AF_VSOCK
 * with its context id.
 */
export class VhostVsock implements VirtioDevice {
  readonly name = "vsock";
  readonly type = 19;
  readonly features: bigint;
  readonly queueSizes = [ENTRIES, ENTRIES, ENTRIES];
  readonly config: Uint8Array;
  #vhost: Vhost;
  #isRunning = false;

  /** `fd`: an open /dev/vhost-vsock, ours alone, on which `cid` is set; it stays the caller's to close. Throws SystemError. */
  constructor(fd: Fd, cid: number) {
    this.config = new Uint8Array(new BigUint64Array([BigInt(cid)]).buffer);
    this.#vhost = new Vhost(fd);
    this.features = this.#vhost.features & PASSED_ON;
  }

  activate(running: Activation): void {
    const { memory, features, queues } = running;
    try {
      this.#vhost.setUp(memory, features);
      for (let index = 0; index < SERVED; index++) {
        const queue = queues[index];
        if (!queue) throw new Error(`The guest's driver left out queue ${index}`);
        this.#vhost.setQueue(memory, index, queue);
      }
      this.#setRunning(true);
    } catch (error) {
      running.failed(error as Error);
    }
  }

  reset(): void {
    if (this.#isRunning) this.#setRunning(false);
  }

  #setRunning(isRunning: boolean): void {
    const value = new Uint8Array(new Int32Array([isRunning ? 1 : 0]).buffer);
    ioctlStruct(this.#vhost.fd, abi.VHOST_VSOCK_SET_RUNNING, value, "VHOST_VSOCK_SET_RUNNING");
    this.#isRunning = isRunning;
  }
}
