/**
 * One boot for `bench vmm`, in a process of its own that is what a shim is (`boot_program.ts`): what the VMM makes of its memory and of its
 * sleep is then not mixed with what earlier boots have left there. Takes a `Boot` as JSON, prints a `Booted` as JSON.
 */
import { AgentClient } from "../../src/agent_client/agent_client.ts";
import type { Hypervisor } from "../../src/hypervisor/hypervisor.ts";
import { claimCid } from "../../src/hypervisor/vsock.ts";
import type { VmConfig } from "../../src/hypervisor/vm_config.ts";
import {
  memoryFileBytes,
  privateDirty,
  threadsWokenSince,
  voluntarySwitches,
  wakeUpsBetween,
} from "../../src/linux/process_memory.ts";
import { Reactor } from "../../src/linux/reactor.ts";
import { TimerFd } from "../../src/linux/timer_fd.ts";
import { chooseTimers, timers } from "../../src/util/timers.ts";
import { BoundedLog } from "../../src/pod/bounded_log.ts";
import { prepareSharedDir } from "../../src/virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../../src/virtiofsd/virtiofsd.ts";

export interface Boot {
  /** Who runs the VM: husk's VMM in the process, or QEMU's microvm with KVM. */
  vmm: "husk" | "QEMU";
  dist: string;
  vcpus: number;
  memoryMiB: number;
  /** Whether its wake-ups are counted, which takes more than a minute. */
  withIdle: boolean;
}

export interface Booted {
  /** Milliseconds, MB, or wake-ups a second, by what is measured. */
  figures: Record<string, number>;
  /** MB of private dirty memory without the guest's: of the process that has booted the VM, and of those it has started for that. */
  memory: { own: number; others: number };
  /** Exits to husk's VMM by kind; none of QEMU's. */
  exits: [kind: string, count: number][];
  /** Threads that have woken up while the VM was idle, and how often, for people. */
  woken: string[];
}

export const READY = "start of the VMM to agent ready";
export const WAKE_UPS = "wake-ups while idle";
const FIRST = "start of the VMM to first instruction";
const TOUCHED = "guest memory touched";
const GUEST_TIME = "kernel's start to agent serving";

const MB = 1e6;
const LOG_BYTES = 65536;
const BOOT_MS = 120_000;
/** Long enough for the kernel's and Deno's own start-up work to be over, and to see what comes about once a minute. */
const SETTLE_MS = 15_000, IDLE_MS = 60_000;

async function bootHere({ vmm, dist, vcpus, memoryMiB, withIdle }: Boot): Promise<Booted> {
  await using stack = new AsyncDisposableStack();
  const reactor = new Reactor();
  chooseTimers(new TimerFd(reactor));
  const deadline = new AbortController();
  const timer = timers.setTimeout(() => deadline.abort(new Error(`No agent after ${BOOT_MS} ms`)), BOOT_MS);
  const { signal } = deadline;
  const dir = await Deno.makeTempDir({ prefix: "husk-bench-" });
  stack.defer(() => Deno.remove(dir, { recursive: true }));
  await Deno.mkdir(`${dir}/shared`);
  stack.use(prepareSharedDir(`${dir}/shared`));
  const socket = `${dir}/virtiofsd.sock`;
  stack.use(await startVirtiofsd({ socket, sharedDir: `${dir}/shared`, signal }));
  const figures: Record<string, number> = {};
  const claim = claimCid();
  if ("vhost" in claim) stack.use(claim.vhost);
  const create = await creatorOf(vmm, reactor);
  const started = performance.now();
  const vm = stack.use(
    create({
      kernel: `${dist}/vmlinux`,
      initrd: `${dist}/initramfs.cpio`,
      kernelArgs: [],
      vcpus,
      memoryMiB,
      mostMemoryMiB: Infinity,
      sharedFs: { socket, tag: "husk" },
      agent: "vhost" in claim
        ? { kind: "vsock", claim, port: 1024 }
        : { kind: "own", port: 1024, socket: `${dir}/agent.sock` },
      nets: [],
      diskSlots: 0,
      consoleSocket: `${dir}/console.sock`,
      runDir: dir,
    }),
  );
  await vm.start(signal);
  figures[FIRST] = performance.now() - started;
  const log = stack.use(new BoundedLog(`${dir}/guest.log`, LOG_BYTES));
  const following = log.follow(await vm.connectConsole(signal));
  const agent = new AgentClient(await vm.connectAgent(() => log.said(), signal));
  const ended = vm.exited.then(({ reason }): never => {
    throw new Error(`The VM ended as it booted: ${reason}`);
  });
  await Promise.race([agent.setTime(Date.now()), ended]);
  figures[READY] = performance.now() - started;
  timers.clearTimeout(timer);
  const others = vm.pids();
  const pids = others.length === 0 ? [Deno.pid] : [...others];
  const woken: string[] = [];
  if (withIdle) {
    await pause(SETTLE_MS);
    const before = pids.map((pid) => voluntarySwitches(pid));
    await pause(IDLE_MS);
    const after = pids.map((pid) => voluntarySwitches(pid));
    const count = pids.reduce((sum, _, at) => sum + wakeUpsBetween(before[at]!, after[at]!), 0);
    figures[WAKE_UPS] = count / (IDLE_MS / 1000);
    woken.push(...pids.flatMap((pid, at) => threadsWokenSince(pid, before[at]!)));
  }
  const megabytes = (of: readonly number[]) => of.reduce((sum, pid) => sum + privateDirty(pid), 0) / MB;
  const memory = { own: megabytes([Deno.pid]), others: megabytes(others) };
  figures[TOUCHED] = pids.reduce((sum, pid) => sum + memoryFileBytes(pid), 0) / MB;
  agent.close();
  await vm.kill();
  // "agent: serving /dev/vport0p1 123 ms after boot", by the guest's own clock; on vsock it listens whether it has a device or not.
  await following.stop();
  const uptime = [...log.tail(LOG_BYTES).matchAll(/(?:serving \S+|vsock port \d+) (\d+) ms after boot/g)].at(-1)?.[1];
  if (uptime !== undefined) figures[GUEST_TIME] = Number(uptime);
  return { figures, memory, exits: "exitCounts" in vm ? [...vm.exitCounts] : [], woken };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => timers.setTimeout(() => resolve(), ms));
}

type Countable = Hypervisor & { exitCounts?: ReadonlyMap<string, number> };

/** Only the modules of the one that is asked for are loaded: they count as its memory. */
async function creatorOf(vmm: Boot["vmm"], reactor: Reactor): Promise<(config: VmConfig) => Countable> {
  if (vmm === "husk") {
    const { Kvm } = await import("../../src/hypervisor/kvm/kvm.ts");
    return (config) => new Kvm(config, reactor);
  }
  const { Qemu } = await import("../../src/hypervisor/qemu/qemu.ts");
  return (config) => new Qemu(config, "kvm");
}

if (import.meta.main) {
  console.log(JSON.stringify(await bootHere(JSON.parse(Deno.args[0]!))));
}
