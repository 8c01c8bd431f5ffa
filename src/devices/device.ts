import type { Fd } from "../linux/fd.ts";
import type { GuestMemory } from "./guest_memory.ts";

/**
 * One virtio device (virtio 1.2 §2), whatever serves it: this process, the kernel (vhost) or another process (vhost-user). The
 * transport (mmio/) speaks with the guest's driver until DRIVER_OK; from then on the device has the queues to itself.
 */
export interface VirtioDevice {
  /** For errors and logs: "console", "virtio-fs". */
  readonly name: string;
  /** The device's number (virtio 1.2 §5). */
  readonly type: number;
  /** Feature bits offered, beside VIRTIO_F_VERSION_1, which the transport offers and insists on. */
  readonly features: bigint;
  /** For each queue the most entries it may have: a power of two up to 32768. */
  readonly queueSizes: readonly number[];
  /** The configuration space, kept current by the device; its length never changes, and is at most 3832. */
  readonly config: Uint8Array;
  /** The driver wrote `data` at `offset`, within `config`. Left out where nothing of it can be written. */
  writeConfig?(offset: number, data: Uint8Array): void;
  /**
   * The driver is ready (DRIVER_OK), and may be using the device already; called once between resets. Must not throw for what the guest says: a device that cannot go
   * on calls `running.failed`.
   */
  activate(running: Activation): void;
  /**
   * The driver wrote 0 to the status, or the VM ends: the device stops using queues and memory before this resolves, and is as it was
   * before `activate`. Called as well where it was never activated, and then does nothing.
   */
  reset(): Promise<void> | void;
}

/** What a device works with from DRIVER_OK to its reset. */
export interface Activation {
  readonly memory: GuestMemory;
  /** What the driver accepted: a part of what the device offered, and VIRTIO_F_VERSION_1. */
  readonly features: bigint;
  /** As many as `queueSizes`; null stands for one that the driver did not set up. */
  readonly queues: readonly (QueueSetup | null)[];
  /** Tells the driver that `config` has changed (virtio 1.2 §2.5). */
  configChanged(): void;
  /**
   * The device cannot go on, since the guest broke its side (GuestFault) or the server of the device died. Ends the pod with
   * this error, once; the device does nothing more until its reset.
   */
  failed(error: Error): void;
}

/** A split virtqueue as the driver set it up (virtio 1.2 §2.7). The addresses are unchecked guest physical ones. */
export interface QueueSetup {
  /** Entries: a power of two, at most what the device offered (checked by the transport). */
  readonly size: number;
  readonly descriptors: number;
  readonly available: number;
  readonly used: number;
  /** An eventfd (nonblocking), readable once the guest has notified the queue. */
  readonly kick: Fd;
  /** An eventfd whose write interrupts the guest ("used buffer"); the queues of a device may share one. */
  readonly call: Fd;
}
