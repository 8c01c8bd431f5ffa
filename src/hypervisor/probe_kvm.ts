import * as kvm from "../linux/abi/kvm.ts";
import { O_RDWR } from "../linux/abi/fcntl.ts";
import { EINTR, ENOENT } from "../linux/errno.ts";
import { Fd } from "../linux/fd.ts";
import { check, libc } from "../linux/libc.ts";
import { Mapping } from "../linux/mapping.ts";
import { messageOf, SystemError } from "../util/errors.ts";

export interface KvmProbe {
  /** Whether /dev/kvm runs an ordinary 64-bit kernel at the processor's speed. */
  ok: boolean;
  /** One line for people, in either case. */
  reason: string;
}

/** Guest-physical addresses of the probe's few pages; identity-mapped by one 2 MiB page. */
const CODE = 0x1000, PML4 = 0x2000, PDPT = 0x3000, PD = 0x4000, MEMORY = 0x5000;

/**
 * pxor xmm0, xmm0; out 0x10, al. In kernel mode no processor traps on the first, and KVM's instruction emulator does not know
 * it. Hosts whose KVM emulates every instruction of a guest's kernel (PVM, under another hypervisor) stop here; a kernel
 * that gets further on such a host runs at two million instructions a second and stops later.
 */
const PROGRAM = [0x66, 0x0f, 0xef, 0xc0, 0xe6, 0x10];

const MOST_CPUID_ENTRIES = 256;

/**
 * Finds out by running a guest of two instructions in 64-bit kernel mode: opening /dev/kvm and asking for its version tell
 * too little. Takes 4 ms, and leaves nothing open. Never throws.
 */
export function probeKvm(device = "/dev/kvm"): KvmProbe {
  try {
    using stack = new DisposableStack();
    return runGuest(stack, stack.use(Fd.open(device, O_RDWR)));
  } catch (error) {
    if (error instanceof SystemError && error.errno === ENOENT) return { ok: false, reason: `there is no ${device}` };
    return { ok: false, reason: messageOf(error) };
  }
}

function runGuest(stack: DisposableStack, system: Fd): KvmProbe {
  const version = number(system, kvm.KVM_GET_API_VERSION, 0, "KVM_GET_API_VERSION");
  if (version !== kvm.KVM_API_VERSION) {
    return { ok: false, reason: `${system.what} has API version ${version}, not ${kvm.KVM_API_VERSION}` };
  }
  const vm = stack.use(new Fd(number(system, kvm.KVM_CREATE_VM, 0, "KVM_CREATE_VM"), "a KVM machine"));
  const memory = stack.use(new Mapping(MEMORY));
  load(memory);
  const region = new Uint8Array(kvm.kvmUserspaceMemoryRegion.size);
  const regionView = new DataView(region.buffer);
  kvm.kvmUserspaceMemoryRegion.set.memory_size(regionView, 0, BigInt(MEMORY));
  kvm.kvmUserspaceMemoryRegion.set.userspace_addr(regionView, 0, memory.address);
  struct(vm, kvm.KVM_SET_USER_MEMORY_REGION, region, "KVM_SET_USER_MEMORY_REGION");

  const vcpu = stack.use(new Fd(number(vm, kvm.KVM_CREATE_VCPU, 0, "KVM_CREATE_VCPU"), "a KVM processor"));
  const run = stack.use(new Mapping(number(system, kvm.KVM_GET_VCPU_MMAP_SIZE, 0, "KVM_GET_VCPU_MMAP_SIZE"), vcpu));
  prepareProcessor(system, vcpu);
  enter(vcpu);
  return judge(run.view);
}

function judge(run: DataView): KvmProbe {
  const exit = kvm.kvmRun.get.exit_reason(run, 0);
  if (exit === kvm.KVM_EXIT_IO) return { ok: true, reason: "/dev/kvm runs 64-bit kernel code" };
  if (
    exit === kvm.KVM_EXIT_INTERNAL_ERROR &&
    kvm.kvmRun.get["internal.suberror"](run, 0) === kvm.KVM_INTERNAL_ERROR_EMULATION
  ) {
    return { ok: false, reason: "/dev/kvm emulates kernel code instruction by instruction, and not all of them" };
  }
  return { ok: false, reason: `/dev/kvm does not run 64-bit kernel code (exit reason ${exit})` };
}

