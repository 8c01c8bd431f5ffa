import { AgentClient } from "../../src/agent_client/agent_client.ts";
import type { Hypervisor } from "../../src/hypervisor/hypervisor.ts";
import { Kvm } from "../../src/hypervisor/kvm/kvm.ts";
import { probeKvm } from "../../src/hypervisor/probe_kvm.ts";
import { Qemu } from "../../src/hypervisor/qemu/qemu.ts";
import type { VmConfig } from "../../src/hypervisor/vm_config.ts";
import { memoryFileBytes, privateDirty, voluntarySwitches, wakeUpsBetween } from "../../src/linux/process_memory.ts";
import { Reactor } from "../../src/linux/reactor.ts";
import { prepareSharedDir } from "../../src/virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../../src/virtiofsd/virtiofsd.ts";
import { type Budget, type Metric, metric } from "./stats.ts";

export interface VmmBench {
  rounds: number;
  dist: string;
  vcpus: number;
  memoryMiB: number;
  progress(line: string): void;
}

const READY = "start of the VMM to agent ready";
const GUEST_TIME = "kernel's start to agent serving";
const OWN_MEMORY = "private dirty beyond guest memory";
const WAKE_UPS = "wake-ups while idle";

/** Issue 5's figures. */
export const vmmBudgets: readonly Budget[] = [
  { metric: READY, of: "ratio", atMost: 1 },
  { metric: OWN_MEMORY, of: "ratio", atMost: 0.25 },
  { metric: WAKE_UPS, of: "husk", atMost: 0 },
];

const MB = 1e6;
const BOOT_MS = 120_000;
/** Long enough for the kernel's and Deno's own start-up work to be over, and to see what comes about once a second. */
const SETTLE_MS = 12_000, IDLE_MS = 10_000;

type Sample = Map<string, number>;

/**
 * husk's VMM in this process beside QEMU's microvm with KVM: same kernel and initramfs, alternating. Throws where KVM cannot
 * run an ordinary guest.
 */
export async function benchVmm(
  bench: VmmBench,
): Promise<{ metrics: Metric[]; exits: [kind: string, count: number][] }> {
  const { ok, reason } = probeKvm();
  if (!ok) throw new Error(`Cannot compare VMMs here: ${reason}`);
  const samples = { husk: [] as Sample[], QEMU: [] as Sample[] };
  let exits: [string, number][] = [];
  const reactor = new Reactor();
  for (let round = 0; round <= bench.rounds; round++) {
    for (const name of ["husk", "QEMU"] as const) {
      const isLast = round === bench.rounds;
      const vmOf = (config: VmConfig) => name === "husk" ? new Kvm(config, reactor) : new Qemu(config, "kvm");
      const { sample, vm } = await boot(bench, vmOf, isLast);
      bench.progress(`round ${round}: ${name} ${sample.get(READY)!.toFixed(0)} ms`);
      // The first round fills caches.
      if (round > 0) samples[name].push(sample);
      if (vm instanceof Kvm) exits = [...vm.exitCounts].sort(([, a], [, b]) => b - a);
    }
  }
  const names = new Set([...samples.husk, ...samples.QEMU].flatMap((sample) => [...sample.keys()]));
  const values = (of: Sample[], name: string) => of.flatMap((sample) => sample.get(name) ?? []);
  const metrics = Array.from(names, (name) => {
    const unit = name === WAKE_UPS ? "/s" : name.includes("memory") ? "MB" : "ms";
    return metric(name, unit, values(samples.husk, name), values(samples.QEMU, name), "QEMU");
  });
  return { metrics, exits };
}

async function boot(
  { dist, vcpus, memoryMiB, progress }: VmmBench,
  vmOf: (config: VmConfig) => Hypervisor,
  withIdle: boolean,
): Promise<{ sample: Sample; vm: Hypervisor }> {
  await using stack = new AsyncDisposableStack();
  const signal = AbortSignal.timeout(BOOT_MS);
  const dir = await Deno.makeTempDir({ prefix: "husk-bench-" });
  stack.defer(() => Deno.remove(dir, { recursive: true }));
  await Deno.mkdir(`${dir}/shared`);
  stack.use(prepareSharedDir(`${dir}/shared`));
  const socket = `${dir}/virtiofsd.sock`;
  stack.use(await startVirtiofsd({ socket, sharedDir: `${dir}/shared`, signal }));
  const sample: Sample = new Map();
  const own = privateDirty(Deno.pid);
  const started = performance.now();
  const vm = stack.use(vmOf({
    kernel: `${dist}/vmlinux`,
    initrd: `${dist}/initramfs.cpio`,
    kernelArgs: [],
    vcpus,
    memoryMiB,
    mostMemoryMiB: Infinity,
    sharedFs: { socket, tag: "husk" },
    agent: { kind: "own", port: 1024, socket: `${dir}/agent.sock` },
    nets: [],
    diskSlots: 0,
    consoleSocket: `${dir}/console.sock`,
    runDir: dir,
  }));
  await vm.start(signal);
  sample.set("start of the VMM to first instruction", performance.now() - started);
  const console = await vm.connectConsole(signal);
  const draining = readAll(console);
  const agent = new AgentClient(await vm.connectAgent(() => Promise.resolve(), signal));
  const ended = vm.exited.then(({ reason }): never => {
    throw new Error(`The VM ended as it booted: ${reason}`);
  });
  await Promise.race([agent.setTime(Date.now()), ended]);
  sample.set(READY, performance.now() - started);
  const pids = vm.pids().length === 0 ? [Deno.pid] : [...vm.pids()];
  if (withIdle) {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const before = pids.map((pid) => voluntarySwitches(pid));
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const after = pids.map((pid) => voluntarySwitches(pid));
    const count = pids.reduce((sum, _, at) => sum + wakeUpsBetween(before[at]!, after[at]!), 0);
    sample.set(WAKE_UPS, count / (IDLE_MS / 1000));
    for (const [index, pid] of pids.entries()) {
      for (const [thread, switches] of after[index]!) {
        const since = switches - (before[index]!.get(thread) ?? 0);
        if (since > 0) progress(`${since} wake-ups of ${threadName(pid, thread)} in ${IDLE_MS / 1000} s`);
      }
    }
  }
  const inProcess = pids.includes(Deno.pid);
  const total = pids.reduce((sum, pid) => sum + privateDirty(pid), 0) - (inProcess ? own : 0);
  sample.set(OWN_MEMORY, total / MB);
  sample.set("guest memory touched", pids.reduce((sum, pid) => sum + memoryFileBytes(pid), 0) / MB);
  agent.close();
  await vm.kill();
  // "agent: serving /dev/vport0p1 123 ms after boot", by the guest's own clock; on vsock it listens whether it has a device or not.
  const uptime = [...(await draining).matchAll(/(?:serving \S+|vsock port \d+) (\d+) ms after boot/g)].at(-1)?.[1];
  if (uptime !== undefined) sample.set(GUEST_TIME, Number(uptime));
  return { sample, vm };
}

function threadName(pid: number, thread: number): string {
  return Deno.readTextFileSync(`/proc/${pid}/task/${thread}/comm`).trim();
}

/** Reads a channel to its end and returns its text. */
async function readAll(channel: { read(buffer: Uint8Array): Promise<number | null> }): Promise<string> {
  const buffer = new Uint8Array(4096);
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let count; (count = await channel.read(buffer)) !== null;) text += decoder.decode(buffer.subarray(0, count));
  } catch {
    // closed with the VM
  }
  return text;
}
