import { defineLayout } from "./layout.ts";

/** The kernel's KVM API (Documentation/virt/kvm/api.rst), as far as husk speaks it. */
export const HEADERS = ["linux/kvm.h"];

export const KVM_API_VERSION = 12;
export const KVM_GET_API_VERSION = 0xae00;
export const KVM_CREATE_VM = 0xae01;
export const KVM_GET_VCPU_MMAP_SIZE = 0xae04;
export const KVM_GET_SUPPORTED_CPUID = 0xc008ae05;
export const KVM_CREATE_VCPU = 0xae41;
export const KVM_SET_USER_MEMORY_REGION = 0x4020ae46;
export const KVM_RUN = 0xae80;
export const KVM_SET_REGS = 0x4090ae82;
export const KVM_GET_SREGS = 0x8138ae83;
export const KVM_SET_SREGS = 0x4138ae84;
export const KVM_SET_CPUID2 = 0x4008ae90;

export const KVM_EXIT_IO = 2;
export const KVM_EXIT_INTERNAL_ERROR = 17;
export const KVM_INTERNAL_ERROR_EMULATION = 1;

export const kvmUserspaceMemoryRegion = defineLayout("struct kvm_userspace_memory_region", "linux/kvm.h", 32, {
  slot: [0, "u32"],
  flags: [4, "u32"],
  guest_phys_addr: [8, "u64"],
  memory_size: [16, "u64"],
  userspace_addr: [24, "u64"],
});

/** Followed by `nent` entries. */
export const kvmCpuid2 = defineLayout("struct kvm_cpuid2", "linux/kvm.h", 8, { nent: [0, "u32"] });

export const kvmCpuidEntry2 = defineLayout("struct kvm_cpuid_entry2", "linux/kvm.h", 40, { function: [0, "u32"] });

export const kvmRegs = defineLayout("struct kvm_regs", "linux/kvm.h", 144, {
  rsp: [48, "u64"],
  rip: [128, "u64"],
  rflags: [136, "u64"],
});

export const kvmSegment = defineLayout("struct kvm_segment", "linux/kvm.h", 24, {
  base: [0, "u64"],
  limit: [8, "u32"],
  selector: [12, "u16"],
  type: [14, "u8"],
  present: [15, "u8"],
  dpl: [16, "u8"],
  db: [17, "u8"],
  s: [18, "u8"],
  l: [19, "u8"],
  g: [20, "u8"],
});

/** The segments are `kvmSegment`s: each is described here by where it begins. */
export const kvmSregs = defineLayout("struct kvm_sregs", "linux/kvm.h", 312, {
  "cs.base": [0, "u64"],
  "ds.base": [24, "u64"],
  "es.base": [48, "u64"],
  "fs.base": [72, "u64"],
  "gs.base": [96, "u64"],
  "ss.base": [120, "u64"],
  "tr.base": [144, "u64"],
  cr0: [224, "u64"],
  cr3: [240, "u64"],
  cr4: [248, "u64"],
  efer: [264, "u64"],
});

/** The page that a vCPU shares with us (its beginning). */
export const kvmRun = defineLayout("struct kvm_run", "linux/kvm.h", 2352, {
  exit_reason: [8, "u32"],
  "internal.suberror": [32, "u32"],
});
