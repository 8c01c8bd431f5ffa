import type { Fd } from "../linux/fd.ts";

/** Disks (virtio-blk) that are empty as the VM starts, and get a block device of the host each when one is asked for. */
export interface DiskSlots {
  /** What each slot takes. One for read-only devices refuses to write whatever the guest does. */
  readonly kinds: readonly SlotKind[];
  /**
   * Puts `disk` into slot `index`, which takes it and is empty, and tells the guest its size. The descriptor is the hypervisor's to close.
   */
  insert(index: number, disk: { file: Fd; bytes: number; writable: boolean }): Promise<void>;
  /** Empties the slot; the host's device is closed once this resolves. */
  eject(index: number): Promise<void>;
}

export type SlotKind = "any" | "writable" | "readonly";

/** What the guest finds as the serial number of the disk in slot `index`. */
export function diskSerial(index: number): string {
  return `husk${index}`;
}

/** Sectors of a slot with nothing in it: not 0, see src/devices/block.ts. */
export const EMPTY_DISK_BYTES = 512;
