import type { DiskSlots, SlotKind } from "../../src/hypervisor/disk_slots.ts";
import type { Fd } from "../../src/linux/fd.ts";

/** Disks of no VM: keeps what is put into them. */
export class FakeDisks implements DiskSlots {
  readonly calls: string[] = [];
  failure: Error | undefined;

  constructor(readonly kinds: readonly SlotKind[] = []) {}

  insert(index: number, { file, bytes, writable }: { file: Fd; bytes: number; writable: boolean }): Promise<void> {
    file.close();
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.calls.push(`insert ${index} ${bytes} ${writable ? "rw" : "ro"}`);
    return Promise.resolve();
  }

  eject(index: number): Promise<void> {
    this.calls.push(`eject ${index}`);
    return Promise.resolve();
  }
}
