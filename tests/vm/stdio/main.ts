/**
 * Stress and rates of stdio in one pod, without containerd: `deno run -A tests/vm/stdio/main.ts [--way NAME] [--runs N] [--seed N]
 * [--mb N]`; all ways but "calls" need real KVM: `deno task vm -- ...`.
 */
import { parseArgs } from "@std/cli/parse-args";
import { type Counts, noCounts } from "../../../scripts/test_counts.ts";
import { assertEquals } from "@std/assert";
import { exec, type ExecResult } from "./exec.ts";
import { startStdioPod, type StdioPod, type Way, WAYS } from "./pod.ts";

const DIST = new URL("../../../dist", import.meta.url).pathname;
/** A stall is a run without an end; nothing here takes as long on the slowest of machines. */
const STALL_MS = 60_000;
const PARALLEL = 4;

/** xorshift32: the same runs for the same seed. */
function generator(seed: number): (below: number) => number {
  let state = seed || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function numbers(from: number, to: number, end = "\n"): string {
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}${end}`).join("");
}

type Run = (pod: StdioPod, random: (below: number) => number) => Promise<void>;

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** Sizes of all orders of magnitude up to 2^bits. */
const sizeOf = (random: (below: number) => number, bits: number) => random(1 << random(bits + 1));

function mustBe(result: ExecResult, status: number, stdout: string, stderr: string): void {
  assertEquals(result.status, status, "exit code");
  assertEquals([result.stdout.length, result.stderr.length], [stdout.length, stderr.length], "length");
  if (text(result.stdout) !== stdout || text(result.stderr) !== stderr) throw new Error("other bytes than written");
}

const RUNS: Readonly<Record<string, Run>> = {
  "both ways": async (pod, random) => {
    const stdin = new Uint8Array(sizeOf(random, 21)).map(() => random(256));
    const { status, stdout } = await exec(pod, ["cat"], { stdin });
    assertEquals([status, stdout.length], [0, stdin.length]);
    if (stdout.some((byte, index) => byte !== stdin[index])) throw new Error("other bytes than written");
  },
  "both outputs, then the exit": async (pod, random) => {
    const [a, b, code] = [1 + sizeOf(random, 15), 1 + sizeOf(random, 15), random(100)];
    const result = await exec(pod, ["sh", "-c", `seq 1 ${a}; seq 7 ${b + 6} >&2; exit ${code}`]);
    mustBe(result, code, numbers(1, a), numbers(7, b + 6));
  },
  "a reader that pauses": async (pod, random) => {
    const count = 20_000 + random(60_000);
    const pause = () => random(40) === 0 ? random(60) : 0;
    mustBe(await exec(pod, ["seq", "1", String(count)], { pause }), 0, numbers(1, count), "");
  },
  "a terminal": async (pod, random) => {
    const count = 1 + sizeOf(random, 13);
    mustBe(await exec(pod, ["seq", "1", String(count)], { terminal: true }), 0, numbers(1, count, "\r\n"), "");
  },
  "an output that is opened again": async (pod, random) => {
    const count = 1 + sizeOf(random, 8);
    const script =
      `i=0; while [ $i -lt ${count} ]; do i=$((i + 1)); echo $i >> /dev/stdout; echo $i >> /dev/stderr; done`;
    mustBe(await exec(pod, ["sh", "-c", script]), 0, numbers(1, count), numbers(1, count));
  },
  "input that nobody reads": async (pod, random) => {
    const stdin = new Uint8Array(sizeOf(random, 20));
    const result = await exec(pod, ["sh", "-c", "exit 4"], { stdin, closesStdin: random(2) === 0 });
    assertEquals(result.status, 4);
  },
};

async function stress(pod: StdioPod, runs: number, seed: number): Promise<void> {
  const names = Object.keys(RUNS);
  let next = 0;
  const worker = async () => {
    for (let run; (run = next++) < runs;) {
      const name = names[run % names.length]!;
      const random = generator(seed * 1000 + run);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stall = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no end after ${STALL_MS / 1000} s`)), STALL_MS);
      });
      try {
        await Promise.race([RUNS[name]!(pod, random), stall]);
      } catch (cause) {
        throw new Error(`run ${run} of seed ${seed} (${name})`, { cause });
      } finally {
        clearTimeout(timer);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

/** Processor time of this process and `pids` so far, in milliseconds. */
function cpuMs(pids: readonly number[]): number {
  const ticks = [Deno.pid, ...pids].map((pid) => {
    const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ").at(-1)!.split(" ");
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * 10; // USER_HZ is 100
}

async function rates(pod: StdioPod, mb: number): Promise<void> {
  const measure = async (what: string, bytes: number, run: () => Promise<unknown>) => {
    const [cpu, start] = [cpuMs(pod.vmPids), performance.now()];
    await run();
    const ms = performance.now() - start, mb = bytes / 1e6;
    const cost = (cpuMs(pod.vmPids) - cpu) / mb;
    console.log(`${what}: ${(mb / (ms / 1000)).toFixed(1)} MB/s, ${cost.toFixed(2)} ms of CPU/MB`);
  };
  await exec(pod, ["true"]);
  for (const block of [65536, 1024]) {
    const count = Math.round(mb * 1e6 / block / (block < 4096 ? 4 : 1)); // small ones take long
    const bytes = block * count;
    await measure(`container to FIFO, ${bytes} bytes in writes of ${block}`, bytes, async () => {
      const args = ["dd", "if=/dev/zero", `bs=${block}`, `count=${count}`];
      assertEquals((await exec(pod, args, { discards: true })).stdoutBytes, bytes);
    });
  }
  const stdin = new Uint8Array(mb * 1e6);
  await measure("FIFO to container", stdin.length, async () => {
    assertEquals(text((await exec(pod, ["wc", "-c"], { stdin })).stdout).trim(), String(stdin.length));
  });
}

/** Runs the stress in a pod of each way that needs KVM, or of those whose name `isWanted`, and reports each on a line. */
export async function testStdio(
  print: (line: string) => void,
  runs: number,
  seed: number,
  isWanted: (name: string) => boolean,
): Promise<Counts> {
  let [passed, failed] = [0, 0];
  for (const way of WAYS.filter((way) => way !== "calls")) {
    const name = `${way}: ${runs} execs at random lose no byte of their stdio`;
    if (!isWanted(name)) continue;
    const start = performance.now();
    try {
      await using pod = await startStdioPod(way, DIST);
      await stress(pod, runs, seed);
      passed++;
      print(`ok    ${name} (${((performance.now() - start) / 1000).toFixed(1)} s, seed ${seed})`);
    } catch (error) {
      failed++;
      print(`FAIL  ${name} (seed ${seed})\n${Deno.inspect(error)}`);
    }
  }
  return { ...noCounts(), passed, failed };
}

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["way", "runs", "seed", "mb"] });
  const seed = Number(args["seed"] ?? Date.now() % 100_000);
  let failed = 0;
  for (const way of args["way"] === undefined ? WAYS.filter((way) => way !== "calls") : [args["way"] as Way]) {
    await using pod = await startStdioPod(way, DIST);
    try {
      const start = performance.now();
      await stress(pod, Number(args["runs"] ?? 50), seed);
      console.log(
        `${way}: ${args["runs"] ?? 50} runs, seed ${seed}: ${((performance.now() - start) / 1000).toFixed(1)} s`,
      );
      if (args["mb"] !== undefined) await rates(pod, Number(args["mb"]));
    } catch (error) {
      failed++;
      console.log(`${way}:`, error);
    }
  }
  Deno.exit(failed === 0 ? 0 : 1);
}
