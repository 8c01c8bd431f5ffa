/** husk's VMM beside QEMU's microvm with KVM: same kernel and initramfs, alternating, each boot in a process of its own. */
import { probeKvm } from "../../src/hypervisor/probe_kvm.ts";
import { type Budget, type Metric, metric } from "./stats.ts";
import { BootProgram } from "./boot_program.ts";
import { type Booted, READY } from "./vmm_boot.ts";

export interface VmmBench {
  rounds: number;
  dist: string;
  vcpus: number;
  memoryMiB: number;
  progress(line: string): void;
}

const WAKE_UPS = "wake-ups while idle";
const OWN_MEMORY = "private dirty of the VMM, without the guest's";

/** Issue 5's figures. */
export const vmmBudgets: readonly Budget[] = [
  { metric: READY, of: "ratio", atMost: 1 },
  { metric: OWN_MEMORY, of: "ratio", atMost: 0.25 },
  { metric: WAKE_UPS, of: "husk", atMost: 0 },
];

/** Throws where KVM cannot run an ordinary guest. */
export async function benchVmm(
  { rounds, progress, dist, vcpus, memoryMiB }: VmmBench,
): Promise<{ metrics: Metric[]; exits: [kind: string, count: number][] }> {
  const { ok, reason } = probeKvm();
  if (!ok) throw new Error(`Cannot compare VMMs here: ${reason}`);
  await using program = await BootProgram.build();
  const booted = { husk: [] as Booted[], QEMU: [] as Booted[] };
  for (let round = 0; round <= rounds; round++) {
    for (const vmm of ["husk", "QEMU"] as const) {
      const boot = await program.boot({ vmm, dist, vcpus, memoryMiB, withIdle: round === rounds });
      progress(`round ${round}: ${vmm} ${boot.figures[READY]!.toFixed(0)} ms`);
      if (boot.idle !== undefined) {
        boot.figures[WAKE_UPS] = boot.idle.wakeUps;
        for (const line of boot.idle.woken) progress(`  ${line}`);
      }
      // The first round fills caches.
      if (round > 0) booted[vmm].push(boot);
    }
  }
  const names = new Set([...booted.husk, ...booted.QEMU].flatMap(({ figures }) => Object.keys(figures)));
  const values = (of: Booted[], name: string) => of.flatMap(({ figures }) => figures[name] ?? []);
  const metrics = Array.from(names, (name) => {
    const unit = name === WAKE_UPS ? "/s" : name.includes("memory") ? "MB" : "ms";
    return metric(name, unit, values(booted.husk, name), values(booted.QEMU, name), "QEMU");
  });
  // husk's VMM is what the process has more than one that has left its VM to QEMU.
  const ofHusk = booted.husk.map(({ memory }, round) => memory.own - booted.QEMU[round]!.memory.own);
  metrics.push(metric(OWN_MEMORY, "MB", ofHusk, booted.QEMU.map(({ memory }) => memory.others), "QEMU"));
  const exits = (booted.husk.at(-1)?.exits ?? []).sort(([, a], [, b]) => b - a);
  return { metrics, exits };
}
