/**
 * `deno task bench stdio`: what the streams of a container carry, husk beside runc in one run, and what that costs the processes of its
 * pod: execs of a container that runs, through containerd's FIFOs and ctr.
 */
import { type Backend } from "../e2e/backends.ts";
import { execute } from "../e2e/command.ts";
import type { Context, Runtime } from "../e2e/context.ts";
import { podPids } from "../e2e/pod_processes.ts";
import { onBed } from "./bed.ts";
import { alternate } from "./start.ts";
import { type Metric, metric, table } from "./stats.ts";

export interface StdioOptions {
  rounds: number;
  dist: string;
  /** How husk runs its VM. */
  backend: Backend;
  /** Bytes of each stream, in MiB. */
  mebibytes: number;
  progress: (line: string) => void;
}

const MB = 1e6;
/** USER_HZ is 100 on every architecture that Linux tells times of. */
const TICK_MS = 10;

interface Sample {
  rate: number;
  cpu: number;
}

export function benchStdio({ rounds, dist, backend, mebibytes, progress }: StdioOptions): Promise<Metric[]> {
  return onBed(dist, async ({ context }) => {
    const contexts = { husk: context("husk", backend), runc: context("runc") };
    const bytes = mebibytes << 20;
    const sleep = ["sleep", "100000"];
    const ids = { husk: await contexts.husk.detached(sleep), runc: await contexts.runc.detached(sleep) };
    const metrics: Metric[] = [];
    const measure = async (name: string, script: (exec: string) => string) => {
      progress(`${name}, ${rounds} rounds of ${mebibytes} MiB`);
      const costs: Record<Runtime, number[]> = { husk: [], runc: [] };
      const rates = await alternate(rounds, async (runtime) => {
        const { rate, cpu } = await take(contexts[runtime], ids[runtime], bytes, script);
        costs[runtime].push(cpu);
        return rate;
      });
      // The first round is not counted, as it is not among the rates.
      const figures = [
        metric(name, "MB/s", rates.husk, rates.runc),
        metric(`${name}, CPU of the pod`, "ms/MB", costs.husk.slice(1), costs.runc.slice(1)),
      ];
      progress(table(figures, []));
      metrics.push(...figures);
    };
    await measure("container to FIFO", out(bytes, 65536));
    await measure("container to FIFO, writes of 1 KiB", out(bytes, 1024));
    await measure("FIFO to container", (exec) => `head -c ${bytes} /dev/zero | ${exec} wc -c`);
    return metrics;
  });
}

/** A script that reads `bytes` of a container's output, written `block` at a time. */
export function out(bytes: number, block: number): (exec: string) => string {
  return (exec) => `${exec} dd if=/dev/zero bs=${block} count=${bytes / block} 2>/dev/null | wc -c`;
}

/** Runs `script` with the words of an exec in `id`, less the time that an exec takes by itself. */
export async function take(
  context: Context,
  id: string,
  bytes: number,
  script: (exec: string) => string,
): Promise<Sample> {
  const { ms: overhead } = await context.exec(id, ["true"]);
  const pids = ["shim", "qemu"].flatMap((part) => podPids(context, id, part as "shim" | "qemu"));
  const args = context.containerd.ctrArgs(context.execArgs(id, []));
  const before = cpuMs(pids);
  const result = await execute("sh", ["-c", script('ctr "$@"'), "sh", ...args], { timeout: 300_000 });
  const cpu = cpuMs(pids) - before;
  if (result.stdout.trim() !== String(bytes)) {
    throw new Error(`Of ${bytes} bytes ${result.stdout.trim()} came under ${context.runtime}: ${result.stderr}`);
  }
  return { rate: bytes / MB / (Math.max(result.ms - overhead, 1) / 1000), cpu: cpu / (bytes / MB) };
}

/** Processor time of processes so far, the guest's included. */
function cpuMs(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ").at(-1)!.split(" ");
    return Number(fields[11]) + Number(fields[12]); // utime, stime
  });
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}
