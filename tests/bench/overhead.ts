/**
 * `deno task bench overhead`: what a pod costs the host beside its containers, for the RuntimeClass's overhead.podFixed. An idle
 * pod of one container: the private dirty memory of its processes and the guest memory touched, less what the container's own
 * cgroup in the guest holds; processor time over ten seconds.
 */
import { describe, findPod, memoryOf, processesOf } from "../../src/cli/pods.ts";
import { mustRun } from "../e2e/command.ts";
import { Containerd } from "../e2e/containerd.ts";
import { Context } from "../e2e/context.ts";
import { prepareImages } from "../e2e/images.ts";

export interface Overhead {
  /** The VM's hypervisor and accelerator: the figure is theirs. */
  backend: string;
  /** Bytes. */
  own: number;
  guest: number;
  container: number;
  /** Thousandths of a processor. */
  cpuMilli: number;
}

/** The pod settles before it is measured: Deno ends the idle threads of its pool after ten seconds. */
const SETTLE_MS = 12_000;
const IDLE_MS = 10_000;
/** USER_HZ. */
const TICKS = 100;

export async function benchOverhead(dist: string): Promise<Overhead> {
  const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-bench-" });
  const containerd = new Containerd(directory, directory.split("/").at(-1)!.toLowerCase(), dist);
  const context = new Context(containerd, "husk", dist);
  try {
    await containerd.start();
    await prepareImages(containerd);
    const id = await context.detached(["sleep", "1000"]);
    // Pages of binaries that have just been written to disk count as dirty until they are written back.
    await mustRun("sync", []);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const pod = findPod(id);
    const answer = await describe(pod, { figures: true });
    const { processes, guest } = memoryOf(pod);
    const before = cpuTicks(processesOf(pod).map(({ pid }) => pid));
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const ticks = cpuTicks(processesOf(pod).map(({ pid }) => pid)) - before;
    return {
      backend: `${answer?.vm?.hypervisor} with ${answer?.vm?.accelerator}`,
      own: processes.reduce((sum, { own }) => sum + own, 0),
      guest,
      container: Number(answer?.containers[0]?.figures?.memoryUsage ?? 0n),
      cpuMilli: ticks / TICKS / (IDLE_MS / 1000) * 1000,
    };
  } finally {
    await context.close();
    await containerd.stop();
    await Deno.remove(directory, { recursive: true });
  }
}

/** User and system time of processes, in clock ticks (proc(5), fields 14 and 15 of stat). */
function cpuTicks(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return sum + Number(fields[11]) + Number(fields[12]);
  }, 0);
}

export function overheadText({ backend, own, guest, container, cpuMilli }: Overhead): string {
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  const fixed = own + guest - container;
  // Rounded up to the next 8 Mi: what pods differ in, and what the scheduler counts in.
  const mebi = Math.ceil(fixed / 2 ** 20 / 8) * 8;
  return [
    `an idle pod of one container, ${backend}:`,
    `  private dirty memory of its processes  ${mb(own)}`,
    `  guest memory touched                   ${mb(guest)}`,
    `  of that, the container's own           ${mb(container)}`,
    `  processor while idle                   ${cpuMilli.toFixed(1)} m`,
    "",
    "overhead:",
    `  podFixed: {memory: ${mebi}Mi, cpu: ${Math.max(1, Math.ceil(cpuMilli))}m}`,
  ].join("\n");
}
