import type { Fd } from "../../linux/fd.ts";
import { signalEvent } from "../../linux/event_fd.ts";
import type { Activation, QueueSetup, VirtioDevice } from "../device.ts";
import { GuestFault, type GuestMemory } from "../guest_memory.ts";
import * as reg from "./registers.ts";

/**
 * Registers of a device whose writes need not be seen at once: nothing that is read changes with them, and they count only when the
 * status is written. Of devices with queues of several sizes the number of the selected queue's entries is read, so that selecting is
 * seen at once there.
 */
export function coalescedRegisters(device: VirtioDevice): readonly { offset: number; size: number }[] {
  const isUniform = device.queueSizes.every((size) => size === device.queueSizes[0]);
  const queue = isUniform ? reg.QUEUE_SEL : reg.QUEUE_NUM;
  return [
    { offset: reg.DRIVER_FEATURES, size: reg.DRIVER_FEATURES_SEL + 4 - reg.DRIVER_FEATURES },
    { offset: queue, size: reg.QUEUE_READY + 4 - queue },
    { offset: reg.QUEUE_DESC, size: reg.QUEUE_DEVICE + 8 - reg.QUEUE_DESC },
  ];
}

/** What a write of the guest's has still to bring about, once the guest goes on; it would wait for nothing. Throws GuestFault. */
export type Later = () => void;

export interface TransportOptions {
  memory: GuestMemory;
  /** The device's page, which the guest reads by itself, so that no read comes here. */
  page: Uint8Array<ArrayBuffer>;
  /** For each queue an eventfd that is signalled where the guest writes its number to QueueNotify. */
  kicks: readonly Fd[];
  /** An eventfd that is an edge on the device's interrupt line. */
  call: Fd;
  /** Told once where the device or its driver has failed; ends the pod. */
  failed(error: Error): void;
}

/**
 * One device at its virtio-mmio page (virtio 1.2 §4.2). The page's contents are kept such that the guest need not leave for a read;
 * of its writes only those of the set-up arrive here, and of these not all: what the vCPU's own thread has shown on the page (a status
 * of no consequence, features) is seen here by the page alone. "Used buffer" stands in InterruptStatus at all times: an interrupt for
 * another reason makes the driver look at its queues once more, while clearing the bit would cost an exit an interrupt. QueueReady
 * reads as 0 at all times, which is what a driver looks for before it sets a queue up and after it has given one up.
 */
export class MmioTransport {
  readonly device: VirtioDevice;
  #options: TransportOptions;
  #page: DataView;
  #driverFeatures = [0, 0];
  #driverSelected = 0;
  #selected = 0;
  #queues: QueueRegisters[] = [];
  /** What the device works with, from DRIVER_OK to the reset. */
  #activation: Activation | undefined;
  #failed = false;
  #resetting: Promise<void> | undefined;

  constructor(device: VirtioDevice, options: TransportOptions) {
    this.device = device;
    this.#options = options;
    const { buffer, byteOffset } = options.page;
    this.#page = new DataView(buffer, byteOffset, reg.PAGE);
    if (device.config.length > reg.OFFERED - reg.CONFIG) throw new Error(`${device.name}'s configuration is too long`);
    this.#put(reg.MAGIC_VALUE, reg.MAGIC);
    this.#put(reg.VERSION, 2);
    this.#put(reg.DEVICE_ID, device.type);
    this.#put(reg.VENDOR_ID, VENDOR);
    this.#put(reg.INTERRUPT_STATUS, reg.USED_BUFFER);
    for (const half of [0, 1]) this.#put(reg.OFFERED + 4 * half, this.#offered(half));
    // §4.2.2: a length of all ones says that there is no such shared memory region; there is none.
    for (const at of [reg.SHM_LEN, reg.SHM_LEN + 4, reg.SHM_BASE, reg.SHM_BASE + 4]) this.#put(at, 0xffffffff);
    this.#forget();
  }

