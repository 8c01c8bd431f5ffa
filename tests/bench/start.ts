/**
 * `deno task bench start`: what a container costs, in time and memory, husk beside runc in one run. The rounds alternate,
 * so that both meet the same machine; the first of each is not counted.
 */
import { AUTO, type Backend } from "../e2e/backends.ts";
import { execute, mustRun } from "../e2e/command.ts";
import type { Context, Runtime } from "../e2e/context.ts";
import { type Part, podPids } from "../e2e/pod_processes.ts";
import { makeBundle, shim, shutDown } from "../e2e/shim_command.ts";
import { probeKvm } from "../../src/hypervisor/probe_kvm.ts";
import { memoryFileBytes, privateDirty, voluntarySwitches, wakeUpsBetween } from "../../src/linux/process_memory.ts";
import { messageOf } from "../../src/util/errors.ts";
import { onBed } from "./bed.ts";
import { type Budget, type Metric, metric } from "./stats.ts";

export interface StartOptions {
  /** Counted rounds of the timed metrics. */
  rounds: number;
  dist: string;
  /** How husk runs its VMs (`tests/e2e/backends.ts`); its own choice without it. */
  backend?: Backend;
  /** Receives a line for each step. */
  progress: (line: string) => void;
}

const runtimes: Runtime[] = ["husk", "runc"];
const MB = 1e6;
const idleSeconds = 10;
/** The most that a run may take, ten at once on a translated processor included. */
const RUN_MS = 300_000;
const streamBytes = 64 * 1024 * 1024;

/** DESIGN.md's budgets, of what this bench measures, and those that hold only where KVM runs the VMs, or only where it does not. */
const budgets: (Budget & { withKvm?: boolean })[] = [
  { metric: "ctr run echo", of: "ratio", atMost: 9, withKvm: false },
  { metric: "ctr run echo, first output", of: "ratio", atMost: 8, withKvm: true },
  { metric: "ten ctr run echo at once, the last one's end", of: "ratio", atMost: 4, withKvm: true },
  { metric: "start until the address is printed", of: "husk", atMost: 100 },
  { metric: "private dirty, shim", of: "husk", atMost: 16 },
  { metric: "private dirty, virtiofsd", of: "husk", atMost: 1 },
  { metric: "guest memory touched", of: "husk", atMost: 36 },
  { metric: "all host memory of an idle pod", of: "husk", atMost: 52, withKvm: true },
  { metric: "wake-ups, shim", of: "husk", atMost: 0 },
  { metric: "wake-ups, VM", of: "husk", atMost: 0 },
  { metric: "container to FIFO", of: "husk", atLeast: 100 },
  { metric: "size, agent", of: "husk", atMost: 1.2 },
  { metric: "size, initramfs", of: "husk", atMost: 4 },
  { metric: "size, kernel", of: "husk", atMost: 9 },
];

/** The budgets of a run on this backend. */
export function budgetsOf({ name, needsKvm }: Backend): Budget[] {
  const isKvm = needsKvm || (name === AUTO.name && probeKvm().ok);
  return budgets.filter(({ withKvm }) => withKvm === undefined || withKvm === isKvm);
}

/** Runs the bench on a private containerd of its own. */
export async function benchStart(options: StartOptions): Promise<Metric[]> {
  const { progress, rounds, dist } = options;
  return await onBed(dist, async ({ containerd, context }) => {
    const contexts = { husk: context("husk", options.backend), runc: context("runc") };
    progress(`ctr run echo, ${rounds} rounds`);
    const mark = containerd.log.mark();
    const echo = await alternate(rounds, (runtime) => timeRun(contexts[runtime]));
    const stages = stageTimes(containerd.log.since(mark));
    said(progress, "first output", { husk: outputs(echo.husk), runc: outputs(echo.runc) });
    progress(`ten at once, 3 rounds`);
    const ten = await alternate(3, (runtime) => timeTen(contexts[runtime]));
    said(progress, "ten at once", ten);
    progress(`start until the address is printed, ${rounds} rounds`);
    const start = await alternate(rounds, (runtime) => timeStart(contexts[runtime]));
    const ids = { husk: await idleContainer(contexts.husk), runc: await idleContainer(contexts.runc) };
    progress(`exec in a running container, ${rounds} rounds`);
    const exec = await alternate(rounds, (runtime) => timeExec(contexts[runtime], ids[runtime]));
    progress(`an idle pod: memory, and wake-ups in ${idleSeconds} s`);
    const idle = await measureIdle(contexts);
    for (const { metric, unit, husk } of idle) {
      progress(`  ${metric}, husk's median: ${husk.median.toFixed(2)} ${unit}`);
    }
    // Last: a translated processor may not outlive it (docs/decisions.md, "Guests that the test VM's processor resets").
    progress(`container to FIFO, 3 rounds of ${streamBytes / MB} MB each`);
    const stream = async (block: number) => {
      try {
        return await alternate(3, (runtime) => streamRate(contexts[runtime], ids[runtime], exec[runtime], block));
      } catch (error) {
        progress(`writes of ${block} bytes could not be measured: ${messageOf(error)}`);
        return undefined;
      }
    };
    const large = await stream(65536), small = await stream(1024);
    await contexts.husk.remove(ids.husk);
    await contexts.runc.remove(ids.runc);
    return [
      metric("ctr run echo", "ms", ends(echo.husk), ends(echo.runc)),
      metric("ctr run echo, first output", "ms", outputs(echo.husk), outputs(echo.runc)),
      metric("ten ctr run echo at once, the last one's end", "ms", ten.husk, ten.runc),
      metric("exec in a running container", "ms", exec.husk, exec.runc),
      metric("start until the address is printed", "ms", start.husk, start.runc),
      ...[...stages].map(([stage, times]) => metric(`stage ${stage}`, "ms", times)),
      ...(large === undefined ? [] : [metric("container to FIFO", "MB/s", large.husk, large.runc)]),
      ...(small === undefined ? [] : [metric("container to FIFO, writes of 1 KiB", "MB/s", small.husk, small.runc)]),
      ...idle,
      ...await sizes(dist),
    ];
  });
}

