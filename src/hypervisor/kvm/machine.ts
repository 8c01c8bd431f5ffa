import type { GuestMemory } from "../../devices/guest_memory.ts";
import * as kvm from "../../linux/abi/kvm.ts";
import { O_RDWR } from "../../linux/abi/fcntl.ts";
import { Fd } from "../../linux/fd.ts";
import { ioctlNumber, ioctlStruct } from "../../linux/ioctl.ts";
import { Mapping } from "../../linux/mapping.ts";
import { IDENTITY_MAP, PAGE, TASK_STATE } from "./address_map.ts";
import { CoalescedWrites } from "./coalesced_writes.ts";
import { KICK_SIGNAL } from "./vcpu_thread.ts";

/**
 * A machine of KVM's with interrupt controllers in the kernel (two 8259, I/O APIC, local APICs), and no timer chip: the local APIC's timer
 * and the paravirtual clock are all that a guest of ours uses. Disposal lets go of it; its vCPUs must have gone before.
 */
export class Machine implements Disposable {
  #system: Fd;
  #vm: Fd;
  #slots = 0;

  /** Throws SystemError that names what KVM refused. */
  constructor(device = "/dev/kvm") {
    using stack = new DisposableStack();
    this.#system = stack.use(Fd.open(device, O_RDWR));
    this.#vm = stack.use(new Fd(ioctlNumber(this.#system, kvm.KVM_CREATE_VM, 0, "KVM_CREATE_VM"), "a KVM machine"));
    // Before any vCPU is made (api.rst).
    const identityMap = new Uint8Array(new BigUint64Array([BigInt(IDENTITY_MAP)]).buffer);
    ioctlStruct(this.#vm, kvm.KVM_SET_IDENTITY_MAP_ADDR, identityMap, "KVM_SET_IDENTITY_MAP_ADDR");
    ioctlNumber(this.#vm, kvm.KVM_SET_TSS_ADDR, TASK_STATE, "KVM_SET_TSS_ADDR");
    ioctlNumber(this.#vm, kvm.KVM_CREATE_IRQCHIP, 0, "KVM_CREATE_IRQCHIP");
    stack.move();
  }

  /** What KVM_CHECK_EXTENSION says of this machine: 0 where it has not got `capability`. */
  capability(capability: number): number {
    return ioctlNumber(this.#vm, kvm.KVM_CHECK_EXTENSION, capability, "KVM_CHECK_EXTENSION");
  }

  /** Gives the guest its RAM, or those `regions` of it: what KVM has no slot for costs it nothing. */
  addMemory(memory: GuestMemory, regions = memory.regions): void {
    for (const { guestAddress, offset, size } of regions) {
      this.#addSlot(guestAddress, memory.hostAddress + BigInt(offset), size, 0);
    }
  }

  /** Pages that the guest reads without an exit, as they are here; what it writes there exits, or is an eventfd's (`notify`). */
  addReadOnlyPages(guestAddress: number, pages: Mapping): void {
    this.#addSlot(guestAddress, pages.address, pages.bytes.length, kvm.KVM_MEM_READONLY);
  }

  /** A write of 4 bytes at `guestAddress`, of `value` or of anything, signals `event` and does not exit. */
  notify(event: Fd, guestAddress: number, value?: number): void {
    const { set, size } = kvm.kvmIoeventfd;
    const request = new Uint8Array(size);
    const view = new DataView(request.buffer);
    set.addr(view, 0, BigInt(guestAddress));
    set.len(view, 0, 4);
    set.fd(view, 0, event.number);
    if (value !== undefined) {
      set.datamatch(view, 0, BigInt(value));
      set.flags(view, 0, kvm.KVM_IOEVENTFD_FLAG_DATAMATCH);
    }
    ioctlStruct(this.#vm, kvm.KVM_IOEVENTFD, request, "KVM_IOEVENTFD");
  }

  /** Writes within these bytes do not exit: they wait in the vCPUs' ring of writes (`Vcpu.writes`) until something else exits. */
  coalesce(guestAddress: number, size: number): void {
    const { set } = kvm.kvmCoalescedMmioZone;
    const zone = new Uint8Array(kvm.kvmCoalescedMmioZone.size);
    const view = new DataView(zone.buffer);
    set.addr(view, 0, BigInt(guestAddress));
    set.size(view, 0, size);
    ioctlStruct(this.#vm, kvm.KVM_REGISTER_COALESCED_MMIO, zone, "KVM_REGISTER_COALESCED_MMIO");
  }

  /** Signalling `event` is an edge on interrupt line `line`. */
  interrupt(event: Fd, line: number): void {
    const request = new Uint8Array(kvm.kvmIrqfd.size);
    const view = new DataView(request.buffer);
    kvm.kvmIrqfd.set.fd(view, 0, event.number);
    kvm.kvmIrqfd.set.gsi(view, 0, line);
    ioctlStruct(this.#vm, kvm.KVM_IRQFD, request, "KVM_IRQFD");
  }

  /** Makes vCPU `index`; the first is the one that boots, the others wait to be started by it. */
  addVcpu(index: number): Vcpu {
    const what = `vCPU ${index}`;
    using stack = new DisposableStack();
    const fd = stack.use(new Fd(ioctlNumber(this.#vm, kvm.KVM_CREATE_VCPU, index, "KVM_CREATE_VCPU"), what));
    const size = ioctlNumber(this.#system, kvm.KVM_GET_VCPU_MMAP_SIZE, 0, "KVM_GET_VCPU_MMAP_SIZE");
    const run = stack.use(new Mapping(size, fd));
    // In the guest all signals stay blocked but the one that kicks: KVM_RUN then returns EINTR, and no handler ever runs.
    const mask = new Uint8Array(kvm.kvmSignalMask.size + 8);
    const view = new DataView(mask.buffer);
    kvm.kvmSignalMask.set.len(view, 0, 8);
    view.setBigUint64(kvm.kvmSignalMask.size, ~(1n << BigInt(KICK_SIGNAL - 1)), true);
    ioctlStruct(fd, kvm.KVM_SET_SIGNAL_MASK, mask, "KVM_SET_SIGNAL_MASK");
    const ring = this.capability(kvm.KVM_CAP_COALESCED_MMIO) * PAGE;
    const writes = new CoalescedWrites(new DataView(run.view.buffer, ring, PAGE));
    const owned = stack.move();
    return { fd, run: run.view, runAddress: run.address, writes, [Symbol.dispose]: () => owned.dispose() };
  }

  /** The processor features that KVM offers, as `struct kvm_cpuid2` with its entries. */
  supportedCpuid(): Uint8Array<ArrayBuffer> {
    const cpuid = new Uint8Array(kvm.kvmCpuid2.size + MOST_CPUID_ENTRIES * kvm.kvmCpuidEntry2.size);
    const view = new DataView(cpuid.buffer);
    kvm.kvmCpuid2.set.nent(view, 0, MOST_CPUID_ENTRIES);
    ioctlStruct(this.#system, kvm.KVM_GET_SUPPORTED_CPUID, cpuid, "KVM_GET_SUPPORTED_CPUID");
    return cpuid.slice(0, kvm.kvmCpuid2.size + kvm.kvmCpuid2.get.nent(view, 0) * kvm.kvmCpuidEntry2.size);
  }

  [Symbol.dispose](): void {
    this.#vm.close();
    this.#system.close();
  }

  #addSlot(guestAddress: number, hostAddress: bigint, size: number, flags: number): void {
    const { set } = kvm.kvmUserspaceMemoryRegion;
    const region = new Uint8Array(kvm.kvmUserspaceMemoryRegion.size);
    const view = new DataView(region.buffer);
    set.slot(view, 0, this.#slots);
    set.flags(view, 0, flags);
    set.guest_phys_addr(view, 0, BigInt(guestAddress));
    set.memory_size(view, 0, BigInt(size));
    set.userspace_addr(view, 0, hostAddress);
    ioctlStruct(this.#vm, kvm.KVM_SET_USER_MEMORY_REGION, region, "KVM_SET_USER_MEMORY_REGION");
    this.#slots++;
  }
}

const MOST_CPUID_ENTRIES = 256;

/** One virtual processor: its descriptor, and the page that it shares with us (struct kvm_run, valid while it has exited). */
export interface Vcpu extends Disposable {
  readonly fd: Fd;
  readonly run: DataView;
  /** Where that page is. */
  readonly runAddress: bigint;
  /** One for all vCPUs of a machine, whichever of them is asked. */
  readonly writes: CoalescedWrites;
}