  /**
   * The guest wrote `data` at `offset` of the page and waits. A write that means nothing is ignored, as hardware does. Throws GuestFault where
   * what it says cannot be.
   */
  write(offset: number, data: Uint8Array): void | Promise<void> | Later {
    // Another vCPU's, while one waits for the reset: the device is nobody's then, and must not be started before it has stopped.
    if (this.#resetting !== undefined) return;
    if (offset >= reg.CONFIG) return this.#writeConfig(offset - reg.CONFIG, data);
    if (data.length !== 4 || offset % 4 !== 0) return;
    const value = new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true);
    const queue = this.#queues[this.#selected];
    switch (offset) {
      case reg.DEVICE_FEATURES_SEL:
        return this.#put(reg.DEVICE_FEATURES, this.#offered(value));
      case reg.DRIVER_FEATURES_SEL:
        this.#driverSelected = value;
        return;
      case reg.DRIVER_FEATURES:
        if (this.#driverSelected < 2) this.#driverFeatures[this.#driverSelected] = value;
        return;
      case reg.QUEUE_SEL:
        this.#selected = value;
        return this.#showQueue();
      case reg.QUEUE_NUM:
        if (queue) queue.size = value;
        return;
      case reg.QUEUE_READY:
        if (queue) queue.ready = (value & 1) === 1;
        return;
      case reg.INTERRUPT_ACK:
        // Of a used buffer alone an eventfd takes it, which nobody reads.
        if ((value & reg.CONFIG_CHANGE) !== 0) this.#put(reg.INTERRUPT_STATUS, reg.USED_BUFFER);
        return;
      case reg.STATUS:
        return this.#setStatus(value);
    }
    const part = ADDRESSES[offset];
    if (part !== undefined && queue) queue[part] = value;
  }

  /** Stops the device, as the driver does with a reset. */
  reset(): Promise<void> {
    return this.#resetting ??= this.#reset().finally(() => this.#resetting = undefined);
  }

  async #reset(): Promise<void> {
    this.#activation = undefined;
    await this.device.reset();
    this.#forget();
  }

  #setStatus(value: number): void | Promise<void> | Later {
    if (value === 0) return this.reset();
    let status = value & 0xff;
    const before = this.#page.getUint8(reg.STATUS);
    if ((status & reg.FEATURES_OK) !== 0 && (before & reg.FEATURES_OK) === 0 && !this.#acceptable()) {
      status &= ~reg.FEATURES_OK; // §2.2.2: what the driver reads back tells it
    }
    this.#put(reg.STATUS, status);
    const ready = reg.DRIVER_OK | reg.FEATURES_OK;
    if ((status & ready) === ready && this.#activation === undefined && !this.#failed) return this.#activate();
  }

