import * as kvm from "../../linux/abi/kvm.ts";
import { ioctlStruct } from "../../linux/ioctl.ts";
import type { Machine, Vcpu } from "./machine.ts";

/** CPUID leaves that name the processor or its place among others (Intel SDM 2A, CPUID; AMD APM 3 appendix E). */
const FEATURES = 1, CACHES = 4, PMU = 0xa, TOPOLOGY = 0xb, TOPOLOGY_V2 = 0x1f;
const AMD_SIZES = 0x80000008, AMD_CACHES = 0x8000001d, AMD_TOPOLOGY = 0x8000001e;
const TSC_DEADLINE = 1 << 24, HYPERVISOR = 1 << 31;

/**
 * What processor `index` of `count` says of itself: all that KVM offers of the host's, a package of `count` single-threaded cores.
 * Returns `struct kvm_cpuid2`; `supported` is left as it is.
 */
export function cpuidFor(
  supported: Uint8Array<ArrayBuffer>,
  processor: { index: number; count: number; tscDeadline: boolean },
): Uint8Array<ArrayBuffer> {
  const { index, count } = processor;
  const cpuid = supported.slice();
  const view = new DataView(cpuid.buffer);
  const { get, set, size } = kvm.kvmCpuidEntry2;
  const bits = Math.ceil(Math.log2(count));
  for (let entry = 0; entry < kvm.kvmCpuid2.get.nent(view, 0); entry++) {
    const at = kvm.kvmCpuid2.size + entry * size;
    switch (get.function(view, at)) {
      case FEATURES: {
        const kept = get.ebx(view, at) & 0xffff;
        set.ebx(view, at, (index << 24 | Math.min(count, 255) << 16 | kept) >>> 0);
        const deadline = processor.tscDeadline ? TSC_DEADLINE : 0;
        set.ecx(view, at, (get.ecx(view, at) | HYPERVISOR | deadline) >>> 0);
        if (count > 1) set.edx(view, at, (get.edx(view, at) | 1 << 28) >>> 0); // HTT: the count above is valid
        break;
      }
      case CACHES:
        // Bits 31-26: cores less one; 25-14: those that share this cache less one, here none.
        set.eax(view, at, (get.eax(view, at) & 0x3fff | (count - 1) << 26) >>> 0);
        break;
      case PMU:
        for (const register of ["eax", "ebx", "ecx", "edx"] as const) set[register](view, at, 0);
        break;
      case TOPOLOGY:
      case TOPOLOGY_V2: {
        const level = get.index(view, at);
        set.eax(view, at, level === 0 ? 0 : level === 1 ? bits : 0);
        set.ebx(view, at, level === 0 ? 1 : level === 1 ? count : 0);
        set.ecx(view, at, level | (level === 0 ? 1 : level === 1 ? 2 : 0) << 8); // 1: threads, 2: cores
        set.edx(view, at, index);
        break;
      }
      case AMD_SIZES:
        set.ecx(view, at, bits << 12 | count - 1);
        break;
      case AMD_CACHES:
        set.eax(view, at, (get.eax(view, at) & 0x3fff) >>> 0);
        break;
      case AMD_TOPOLOGY:
        set.eax(view, at, index);
        set.ebx(view, at, index);
        set.ecx(view, at, 0);
        break;
    }
  }
  return cpuid;
}

/** Gives a vCPU its features. `supported` is the machine's `supportedCpuid()`. */
export function setCpuid(
  machine: Machine,
  vcpu: Vcpu,
  supported: Uint8Array<ArrayBuffer>,
  index: number,
  count: number,
): void {
  const tscDeadline = machine.capability(kvm.KVM_CAP_TSC_DEADLINE_TIMER) !== 0;
  ioctlStruct(vcpu.fd, kvm.KVM_SET_CPUID2, cpuidFor(supported, { index, count, tscDeadline }), "KVM_SET_CPUID2");
}

/** Where a kernel begins, and the register that has the address of what it is told. */
export interface Entry {
  readonly address: number;
  readonly ebx?: number;
  readonly esi?: number;
}

/**
 * Puts a vCPU where the loaders of both kinds of kernel leave it (Xen's docs/misc/pvh.pandoc; Linux' arch/x86/boot.rst, "32-bit
 * boot protocol"): protected mode without paging, flat segments (of those selectors for Linux), interrupts off.
 */
export function setEntry(vcpu: Vcpu, { address, ebx = 0, esi = 0 }: Entry): void {
  const sregs = new Uint8Array(kvm.kvmSregs.size);
  ioctlStruct(vcpu.fd, kvm.KVM_GET_SREGS, sregs, "KVM_GET_SREGS");
  const view = new DataView(sregs.buffer);
  const CODE = 11, DATA = 3, BUSY_TASK = 11;
  segment(view, "cs.base", { selector: 0x10, type: CODE, limit: 0xffffffff });
  for (const name of ["ds.base", "es.base", "fs.base", "gs.base", "ss.base"] as const) {
    segment(view, name, { selector: 0x18, type: DATA, limit: 0xffffffff });
  }
  segment(view, "tr.base", { selector: 0x20, type: BUSY_TASK, limit: 0x67 });
  kvm.kvmSregs.set.cr0(view, 0, 0x11n); // ET, PE
  kvm.kvmSregs.set.cr4(view, 0, 0n);
  kvm.kvmSregs.set.efer(view, 0, 0n);
  ioctlStruct(vcpu.fd, kvm.KVM_SET_SREGS, sregs, "KVM_SET_SREGS");

  const regs = new Uint8Array(kvm.kvmRegs.size);
  const regsView = new DataView(regs.buffer);
  kvm.kvmRegs.set.rip(regsView, 0, BigInt(address));
  kvm.kvmRegs.set.rbx(regsView, 0, BigInt(ebx));
  kvm.kvmRegs.set.rsi(regsView, 0, BigInt(esi));
  kvm.kvmRegs.set.rflags(regsView, 0, 2n);
  ioctlStruct(vcpu.fd, kvm.KVM_SET_REGS, regs, "KVM_SET_REGS");
}

type SegmentName = "cs.base" | "ds.base" | "es.base" | "fs.base" | "gs.base" | "ss.base" | "tr.base";

function segment(view: DataView, name: SegmentName, values: { selector: number; type: number; limit: number }): void {
  const { set } = kvm.kvmSegment;
  const at = kvm.kvmSregs.fields[name][0];
  const isSystem = values.limit !== 0xffffffff;
  set.base(view, at, 0n);
  set.limit(view, at, values.limit);
  set.selector(view, at, values.selector);
  set.type(view, at, values.type);
  set.present(view, at, 1);
  set.dpl(view, at, 0);
  set.db(view, at, isSystem ? 0 : 1);
  set.s(view, at, isSystem ? 0 : 1);
  set.l(view, at, 0);
  set.g(view, at, isSystem ? 0 : 1);
}