/** Takes `rounds` values of each runtime in turn, after one of each that is not counted. */
export async function alternate<T>(
  rounds: number,
  takeOnce: (runtime: Runtime) => Promise<T>,
): Promise<Record<Runtime, T[]>> {
  const values: Record<Runtime, T[]> = { husk: [], runc: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const runtime of runtimes) {
      const value = await takeOnce(runtime).catch((error: unknown) => {
        // A translated processor resets a guest at times, whoever runs it: said, and taken once more.
        console.error(`taken once more: ${messageOf(error)}`);
        return takeOnce(runtime);
      });
      if (round > 0) values[runtime].push(value);
    }
  }
  return values;
}

/** Figures as soon as they are there, for a run that does not come to its end. */
function said(progress: StartOptions["progress"], what: string, values: Record<Runtime, number[]>): void {
  for (const runtime of runtimes) {
    progress(`  ${what}, ${runtime}: ${values[runtime].map((value) => value.toFixed(0)).join(", ")} ms`);
  }
}

/** Milliseconds until a `ctr run --rm` has shown its output, and until it has ended. */
interface RunTimes {
  output: number;
  end: number;
}

const ends = (times: RunTimes[]) => times.map(({ end }) => end);
const outputs = (times: RunTimes[]) => times.map(({ output }) => output);

async function timeRun(context: Context): Promise<RunTimes> {
  const started = performance.now();
  const running = context.backgroundRun(["echo", "hello"]);
  const finished = running.finish(RUN_MS).then(({ code, stderr }) => {
    if (code !== 0) throw new Error(`ctr run failed under ${context.runtime}: ${stderr.trim()}`);
  });
  await Promise.race([running.line("hello", RUN_MS), finished]);
  const output = performance.now() - started;
  await finished;
  return { output, end: performance.now() - started };
}

/** Milliseconds until the last of ten that were started together has ended. */
async function timeTen(context: Context): Promise<number> {
  const started = performance.now();
  const runs = await Promise.allSettled(Array.from({ length: 10 }, () => timeRun(context)));
  const ms = performance.now() - started;
  for (const run of runs) if (run.status === "rejected") throw run.reason;
  return ms;
}

async function timeExec(context: Context, id: string): Promise<number> {
  const result = await context.exec(id, ["echo", "hello"]);
  if (result.stdout !== "hello\n") throw new Error(`ctr task exec failed under ${context.runtime}: ${result.stderr}`);
  return result.ms;
}

async function timeStart(context: Context): Promise<number> {
  const { id, bundle } = await makeBundle(context);
  const result = await shim(context, id, bundle, "start");
  if (result.code !== 0) throw new Error(`start failed under ${context.runtime}: ${result.stderr}`);
  await shutDown(context, result.stdout, id, bundle);
  return result.ms;
}

function idleContainer(context: Context): Promise<string> {
  return context.detached(["sleep", "100000"]);
}

/** MB/s of a container's output into ctr's FIFO, without the time that an exec takes by itself. */
async function streamRate(context: Context, id: string, exec: number[], block: number): Promise<number> {
  const overhead = Math.min(...exec);
  // In writes of a pipe's size the path is measured; in small ones, the guest's system calls.
  const command = ["dd", "if=/dev/zero", `bs=${block}`, `count=${streamBytes / block}`];
  const args = context.containerd.ctrArgs(context.execArgs(id, command));
  const result = await execute("sh", ["-c", 'ctr "$@" | wc -c', "sh", ...args], { timeout: 300_000 });
  if (result.stdout.trim() !== String(streamBytes)) {
    throw new Error(`Lost output under ${context.runtime}: ${result.stdout}`);
  }
  return streamBytes / MB / (Math.max(result.ms - overhead, 1) / 1000);
}

