/**
 * `deno task bench density`: how many pods a machine takes, and how fast. Pods of one container each are run through the CRI
 * until there are `pods`, a few at a time as a kubelet does, first with runc and then with husk; then all are removed, and
 * nothing may be left. Memory is the machine's own figure (MemAvailable), so that all is in it: processes, guests, kernel.
 */
import { findPod, memoryOf } from "../../src/cli/pods.ts";
import { availableMiB } from "../../scripts/setup.ts";
import { removeCgroups } from "../e2e/cgroups.ts";
import { Containerd } from "../e2e/containerd.ts";
import { Context, type Runtime } from "../e2e/context.ts";
import { prepareCri } from "../e2e/cri_setup.ts";
import { prepareImages } from "../e2e/images.ts";
import { findLeaks, takeSnapshot } from "../e2e/leaks.ts";
import type { Chart } from "./curve_svg.ts";
import { type Pod, Pods } from "../e2e/pods.ts";

export interface DensityOptions {
  pods: number;
  /** Pods that are being started at a time. */
  parallel: number;
  dist: string;
  progress: (line: string) => void;
}

/** One pod whose container runs. */
export interface Sample {
  pods: number;
  /** Since the first RunPodSandbox. */
  seconds: number;
  /** MiB of the machine's memory that are gone since then. */
  memoryMiB: number;
}

export interface Density {
  runtime: Runtime;
  /** In the order in which they came to run; the first is of no pod. */
  samples: Sample[];
  /** Bytes that a pod's own processes and its guest hold on average, where husk can tell; however busy the machine is. */
  own?: number;
  /** Seconds until all were removed. */
  removal: number;
  /** What was left then, a line each. */
  leaks: string[];
}

/** Runs the bench for each runtime on a private containerd of its own. */
export async function benchDensity(options: DensityOptions): Promise<Density[]> {
  const results: Density[] = [];
  for (const runtime of ["runc", "husk"] as const) results.push(await fill(runtime, options));
  return results;
}

async function fill(runtime: Runtime, { pods: wanted, parallel, dist, progress }: DensityOptions): Promise<Density> {
  await using stack = new AsyncDisposableStack();
  // Not below /tmp: it may be a tmpfs, or swept.
  const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-bench-" });
  stack.defer(() => Deno.remove(directory, { recursive: true }));
  const cri = stack.use(await prepareCri(directory));
  const containerd = new Containerd(directory, directory.split("/").at(-1)!.toLowerCase(), dist, cri.config);
  stack.defer(() => removeCgroups(containerd.namespace));
  await containerd.start();
  stack.defer(() => containerd.stop());
  await prepareImages(containerd);
  const context = new Context(containerd, runtime, dist);
  let closing: Promise<void> | undefined;
  const close = () => closing ??= context.close();
  stack.defer(close);
  const scope = { containerd, marks: () => context.marks(), exclusive: false };
  const before = await takeSnapshot(scope);

  const pods = new Pods(context);
  const running: Pod[] = [];
  const baseline = available();
  const samples: Sample[] = [{ pods: 0, seconds: 0, memoryMiB: 0 }];
  const start = performance.now();
  await inParallel(wanted, parallel, async () => {
    const pod = await pods.run();
    await pod.start("c", "exec sleep 100000");
    running.push(pod);
    const seconds = (performance.now() - start) / 1000;
    samples.push({ pods: running.length, seconds, memoryMiB: baseline - available() });
    if (running.length % 10 === 0) progress(`${runtime}: ${running.length} pods after ${seconds.toFixed(1)} s`);
  });
  const own = runtime === "husk" ? running.reduce((sum, { id }) => sum + memoryOfPod(id), 0) / wanted : undefined;
  const removing = performance.now();
  await inParallel(wanted, parallel, () => running.pop()!.remove());
  const removal = (performance.now() - removing) / 1000;
  await close();
  const leaks = await findLeaks(before, scope, 10_000);
  progress(`${runtime}: removed after ${removal.toFixed(1)} s, ${leaks.length} things left`);
  return { runtime, samples, removal, leaks, ...(own !== undefined && { own }) };
}

/** Runs `count` times, at most `parallel` at once; rejects with the first failure, once those under way have ended. */
export async function inParallel(count: number, parallel: number, task: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      await task().catch((error) => {
        left = 0;
        throw error;
      });
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(parallel, count) }, worker));
  for (const result of settled) if (result.status === "rejected") throw result.reason;
}

/** Private dirty memory of a pod's processes, and what its guest has touched. */
function memoryOfPod(id: string): number {
  const { processes, guest } = memoryOf(findPod(id));
  return processes.reduce((sum, { own }) => sum + own, guest);
}

function available(): number {
  return availableMiB(Deno.readTextFileSync("/proc/meminfo"));
}

/** Growth per pod: the slope of the line that fits best (least squares). */
export function slope(points: readonly { x: number; y: number }[]): number {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x = mean((point) => point.x), y = mean((point) => point.y);
  const numerator = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return numerator / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

/** Time and memory against pods. */
export function densityCharts(results: readonly Density[]): Chart[] {
  const lines = (of: (sample: Sample) => number) =>
    results.map(({ runtime, samples }) => ({
      name: runtime,
      points: samples.map((sample) => ({ x: sample.pods, y: of(sample) })),
    }));
  return [
    { title: "Time until they run", xLabel: "pods", yLabel: "s", lines: lines(({ seconds }) => seconds) },
    { title: "Memory of the host", xLabel: "pods", yLabel: "MiB", lines: lines(({ memoryMiB }) => memoryMiB) },
  ];
}

/** The figures as text. */
export function densityText(results: readonly Density[]): string {
  const lines = results.map(({ runtime, samples, removal, leaks, own }) => {
    const last = samples.at(-1)!;
    const perPod = slope(samples.map(({ pods, memoryMiB }) => ({ x: pods, y: memoryMiB })));
    const seconds = slope(samples.map(({ pods, seconds }) => ({ x: pods, y: seconds })));
    return `${runtime}: ${last.pods} pods in ${last.seconds.toFixed(1)} s (${seconds.toFixed(2)} s more for each), ` +
      `${perPod.toFixed(1)} MiB of the machine's memory each` +
      `${own === undefined ? "" : ` (${(own / 2 ** 20).toFixed(1)} its processes' and its guest's)`}, removed in ${
        removal.toFixed(1)
      } s, ${leaks.length} things left`;
  });
  return [...lines, ...results.flatMap(({ leaks }) => leaks.map((leak) => `left: ${leak}`))].join("\n");
}
