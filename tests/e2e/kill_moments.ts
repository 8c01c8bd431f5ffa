/**
 * The shim killed at random moments of a boot: what it had made until then is nobody's, and `delete` must find it. By hand, in the test VM:
 * `deno task vm -- deno run -A tests/e2e/kill_moments.ts [--moments N] [--seed N] [--backend NAME]`.
 */
import { exists } from "../../src/linux/exists.ts";
import { assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";
import { DEFAULT_CONTAINERD, useContainerd } from "../../scripts/containerd_versions.ts";
import { backendNamed } from "./backends.ts";
import type { Context } from "./context.ts";
import { runE2e, type TestCase } from "./harness.ts";
import { podPids, startedPid } from "./pod_processes.ts";
import { randomFrom, remove } from "./soak.ts";

const PARTS = ["shim", "qemu", "virtiofsd"] as const;
/** How long what dies with the shim may take to be gone: nobody tells of the end of a process that is not his child. */
const GONE_MS = 10_000;

/** How far a start had come. */
type Stage = "no VM" | "unknown to containerd" | "virtiofsd" | "a VM" | "running";

export function killMomentsCase(moments: number, seed: number): TestCase {
  return {
    name: `kill -9 of the shim at ${moments} random moments of a boot: nothing is left after delete`,
    runtimes: ["husk"],
    timeout: 30_000 + moments * 12_000,
    async run(context) {
      context.note(`seed ${seed}`);
      const random = randomFrom(seed);
      const whole = await bootTime(context);
      const stages: Stage[] = [];
      for (let count = 0; count < moments; count++) stages.push(await killAt(context, random() * whole));
      // One that containerd has not heard of is cleaned up after by whoever starts next.
      assertEquals((await context.run(["true"])).code, 0);
      const times = Map.groupBy(stages, (stage) => stage);
      context.note(`a boot takes ${(whole / 1000).toFixed(1)} s`);
      context.note(Array.from(times, ([stage, { length }]) => `${length} x ${stage}`).join(", "));
    },
  };
}

/** From the shim's first moment to a running container, in milliseconds; the pod is removed. */
async function bootTime(context: Context): Promise<number> {
  const id = context.id("whole");
  const start = context.ctr(context.runArgs(["sleep", "1000"], { id, flags: ["-d", "--null-io"] }));
  await startedPid(context, id, "shim");
  const began = performance.now();
  assertEquals((await start).code, 0);
  const took = performance.now() - began;
  await context.remove(id);
  return took;
}

/** Starts a pod, kills its shim `ms` after that has appeared, and removes what is left. */
async function killAt(context: Context, ms: number): Promise<Stage> {
  const id = context.id("moment");
  const started = context.ctr(context.runArgs(["sleep", "1000"], { id, flags: ["-d", "--null-io"] }), {
    timeout: 60_000,
  });
  const shim = await startedPid(context, id, "shim");
  await new Promise((resolve) => setTimeout(resolve, ms));
  const had = stageOf(context, id, shim);
  Deno.kill(shim, "SIGKILL");
  const { code, stderr } = await started;
  const isUnknown = /start failed: .*connect/.test(stderr);
  const stage: Stage = code === 0 ? "running" : isUnknown ? "unknown to containerd" : had;
  await remove(context, id);
  if (isUnknown) return stage;
  const folder = `/run/husk/${context.containerd.namespace}/${id}`;
  const left = () => [
    ...PARTS.flatMap((part) => podPids(context, id, part).map((pid) => `${part} ${pid}`)),
    ...Deno.readTextFileSync("/proc/self/mountinfo").split("\n").filter((line) => line.includes(id)),
    ...[folder, context.bundle(id)].filter((path) => exists(path)),
  ];
  for (const end = performance.now() + GONE_MS; left().length > 0 && performance.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assertEquals(left(), [], `killed after ${ms.toFixed(0)} ms (${stage})`);
  return stage;
}

function stageOf(context: Context, id: string, shim: number): Stage {
  const threads = Array.from(Deno.readDirSync(`/proc/${shim}/task`), ({ name }) => {
    try {
      return Deno.readTextFileSync(`/proc/${shim}/task/${name}/comm`);
    } catch {
      return ""; // ended since it was listed
    }
  });
  const isVm = podPids(context, id, "qemu").length > 0 || threads.some((name) => name.startsWith("vcpu"));
  return isVm ? "a VM" : podPids(context, id, "virtiofsd").length > 0 ? "virtiofsd" : "no VM";
}

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["moments", "seed", "backend"] });
  const seed = Number(args["seed"] ?? crypto.getRandomValues(new Uint32Array(1))[0]);
  await useContainerd(DEFAULT_CONTAINERD, console.error);
  const { failed } = await runE2e({
    cases: [killMomentsCase(Number(args["moments"] ?? 20), seed)],
    runtime: "husk",
    backend: backendNamed(args["backend"] ?? "auto"),
    dist: new URL("../../dist", import.meta.url).pathname,
  });
  Deno.exit(failed === 0 ? 0 : 1);
}
