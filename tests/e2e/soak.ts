/**
 * Pods made and removed in a loop while their parts, and containerd, are killed at random moments: `deno task soak [--pods N]
 * [--seed N]`. The same loop runs for a dozen pods among the end-to-end cases. What was random is told by the seed.
 */
import { assert, assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";
import { DEFAULT_CONTAINERD, useContainerd } from "../../scripts/containerd_versions.ts";
import { mountsBelow } from "../../src/linux/mount.ts";
import type { Context } from "./context.ts";
import { runE2e, type TestCase } from "./harness.ts";
import { type Part, podPids } from "./pod_processes.ts";

/** Pods that are there at once, beside the one that stays. */
const BATCH = 4;
const PARTS: readonly (Part | undefined)[] = ["shim", "qemu", "virtiofsd", undefined];
/** A kill comes at any moment of a start and of the time after it. */
const WITHIN_MS = 2_500;
const REMOVE_TRIES = 40;

/** What must not grow: of the pod that stays, of containerd, of the host. */
interface Footprint {
  shimFds: number;
  shimMB: number;
  vmmFds: number;
  containerdFds: number;
  mounts: number;
}

export function soakCase(pods: number, seed: number): TestCase {
  return {
    name: `${pods} pods made and removed with random kills: all can be removed, and what stays is flat`,
    runtimes: ["husk"],
    timeout: 60_000 + pods * 20_000,
    async run(context) {
      context.note(`seed ${seed}`);
      const random = randomFrom(seed);
      const lasting = await context.detached(["sleep", "100000"]);
      const killed = new Map<string, number>();
      let before: Footprint | undefined;
      let after: Footprint | undefined;
      for (let made = 0; made < pods; made += BATCH) {
        const size = Math.min(BATCH, pods - made);
        const ids = await Promise.all(Array.from({ length: size }, () => startAndKill(context, random, killed)));
        // The first, the last and some others: measured are two containerds of the same age.
        const isMeasured = made === 0 || made + BATCH >= pods;
        if (isMeasured || random() < 0.3) {
          await context.containerd.kill();
          await context.containerd.start();
          killed.set("containerd", (killed.get("containerd") ?? 0) + 1);
        }
        await Promise.all(ids.map((id) => remove(context, id)));
        assertEquals((await context.exec(lasting, ["echo", "alive"])).stdout, "alive\n");
        if (isMeasured) after = await footprint(context, lasting);
        before ??= after;
      }
      context.note([...killed].map(([part, times]) => `${times} x ${part}`).join(", "));
      context.note(`${JSON.stringify(before)} to ${JSON.stringify(after)}`);
      assert(after!.shimFds <= before!.shimFds + 1, "descriptors of the shim that stays grow");
      assert(after!.vmmFds <= before!.vmmFds + 1, "descriptors of the VMM that stays grow");
      assert(after!.containerdFds <= before!.containerdFds + 5, "descriptors of containerd grow");
      assert(after!.shimMB <= before!.shimMB + 3, "memory of the shim that stays grows");
      assertEquals(after!.mounts, before!.mounts);
    },
  };
}

/** Starts a pod and kills a part of it, or none, at some moment; how the start ends is the moment's matter. Resolves to its id. */
async function startAndKill(context: Context, random: () => number, killed: Map<string, number>): Promise<string> {
  const id = context.id("soak");
  const part = PARTS[Math.floor(random() * PARTS.length)];
  const moment = random() * WITHIN_MS;
  const args = context.runArgs(["sleep", "1000"], { id, flags: ["-d", "--null-io"] });
  const started = context.ctr(args, { timeout: 60_000 });
  if (part !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, moment));
    for (const pid of podPids(context, id, part)) {
      try {
        Deno.kill(pid, "SIGKILL");
        killed.set(part, (killed.get(part) ?? 0) + 1);
      } catch {
        // Its parent has gone first.
      }
    }
  }
  await started;
  return id;
}

/** Removes the container whatever became of it. containerd needs a moment to see that a shim is gone: until then it refuses. */
export async function remove(context: Context, id: string): Promise<void> {
  for (let tries = REMOVE_TRIES;; tries--) {
    try {
      return await context.remove(id);
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/**
 * What is held once all that was asked for is over: its last event goes to containerd, and its timers end, after the answer. Nothing tells of
 * that moment, so it is what is held at the quietest of several.
 */
async function footprint(context: Context, id: string): Promise<Footprint> {
  const least = await footprintNow(context, id);
  for (let looks = 20; looks > 0; looks--) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await footprintNow(context, id);
    for (const key of Object.keys(now) as (keyof Footprint)[]) least[key] = Math.min(least[key], now[key]);
  }
  return least;
}

async function footprintNow(context: Context, id: string): Promise<Footprint> {
  const [shim] = podPids(context, id, "shim"),
    [vmm] = podPids(context, id, "qemu"),
    [containerd] = context.containerd.pids;
  const fds = (pid: number) => [...Deno.readDirSync(`/proc/${pid}/fd`)].length;
  const rollup = await Deno.readTextFile(`/proc/${shim}/smaps_rollup`);
  const kilobytes = Number(/^Private_Dirty:\s+(\d+) kB/m.exec(rollup)![1]);
  return {
    shimFds: fds(shim!),
    shimMB: Math.round(kilobytes / 102.4) / 10,
    vmmFds: fds(vmm!),
    containerdFds: fds(containerd!),
    mounts: mountsBelow(`/run/husk/${context.containerd.namespace}`).length +
      mountsBelow(context.containerd.directory).length,
  };
}

/** Numbers from 0 to 1 that follow from `seed` (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["pods", "seed", "dist"] });
  const pods = Number(args["pods"] ?? 200);
  const seed = Number(args["seed"] ?? crypto.getRandomValues(new Uint32Array(1))[0]);
  await useContainerd(DEFAULT_CONTAINERD, console.error);
  const dist = args["dist"] ?? new URL("../../dist", import.meta.url).pathname;
  const { failed } = await runE2e({ cases: [soakCase(pods, seed)], runtime: "husk", dist });
  Deno.exit(failed === 0 ? 0 : 1);
}