  /**
   * What the driver has set up is taken now. The device begins with it while the guest goes on: what the driver notifies it of meanwhile stands in
   * the queues' eventfds.
   */
  #activate(): Later {
    // Some may have been written after the last word on features, which is FEATURES_OK (§3.1.1).
    if (!this.#acceptable()) {
      throw new GuestFault(`The guest's driver takes features that ${this.device.name} has not got`);
    }
    const { memory } = this.#options;
    const queues = this.#queues.map((queue, index) => this.#setup(queue, index));
    const activation = this.#activation = {
      memory,
      features: this.#accepted(),
      queues,
      configChanged: () => this.#configChanged(),
      failed: (error: Error) => this.#fail(error),
    };
    return () => {
      // Not where another vCPU has reset the device since.
      if (this.#activation === activation) this.device.activate(activation);
    };
  }

  #setup(queue: QueueRegisters, index: number): QueueSetup | null {
    if (!queue.ready) return null;
    const { name, queueSizes } = this.device;
    const { size } = queue;
    if (size === 0 || size > queueSizes[index]! || (size & (size - 1)) !== 0) {
      throw new GuestFault(`The guest's driver gave queue ${index} of ${name} ${size} entries`);
    }
    const address = (low: number, high: number) => high * 2 ** 32 + low;
    return {
      size,
      descriptors: address(queue.descLow, queue.descHigh),
      available: address(queue.driverLow, queue.driverHigh),
      used: address(queue.deviceLow, queue.deviceHigh),
      kick: this.#options.kicks[index]!,
      call: this.#options.call,
    };
  }

  #accepted(): bigint {
    return BigInt(this.#driverFeatures[1]!) << 32n | BigInt(this.#driverFeatures[0]!);
  }

  /** A modern driver, and none of the bits that were not offered. */
  #acceptable(): boolean {
    const accepted = this.#accepted();
    const offered = this.device.features | reg.VIRTIO_F_VERSION_1;
    return (accepted & reg.VIRTIO_F_VERSION_1) !== 0n && (accepted & ~offered) === 0n;
  }

  #writeConfig(offset: number, data: Uint8Array): void {
    const { device } = this;
    if (device.writeConfig === undefined || offset + data.length > device.config.length) return;
    device.writeConfig(offset, data);
    this.#showConfig();
  }

  /**
   * The generation changes before and after, so that a driver that reads meanwhile takes notice (§2.5.1); one whose read lies wholly
   * within is told to read again by the interrupt.
   */
  #configChanged(): void {
    if (this.#activation === undefined) return;
    this.#showConfig();
    this.#put(reg.INTERRUPT_STATUS, reg.USED_BUFFER | reg.CONFIG_CHANGE);
    signalEvent(this.#options.call);
  }

  #showConfig(): void {
    const generation = this.#page.getUint32(reg.CONFIG_GENERATION, true);
    this.#put(reg.CONFIG_GENERATION, generation + 1);
    this.#options.page.set(this.device.config, reg.CONFIG);
    this.#put(reg.CONFIG_GENERATION, generation + 2);
  }

  /** The 32 bits of the features that the selector's value `half` asks for; there are none beyond the first two. */
  #offered(half: number): number {
    const offered = this.device.features | reg.VIRTIO_F_VERSION_1;
    return half > 1 ? 0 : Number(offered >> BigInt(32 * half) & 0xffffffffn);
  }

  #showQueue(): void {
    this.#put(reg.QUEUE_NUM_MAX, this.device.queueSizes[this.#selected] ?? 0);
  }

  #fail(error: Error): void {
    if (this.#activation === undefined || this.#failed) return;
    this.#failed = true;
    this.#put(reg.STATUS, this.#page.getUint8(reg.STATUS) | reg.NEEDS_RESET);
    this.#options.failed(new Error(`The device ${this.device.name} failed`, { cause: error }));
  }

  /** The state after a reset (§4.2.2.1). */
  #forget(): void {
    this.#driverSelected = this.#selected = 0;
    this.#driverFeatures = [0, 0];
    this.#queues = this.device.queueSizes.map(() => ({
      size: 0,
      ready: false,
      descLow: 0,
      descHigh: 0,
      driverLow: 0,
      driverHigh: 0,
      deviceLow: 0,
      deviceHigh: 0,
    }));
    this.#put(reg.STATUS, 0);
    this.#put(reg.INTERRUPT_STATUS, reg.USED_BUFFER);
    this.#put(reg.DEVICE_FEATURES, this.#offered(0));
    this.#showQueue();
    this.#showConfig();
  }

  #put(offset: number, value: number): void {
    this.#page.setUint32(offset, value, true);
  }
}

const VENDOR = 0x4b535548; // "HUSK"

interface QueueRegisters {
  size: number;
  ready: boolean;
  descLow: number;
  descHigh: number;
  driverLow: number;
  driverHigh: number;
  deviceLow: number;
  deviceHigh: number;
}

const ADDRESSES: Readonly<Record<number, Exclude<keyof QueueRegisters, "size" | "ready">>> = {
  [reg.QUEUE_DESC]: "descLow",
  [reg.QUEUE_DESC + 4]: "descHigh",
  [reg.QUEUE_DRIVER]: "driverLow",
  [reg.QUEUE_DRIVER + 4]: "driverHigh",
  [reg.QUEUE_DEVICE]: "deviceLow",
  [reg.QUEUE_DEVICE + 4]: "deviceHigh",
};
