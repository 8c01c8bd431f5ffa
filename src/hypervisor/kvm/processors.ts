import { KVM_KVMCLOCK_CTRL } from "../../linux/abi/kvm.ts";
import { EINVAL } from "../../linux/errno.ts";
import { ioctlNumber } from "../../linux/ioctl.ts";
import type { Reactor } from "../../linux/reactor.ts";
import { messageOf, SystemError } from "../../util/errors.ts";
import type { VmExit } from "../hypervisor.ts";
import { type DeviceWrite, type ExitCounts, serveExit } from "./exits.ts";
import type { Machine, Vcpu } from "./machine.ts";
import { type Entry, setCpuid, setEntry } from "./processor.ts";
import { type DevicePages, VcpuCode, VcpuThread } from "./vcpu_thread.ts";

/** The vCPUs of a machine, each with its thread: in the guest, or all out of it while they are paused. */
export class Processors implements AsyncDisposable {
  #exits: ExitCounts = new Map();
  #stack: DisposableStack;
  #vcpus: Vcpu[] = [];
  #threads: VcpuThread[] = [];
  #loops: Promise<void>[] = [];
  #write: DeviceWrite;
  #ended: (exit: VmExit) => void;
  #pause: Pause | undefined;
  #leaving = false;

  /** `pages` are the devices', `write` goes to them; `ended` is told how the guest ended, which may happen more than once. Throws SystemError. */
  constructor(
    machine: Machine,
    reactor: Reactor,
    options: { count: number; entry: Entry; pages?: DevicePages; write: DeviceWrite; ended(exit: VmExit): void },
  ) {
    this.#write = options.write;
    this.#ended = options.ended;
    using stack = new DisposableStack();
    const supported = machine.supportedCpuid();
    const code = stack.use(new VcpuCode());
    for (let index = 0; index < options.count; index++) {
      const vcpu = stack.use(machine.addVcpu(index));
      setCpuid(machine, vcpu, supported, index, options.count);
      if (index === 0) setEntry(vcpu, options.entry);
      this.#vcpus.push(vcpu);
      this.#threads.push(stack.use(new VcpuThread(code, reactor, vcpu, options.pages)));
    }
    this.#stack = stack.move();
  }

  get exitCounts(): ExitCounts {
    const served = this.#threads.reduce((sum, thread) => sum + thread.served, 0);
    return served === 0 ? this.#exits : new Map([...this.#exits, ["served by the vCPU's own thread", served]]);
  }

  /** Lets the guest run. Called once. Throws SystemError. */
  start(): void {
    this.#loops = this.#threads.map((thread, index) => this.#serve(this.#vcpus[index]!, thread));
    this.#threads.forEach((thread, index) => thread.start(`vcpu${index}`));
  }

  /** Takes every vCPU out of the guest; resolves when none runs any more, or all of it has ended. */
  async pause(): Promise<void> {
    if (this.#leaving) return;
    if (this.#pause === undefined) {
      this.#pause = { running: this.#threads.length, out: Promise.withResolvers(), over: Promise.withResolvers() };
      for (const thread of this.#threads) thread.kick();
    }
    await this.#pause.out.promise;
  }

  /**
   * Sends them back after a pause. The guest's clocks have gone on meanwhile, as the host's have; its kernel is told, so that it
   * does not take the time for its own standing still (api.rst, KVM_KVMCLOCK_CTRL).
   */
  async resume(): Promise<void> {
    const pause = this.#pause;
    if (pause === undefined) return;
    await pause.out.promise; // a vCPU that runs holds its descriptor
    if (this.#pause !== pause || this.#leaving) return;
    for (const { fd } of this.#vcpus) tellOfPause(fd);
    this.#pause = undefined;
    pause.over.resolve();
  }

  /** Ends the threads wherever they are, and lets go of all. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#leaving = true;
    for (const thread of this.#threads) thread[Symbol.dispose]();
    this.#pause?.out.resolve();
    this.#pause?.over.resolve();
    await Promise.all(this.#loops);
    this.#stack.dispose();
  }

  /** Serves the exits of one vCPU until it or the VM ends. */
  async #serve(vcpu: Vcpu, thread: VcpuThread): Promise<void> {
    const count = (kind: string) => this.#exits.set(kind, (this.#exits.get(kind) ?? 0) + 1);
    try {
      for (let result; (result = await thread.exit()) !== undefined;) {
        vcpu.writes.drain(this.#write);
        const outcome = serveExit(vcpu.run, result, this.#write, count);
        if (outcome instanceof Promise) await outcome;
        if (this.#leaving) return;
        if (typeof outcome === "object" && "kind" in outcome) return this.#ended(outcome);
        while (this.#pause !== undefined) {
          if (--this.#pause.running === 0) this.#pause.out.resolve();
          await this.#pause.over.promise;
          if (this.#leaving) return;
        }
        thread.resume();
        if (typeof outcome === "function") outcome();
      }
    } catch (error) {
      this.#ended({ kind: "crashed", reason: messageOf(error) });
    }
  }
}

interface Pause {
  /** vCPUs that have not come out yet. */
  running: number;
  readonly out: PromiseWithResolvers<void>;
  readonly over: PromiseWithResolvers<void>;
}

/** Of use to a guest that has set up its paravirtual clock; another has no way to be told, and none to mistake the time. */
function tellOfPause(vcpu: Vcpu["fd"]): void {
  try {
    ioctlNumber(vcpu, KVM_KVMCLOCK_CTRL, 0, "KVM_KVMCLOCK_CTRL");
  } catch (error) {
    if (!(error instanceof SystemError && error.errno === EINVAL)) throw error;
  }
}
