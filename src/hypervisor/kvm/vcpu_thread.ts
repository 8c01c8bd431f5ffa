import { PROT_READ, PROT_WRITE } from "../../linux/abi/mman.ts";
import { SYS_tgkill } from "../../linux/abi/syscall.ts";
import { errnoName, ESRCH } from "../../linux/errno.ts";
import { eventFd, signalEvent, takeEvent } from "../../linux/event_fd.ts";
import type { Fd } from "../../linux/fd.ts";
import { check, errno, libc } from "../../linux/libc.ts";
import { Mapping } from "../../linux/mapping.ts";
import type { Reactor } from "../../linux/reactor.ts";
import { writeProgram } from "../../linux/seccomp.ts";
import { SystemError } from "../../util/errors.ts";
import type { Vcpu } from "./machine.ts";
import { vcpuFilter } from "./vcpu_filter.ts";
import { CODE, ENTRY } from "./vcpu_thread_code.ts";

const PAGE = 4096;
/** The control page, as vcpu_thread.S has it; the thread's stack begins at its end. The filter's instructions are ours alone to place. */
const VCPU = 0, EXITED = 4, RESUME = 8, LEAVE = 12, RESULT = 16, THREAD = 24, CONFINED = 48, SERVED = 52, PROGRAM = 56;
const RUN = 72, PAGES = 80, FIRST = 88, LENGTH = 96, FILTER = 128;
/** The signal that takes a vCPU out of the guest: blocked, but for the time in KVM_RUN (KVM_SET_SIGNAL_MASK), and never handled. */
export const KICK_SIGNAL = 34 + 6; // SIGRTMIN + 6; 32 and 33 are the C library's

/**
 * The threads' machine code, mapped once for all vCPUs of a VM. It can be run and not written.
 */
export class VcpuCode implements Disposable {
  #page: Mapping;
  /** long start(void *control, void *stack_top) */
  readonly start: (control: bigint, stackTop: bigint) => bigint;
  /** void join(void *control) */
  readonly join: (control: bigint) => void;

  constructor() {
    this.#page = new Mapping(PAGE, undefined, PROT_READ | PROT_WRITE);
    this.#page.bytes.set(CODE);
    this.#page.makeExecutable();
    const start = this.#page.asFunction({ parameters: ["u64", "u64"], result: "i64" }, ENTRY.start);
    const join = this.#page.asFunction({ parameters: ["u64"], result: "void" }, ENTRY.join);
    this.start = (control, stackTop) => start.call(control, stackTop);
    this.join = (control) => join.call(control);
  }

  /** Only after all threads have ended. */
  [Symbol.dispose](): void {
    this.#page[Symbol.dispose]();
  }
}

/** The register pages of the devices: where they lie in this process, and where the guest has them. */
export interface DevicePages {
  readonly hostAddress: bigint;
  readonly guestAddress: number;
  /** Of all of them, in bytes. */
  readonly size: number;
}

/**
 * One thread in KVM_RUN. It serves what a guest writes to `pages` without consequence, and stops at each exit of the guest that needs us, and goes on when told; between exits nothing of this
 * process runs for it. Takes two pages and no libc.
 */
export class VcpuThread implements Disposable {
  #code: VcpuCode;
  #reactor: Reactor;
  #control: Mapping;
  #exited: Fd;
  #resume: Fd;
  #started = false;
  #served = 0;

  constructor(
    code: VcpuCode,
    reactor: Reactor,
    { fd: vcpu, runAddress }: Pick<Vcpu, "fd" | "runAddress">,
    pages?: DevicePages,
  ) {
    this.#code = code;
    this.#reactor = reactor;
    using stack = new DisposableStack();
    this.#control = stack.use(new Mapping(PAGE));
    this.#exited = stack.use(eventFd(`exits of ${vcpu.what}`));
    this.#resume = stack.use(eventFd(`${vcpu.what}'s next run`, { blocking: true }));
    const { view } = this.#control;
    view.setInt32(VCPU, vcpu.number, true);
    view.setInt32(EXITED, this.#exited.number, true);
    view.setInt32(RESUME, this.#resume.number, true);
    view.setBigUint64(RUN, runAddress, true);
    if (pages !== undefined) {
      view.setBigUint64(PAGES, pages.hostAddress, true);
      view.setBigUint64(FIRST, BigInt(pages.guestAddress), true);
      view.setBigUint64(LENGTH, BigInt(pages.size), true);
    }
    const fds = { vcpu: vcpu.number, exited: this.#exited.number, resume: this.#resume.number };
    const filter = vcpuFilter(fds);
    this.#control.bytes.set(filter, FILTER);
    writeProgram(view, PROGRAM, filter, this.#control.address + BigInt(FILTER));
    stack.move();
  }

  /** Starts the thread, which enters the guest at once. Throws SystemError. */
  start(name: string): void {
    const { address } = this.#control;
    const result = Number(this.#code.start(address, address + BigInt(PAGE)));
    if (result < 0) throw new SystemError("clone", -result, errnoName(-result), `Cannot start the thread of ${name}`);
    this.#started = true;
    // For people who look at the process; proc(5).
    Deno.writeTextFileSync(`/proc/self/task/${result}/comm`, name);
  }

  /**
   * Resolves at the guest's next exit, to 0, or to -errno where KVM_RUN failed (EINTR: the vCPU was kicked); the thread waits then
   * until `resume`. Resolves to undefined once the thread was ended. Rejects where the thread could not be confined: no guest has run.
   */
  async exit(): Promise<number | undefined> {
    for (;;) {
      if (this.#exited.number < 0) return undefined;
      if (takeEvent(this.#exited)) {
        const result = Number(this.#control.view.getBigInt64(RESULT, true));
        if (this.#control.view.getUint32(CONFINED, true) !== 0) return result;
        throw new SystemError("seccomp", -result, errnoName(-result), "Cannot confine the thread of a vCPU");
      }
      await this.#reactor.readable(this.#exited);
    }
  }

  /** How many exits the thread has served by itself. */
  get served(): number {
    // The page goes with the thread.
    return this.#exited.number < 0 ? this.#served : this.#control.view.getUint32(SERVED, true);
  }

  /** Sends the thread back into the guest, after an exit. */
  resume(): void {
    signalEvent(this.#resume);
  }

  /** Makes the guest exit with EINTR if it runs, or as soon as it would run. */
  kick(): void {
    const thread = this.#control.view.getUint32(THREAD, true);
    if (thread === 0) return;
    const result = libc.tgkill(BigInt(SYS_tgkill), BigInt(Deno.pid), BigInt(thread), BigInt(KICK_SIGNAL));
    if (result < 0 && errno() !== ESRCH) check(result, "tgkill", () => "Cannot interrupt a vCPU");
  }

  /** Ends the thread wherever it is, waits for its end (microseconds) and lets go of all. */
  [Symbol.dispose](): void {
    if (this.#exited.number < 0) return;
    if (this.#started) {
      this.#control.view.setUint32(LEAVE, 1, true);
      this.kick();
      this.resume();
      this.#code.join(this.#control.address);
    }
    this.#served = this.served;
    this.#exited.close();
    this.#resume.close();
    this.#control[Symbol.dispose]();
  }
}