/** Page tables and code. Entries: present and writable; 0x80 makes the last a 2 MiB page. */
function load(memory: Mapping): void {
  memory.view.setBigUint64(PML4, BigInt(PDPT | 3), true);
  memory.view.setBigUint64(PDPT, BigInt(PD | 3), true);
  memory.view.setBigUint64(PD, 0x83n, true);
  memory.bytes.set(PROGRAM, CODE);
}

/** Long mode at CPL 0 with flat segments, as a kernel's entry finds it (Intel SDM 3A §9.8.5; VMX checks it in 3C §27.3). */
function prepareProcessor(system: Fd, vcpu: Fd): void {
  const cpuid = new Uint8Array(kvm.kvmCpuid2.size + MOST_CPUID_ENTRIES * kvm.kvmCpuidEntry2.size);
  kvm.kvmCpuid2.set.nent(new DataView(cpuid.buffer), 0, MOST_CPUID_ENTRIES);
  struct(system, kvm.KVM_GET_SUPPORTED_CPUID, cpuid, "KVM_GET_SUPPORTED_CPUID");
  struct(vcpu, kvm.KVM_SET_CPUID2, cpuid, "KVM_SET_CPUID2");

  const sregs = new Uint8Array(kvm.kvmSregs.size);
  struct(vcpu, kvm.KVM_GET_SREGS, sregs, "KVM_GET_SREGS");
  const view = new DataView(sregs.buffer);
  const { fields } = kvm.kvmSregs;
  const CODE_SEGMENT = 11, DATA_SEGMENT = 3, BUSY_TASK = 11;
  setSegment(view, fields["cs.base"][0], { selector: 8, type: CODE_SEGMENT, s: 1, l: 1, db: 0 });
  for (const name of ["ds.base", "es.base", "fs.base", "gs.base", "ss.base"] as const) {
    setSegment(view, fields[name][0], { selector: 16, type: DATA_SEGMENT, s: 1, l: 0, db: 1 });
  }
  setSegment(view, fields["tr.base"][0], { selector: 24, type: BUSY_TASK, s: 0, l: 0, db: 0 });
  kvm.kvmSregs.set.cr0(view, 0, 0x80000033n); // PG, NE, ET, MP, PE
  kvm.kvmSregs.set.cr3(view, 0, BigInt(PML4));
  kvm.kvmSregs.set.cr4(view, 0, 0x220n); // OSFXSR, PAE
  kvm.kvmSregs.set.efer(view, 0, 0x500n); // LMA, LME
  struct(vcpu, kvm.KVM_SET_SREGS, sregs, "KVM_SET_SREGS");

  const regs = new Uint8Array(kvm.kvmRegs.size);
  const regsView = new DataView(regs.buffer);
  kvm.kvmRegs.set.rip(regsView, 0, BigInt(CODE));
  kvm.kvmRegs.set.rsp(regsView, 0, BigInt(PML4));
  kvm.kvmRegs.set.rflags(regsView, 0, 2n);
  struct(vcpu, kvm.KVM_SET_REGS, regs, "KVM_SET_REGS");
}

function setSegment(
  view: DataView,
  at: number,
  values: { selector: number; type: number; s: number; l: number; db: number },
): void {
  const { set } = kvm.kvmSegment;
  set.base(view, at, 0n);
  set.limit(view, at, values.s === 1 ? 0xffffffff : 0x67);
  set.selector(view, at, values.selector);
  set.type(view, at, values.type);
  set.present(view, at, 1);
  set.dpl(view, at, 0);
  set.db(view, at, values.db);
  set.s(view, at, values.s);
  set.l(view, at, values.l);
  set.g(view, at, values.s);
}

/** KVM_RUN up to an exit; a signal of ours may come in between (a handful at most, for it takes microseconds). */
function enter(vcpu: Fd): void {
  for (let tries = 0;; tries++) {
    try {
      number(vcpu, kvm.KVM_RUN, 0, "KVM_RUN");
      return;
    } catch (error) {
      if (!(error instanceof SystemError && error.errno === EINTR) || tries === 10) throw error;
    }
  }
}

/** ioctl(2) with a number for its argument. */
function number(fd: Fd, request: number, argument: number, name: string): number {
  const result = libc.ioctl_number(fd.number, BigInt(request), BigInt(argument));
  return check(result, name, () => `Cannot probe ${fd.what}`);
}

/** ioctl(2) with a structure, which the kernel may write to. */
function struct(fd: Fd, request: number, argument: Uint8Array<ArrayBuffer>, name: string): void {
  check(libc.ioctl(fd.number, BigInt(request), argument), name, () => `Cannot probe ${fd.what}`);
}