/** Milliseconds since `start` of each stage, from the lines that the serving shims have logged. */
export function stageTimes(log: string[]): Map<string, number[]> {
  const stages = new Map<string, number[]>();
  for (const line of log) {
    const match = line.includes("boot timeline") && line.match(/timeline=("(?:[^"\\]|\\.)*"|\{.*?\})/);
    if (!match) continue;
    const text = match[1]!.startsWith('"') ? JSON.parse(match[1]!) as string : match[1]!;
    for (const [stage, ms] of Object.entries(JSON.parse(text) as Record<string, number>)) {
      stages.set(stage, [...stages.get(stage) ?? [], ms]);
    }
  }
  return stages;
}

/** Memory and wake-ups of three idle pods of one container each, one after the other, beside as many of runc. */
async function measureIdle(contexts: Record<Runtime, Context>): Promise<Metric[]> {
  const samples: Record<Runtime, Map<string, number[]>> = { husk: new Map(), runc: new Map() };
  for (let round = 0; round < 3; round++) {
    for (const runtime of runtimes) {
      const context = contexts[runtime];
      const id = await idleContainer(context);
      // Pages of binaries that have just been written to disk count as dirty until they are written back.
      await mustRun("sync", []);
      const sample = await sampleIdle(context, id);
      for (const [name, value] of sample) {
        samples[runtime].set(name, [...samples[runtime].get(name) ?? [], value]);
      }
      await context.remove(id);
    }
  }
  const unit = (name: string) => name.startsWith("wake-ups") ? "/s" : "MB";
  return [...samples.husk].map(([name, values]) => metric(name, unit(name), values, samples.runc.get(name)));
}

async function sampleIdle(context: Context, id: string): Promise<Map<string, number>> {
  const pids = new Map<Part, number[]>();
  for (const part of ["shim", "virtiofsd", "qemu"] as const) pids.set(part, podPids(context, id, part));
  const sum = (part: Part, of: (pid: number) => number) => pids.get(part)!.reduce((total, pid) => total + of(pid), 0);
  // The in-process VMM's processors are threads of the shim's.
  const isVm = (part: Part, pid: number, thread: number) =>
    part === "qemu" || threadName(pid, thread).startsWith("vcpu");
  const switches = (of: "shim" | "VM") =>
    (["shim", "qemu"] as const).flatMap((part) =>
      pids.get(part)!.map((pid) => {
        const counts = [...voluntarySwitches(pid)];
        return new Map(counts.filter(([thread]) => isVm(part, pid, thread) === (of === "VM")));
      })
    );
  // The first seconds belong to what the start has left to do: Deno ends the threads of its pool after ten idle ones.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  const before = { shim: switches("shim"), VM: switches("VM") };
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
  const wakeUps = (of: "shim" | "VM") => {
    const after = switches(of);
    return before[of].reduce((total, each, index) => total + wakeUpsBetween(each, after[index]!), 0) / idleSeconds;
  };
  const sample = new Map([["private dirty, shim", sum("shim", privateDirty) / MB]]);
  const isHusk = context.runtime === "husk";
  if (isHusk) {
    sample.set("private dirty, virtiofsd", sum("virtiofsd", privateDirty) / MB);
    if (pids.get("qemu")!.length > 0) {
      sample.set("private dirty, QEMU without guest memory", sum("qemu", privateDirty) / MB);
    }
    sample.set("guest memory touched", (sum("shim", memoryFileBytes) + sum("qemu", memoryFileBytes)) / MB);
  }
  sample.set("all host memory of an idle pod", [...sample.values()].reduce((total, value) => total + value, 0));
  sample.set("wake-ups, shim", wakeUps("shim"));
  if (isHusk) sample.set("wake-ups, VM", wakeUps("VM"));
  return sample;
}

function threadName(pid: number, thread: number): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/task/${thread}/comm`).trim();
  } catch {
    return ""; // it has ended
  }
}

async function sizes(dist: string): Promise<Metric[]> {
  const files = { agent: "agent", initramfs: "initramfs.cpio", kernel: "vmlinux", "shim's program": "husk.js" };
  const found: Metric[] = [];
  for (const [name, file] of Object.entries(files)) {
    found.push(metric(`size, ${name}`, "MB", [(await Deno.stat(`${dist}/${file}`)).size / MB]));
  }
  return found;
}
