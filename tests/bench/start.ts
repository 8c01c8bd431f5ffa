/**
 * `deno task bench start`: what a container costs, in time and memory, husk beside runc in one run. The rounds alternate,
 * so that both meet the same machine; the first of each is not counted.
 */
import { execute, mustRun } from "../e2e/command.ts";
import { Containerd } from "../e2e/containerd.ts";
import { Context, type Runtime } from "../e2e/context.ts";
import { removeCgroups } from "../e2e/harness.ts";
import { prepareImages } from "../e2e/images.ts";
import { type Part, podPids } from "../e2e/pod_processes.ts";
import { makeBundle, shim, shutDown } from "../e2e/shim_command.ts";
import { memoryFileBytes, privateDirty, voluntarySwitches, wakeUpsBetween } from "./memory.ts";
import { type Budget, type Metric, metric } from "./stats.ts";

export interface StartOptions {
  /** Counted rounds of the timed metrics. */
  rounds: number;
  dist: string;
  /** Receives a line for each step. */
  progress: (line: string) => void;
}

const runtimes: Runtime[] = ["husk", "runc"];
const MB = 1e6;
const idleSeconds = 10;
const streamBytes = 64 * 1024 * 1024;

/** DESIGN.md's budgets, of what this bench measures. */
export const budgets: Budget[] = [
  { metric: "ctr run echo", of: "ratio", atMost: 9 },
  { metric: "start until the address is printed", of: "husk", atMost: 100 },
  { metric: "private dirty, shim", of: "husk", atMost: 16 },
  { metric: "private dirty, virtiofsd", of: "husk", atMost: 1 },
  { metric: "guest memory touched", of: "husk", atMost: 36 },
  { metric: "all host memory of an idle pod", of: "husk", atMost: 52 },
  { metric: "wake-ups, shim", of: "husk", atMost: 0 },
  { metric: "wake-ups, VM", of: "husk", atMost: 0 },
  { metric: "container to FIFO", of: "husk", atLeast: 100 },
  { metric: "size, agent", of: "husk", atMost: 1.2 },
  { metric: "size, initramfs", of: "husk", atMost: 4 },
  { metric: "size, kernel", of: "husk", atMost: 9 },
];

/** Runs the bench on a private containerd of its own. */
export async function benchStart(options: StartOptions): Promise<Metric[]> {
  // Not below /tmp: it may be a tmpfs, or swept.
  const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-bench-" });
  const containerd = new Containerd(directory, directory.split("/").at(-1)!.toLowerCase(), options.dist);
  const contexts = {
    husk: new Context(containerd, "husk", options.dist),
    runc: new Context(containerd, "runc", options.dist),
  };
  const { progress, rounds } = options;
  try {
    await containerd.start();
    await prepareImages(containerd);
    progress(`ctr run echo, ${rounds} rounds`);
    const mark = containerd.log.mark();
    const echo = await alternate(rounds, (runtime) => timeRun(contexts[runtime]));
    const stages = stageTimes(containerd.log.since(mark));
    progress(`start until the address is printed, ${rounds} rounds`);
    const start = await alternate(rounds, (runtime) => timeStart(contexts[runtime]));
    const ids = { husk: await idleContainer(contexts.husk), runc: await idleContainer(contexts.runc) };
    progress(`exec in a running container, ${rounds} rounds`);
    const exec = await alternate(rounds, (runtime) => timeExec(contexts[runtime], ids[runtime]));
    progress(`container to FIFO, 3 rounds of ${streamBytes / MB} MB each`);
    const large = await alternate(3, (runtime) => streamRate(contexts[runtime], ids[runtime], exec[runtime], 65536));
    const small = await alternate(3, (runtime) => streamRate(contexts[runtime], ids[runtime], exec[runtime], 1024));
    await contexts.husk.remove(ids.husk);
    await contexts.runc.remove(ids.runc);
    progress(`an idle pod: memory, and wake-ups in ${idleSeconds} s`);
    const idle = await measureIdle(contexts);
    return [
      metric("ctr run echo", "ms", echo.husk, echo.runc),
      metric("exec in a running container", "ms", exec.husk, exec.runc),
      metric("start until the address is printed", "ms", start.husk, start.runc),
      ...[...stages].map(([stage, times]) => metric(`stage ${stage}`, "ms", times)),
      metric("container to FIFO", "MB/s", large.husk, large.runc),
      metric("container to FIFO, writes of 1 KiB", "MB/s", small.husk, small.runc),
      ...idle,
      ...await sizes(options.dist),
    ];
  } finally {
    for (const context of Object.values(contexts)) {
      await context.close();
      await context.forceClean();
    }
    await containerd.stop();
    removeCgroups(containerd.namespace);
    await Deno.remove(directory, { recursive: true });
  }
}

/** Takes `rounds` values of each runtime in turn, after one of each that is not counted. */
async function alternate(
  rounds: number,
  take: (runtime: Runtime) => Promise<number>,
): Promise<Record<Runtime, number[]>> {
  const values: Record<Runtime, number[]> = { husk: [], runc: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const runtime of runtimes) {
      const value = await take(runtime);
      if (round > 0) values[runtime].push(value);
    }
  }
  return values;
}

async function timeRun(context: Context): Promise<number> {
  const result = await context.run(["echo", "hello"]);
  if (result.stdout !== "hello\n") throw new Error(`ctr run failed under ${context.runtime}: ${result.stderr}`);
  return result.ms;
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
  const switches = (part: Part) => pids.get(part)!.map(voluntarySwitches);
  // The first seconds belong to what the start has left to do: Deno ends the threads of its pool after ten idle ones.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  const before = { shim: switches("shim"), qemu: switches("qemu") };
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
  const wakeUps = (part: "shim" | "qemu") => {
    const after = switches(part);
    return before[part].reduce((total, each, index) => total + wakeUpsBetween(each, after[index]!), 0) / idleSeconds;
  };
  const sample = new Map([["private dirty, shim", sum("shim", privateDirty) / MB]]);
  const isHusk = context.runtime === "husk";
  if (isHusk) {
    sample.set("private dirty, virtiofsd", sum("virtiofsd", privateDirty) / MB);
    sample.set("private dirty, QEMU without guest memory", sum("qemu", privateDirty) / MB);
    sample.set("guest memory touched", sum("qemu", memoryFileBytes) / MB);
  }
  sample.set("all host memory of an idle pod", [...sample.values()].reduce((total, value) => total + value, 0));
  sample.set("wake-ups, shim", wakeUps("shim"));
  if (isHusk) sample.set("wake-ups, VM", wakeUps("qemu"));
  return sample;
}

async function sizes(dist: string): Promise<Metric[]> {
  const files = { agent: "agent", initramfs: "initramfs.cpio", kernel: "vmlinux", "shim's program": "husk.js" };
  const found: Metric[] = [];
  for (const [name, file] of Object.entries(files)) {
    found.push(metric(`size, ${name}`, "MB", [(await Deno.stat(`${dist}/${file}`)).size / MB]));
  }
  return found;
}
