/**
 * One boot for `bench vmm`, in a process of its own that is what a shim is (`boot_program.ts`): what the VMM makes of its memory and of its
 * sleep is then not mixed with what earlier boots have left there. Takes a `Boot` as JSON, prints a `Booted` as JSON.
 */
import { AgentClient } from "../../src/agent_client/agent_client.ts";
import type { Hypervisor } from "../../src/hypervisor/hypervisor.ts";
import { claimCid } from "../../src/hypervisor/vsock.ts";
import type { VmConfig } from "../../src/hypervisor/vm_config.ts";
import { memoryFileBytes, privateDirty } from "../../src/linux/process_memory.ts";
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
  /**
   * Whether it shall stand idle once it has booted, so that others can count its wake-ups: the ids of the processes that run it are printed as JSON, in a line of
   * their own, and it stands until a byte comes on stdin.
   */
  withIdle: boolean;
}

export interface Booted {
  /** Milliseconds, MB, or wake-ups a second, by what is measured. */
  figures: Record<string, number>;
  /** MB of private dirty memory without the guest's: of the process that has booted the VM, and of those it has started for that. */
  memory: { own: number; others: number };
  /** Exits to husk's VMM by kind; none of QEMU's. */
  exits: [kind: string, count: number][];
}

export const READY = "start of the VMM to agent ready";
const FIRST = "start of the VMM to first instruction";
const TOUCHED = "guest memory touched";
const GUEST_TIME = "kernel's start to agent serving";

const MB = 1e6;
const LOG_BYTES = 65536;
const BOOT_MS = 120_000;

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
  if (withIdle) {
    console.log(JSON.stringify(pids));
    // No timer of this process, and nothing of it wakes up until whoever counts has done so.
    await Deno.stdin.read(new Uint8Array(1));
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
  return { figures, memory, exits: "exitCounts" in vm ? [...vm.exitCounts] : [] };
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
