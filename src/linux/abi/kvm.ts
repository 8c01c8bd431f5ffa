import { defineLayout } from "./layout.ts";

/** The kernel's KVM API (Documentation/virt/kvm/api.rst), as far as husk speaks it. */
export const HEADERS = ["linux/kvm.h"];

export const KVM_API_VERSION = 12;
export const KVM_GET_API_VERSION = 0xae00;
export const KVM_CREATE_VM = 0xae01;
export const KVM_CHECK_EXTENSION = 0xae03;
export const KVM_GET_VCPU_MMAP_SIZE = 0xae04;
export const KVM_GET_SUPPORTED_CPUID = 0xc008ae05;
export const KVM_CREATE_VCPU = 0xae41;
export const KVM_SET_USER_MEMORY_REGION = 0x4020ae46;
export const KVM_SET_TSS_ADDR = 0xae47;
export const KVM_SET_IDENTITY_MAP_ADDR = 0x4008ae48;
export const KVM_CREATE_IRQCHIP = 0xae60;
export const KVM_REGISTER_COALESCED_MMIO = 0x4010ae67;
export const KVM_IRQFD = 0x4020ae76;
export const KVM_IOEVENTFD = 0x4040ae79;
export const KVM_RUN = 0xae80;
export const KVM_SET_REGS = 0x4090ae82;
export const KVM_GET_SREGS = 0x8138ae83;
export const KVM_SET_SREGS = 0x4138ae84;
export const KVM_SET_SIGNAL_MASK = 0x4004ae8b;
export const KVM_SET_CPUID2 = 0x4008ae90;
export const KVM_KVMCLOCK_CTRL = 0xaead;

export const KVM_CAP_COALESCED_MMIO = 15;
export const KVM_CAP_TSC_DEADLINE_TIMER = 72;
export const KVM_CAP_READONLY_MEM = 81;
export const KVM_CAP_IMMEDIATE_EXIT = 136;

export const KVM_MEM_READONLY = 2;
export const KVM_IOEVENTFD_FLAG_DATAMATCH = 1;

export const KVM_EXIT_IO = 2;
export const KVM_EXIT_IO_IN = 0;
export const KVM_EXIT_MMIO = 6;
export const KVM_EXIT_SHUTDOWN = 8;
export const KVM_EXIT_FAIL_ENTRY = 9;
export const KVM_EXIT_INTR = 10;
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

export const kvmCpuidEntry2 = defineLayout("struct kvm_cpuid_entry2", "linux/kvm.h", 40, {
  function: [0, "u32"],
  index: [4, "u32"],
  flags: [8, "u32"],
  eax: [12, "u32"],
  ebx: [16, "u32"],
  ecx: [20, "u32"],
  edx: [24, "u32"],
});

/** Followed by `len` bytes: the signals that stay blocked during KVM_RUN. */
export const kvmSignalMask = defineLayout("struct kvm_signal_mask", "linux/kvm.h", 4, { len: [0, "u32"] });

export const kvmIrqfd = defineLayout("struct kvm_irqfd", "linux/kvm.h", 32, { fd: [0, "u32"], gsi: [4, "u32"] });

export const kvmIoeventfd = defineLayout("struct kvm_ioeventfd", "linux/kvm.h", 64, {
  datamatch: [0, "u64"],
  addr: [8, "u64"],
  len: [16, "u32"],
  fd: [20, "i32"],
  flags: [24, "u32"],
});

export const kvmRegs = defineLayout("struct kvm_regs", "linux/kvm.h", 144, {
  rbx: [8, "u64"],
  rsi: [32, "u64"],
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

export const kvmCoalescedMmioZone = defineLayout("struct kvm_coalesced_mmio_zone", "linux/kvm.h", 16, {
  addr: [0, "u64"],
  size: [8, "u32"],
});

/** A page that the machine shares with us, followed by entries. The kernel moves `last`, we move `first`. */
export const kvmCoalescedMmioRing = defineLayout("struct kvm_coalesced_mmio_ring", "linux/kvm.h", 8, {
  first: [0, "u32"],
  last: [4, "u32"],
});

export const kvmCoalescedMmio = defineLayout("struct kvm_coalesced_mmio", "linux/kvm.h", 24, {
  phys_addr: [0, "u64"],
  len: [8, "u32"],
  data: [16, "u8"],
});

/** The page that a vCPU shares with us (its beginning). */
export const kvmRun = defineLayout("struct kvm_run", "linux/kvm.h", 2352, {
  immediate_exit: [1, "u8"],
  exit_reason: [8, "u32"],
  "fail_entry.hardware_entry_failure_reason": [32, "u64"],
  "internal.suberror": [32, "u32"],
  "io.direction": [32, "u8"],
  "io.size": [33, "u8"],
  "io.port": [34, "u16"],
  "io.count": [36, "u32"],
  "io.data_offset": [40, "u64"],
  "mmio.phys_addr": [32, "u64"],
  "mmio.data": [40, "u8"],
  "mmio.len": [48, "u32"],
  "mmio.is_write": [52, "u8"],
});
