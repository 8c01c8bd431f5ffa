/** `deno task test`: set-up, build, the gate with its unit tests, then the end-to-end tests; ends in the line of totals. */
import { CHOSEN } from "../tests/conformance/chosen.ts";
import { runConformance } from "../tests/conformance/conformance.ts";
import { runAcrossVersions } from "../tests/e2e/across_versions.ts";
import { allCases } from "../tests/e2e/cases/mod.ts";
import { runE2e } from "../tests/e2e/harness.ts";
import { k8sCases } from "../tests/k8s/cases/mod.ts";
import { AT_SECOND_TRY, hasSecondTry, SECOND_TRY } from "../tests/e2e/second_try.ts";
import { runK8s } from "../tests/k8s/harness.ts";
import { DONE } from "../tests/vm/done.ts";
import { buildAll } from "./build.ts";
import { whyNoKubernetes } from "./cluster/kubernetes.ts";
import { DEFAULT_CONTAINERD, NotAvailable, useContainerd } from "./containerd_versions.ts";
import { startPrefetch } from "./prefetch.ts";
import { type Log, stderrLog } from "./progress.ts";
import { setUp, SetupError } from "./setup.ts";
import { addCounts, countReport, type Counts, countTests, noCounts, resultLines, totals } from "./test_counts.ts";
import { TestVmError } from "./vm/machine.ts";
import { HUNG, runInVm, SILENT } from "./vm/run.ts";

/** The most that the test VM's cases may take. */
const VM_SECONDS = 1500;
/** Room for the largest VM of its cases, which touches a fraction of that; and so does the test VM. */
const VM_MIB = 9216;
/** A case has 240 s, and then some to clean up: who is silent for longer has lost its way. */
const VM_SILENCE_SECONDS = 330;
const ROOT = new URL("..", import.meta.url).pathname;
/** Set where the tests run below a reaper of their own. */
const REAPED = "HUSK_TEST_REAPED";

/**
 * Runs this program again below a process that reaps at once whatever is orphaned below it. The machine's first process may take
 * its time (two seconds in some containers), and each case waits until its pods' processes have gone.
 */
async function runReaped(): Promise<number> {
  const log = stderrLog();
  await setUp(["build", "run", "test"], log);
  const child = new Deno.Command("tini", {
    args: ["-s", "--", Deno.execPath(), "run", "-A", import.meta.filename!],
    env: { [REAPED]: "1" },
  }).spawn();
  return (await child.status).code;
}

/** Runs the gate as a process of its own, shows what it prints and counts its tests; a gate that fails counts as one. */
async function runGate(): Promise<Counts> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "scripts/ok.ts"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    await Deno.stdout.write(new TextEncoder().encode(part));
  }
  const counts = countTests(text);
  if (!(await child.status).success && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

async function testAll(): Promise<Counts> {
  const log = stderrLog();
  const dist = await buildAll(log);
  using _prefetch = startPrefetch();
  log("gate: deno task ok");
  let gate = await runGate();
  if (gate.failed > 0 && hasSecondTry) {
    log("gate: deno task ok, again");
    gate = await runGate();
    if (gate.failed === 0) gate.unsteady.push(`deno task ok (${AT_SECOND_TRY})`);
  }
  log("end to end: containerd, ctr and husk");
  await useContainerd(DEFAULT_CONTAINERD, log);
  const e2e = await runE2e({ cases: allCases, runtime: "husk", dist: dist.dir });
  const versions = await runAcrossVersions(dist.dir);
  const suite = await runSuiteTests(dist.dir, log);
  await useContainerd(DEFAULT_CONTAINERD, log);
  const vm = await runVmTests(log);
  const kubernetes = await runKubernetes(dist.dir, log);
  return [e2e, versions, suite, vm, kubernetes].reduce(addCounts, gate);
}

/** The pod features through kubectl, on a one-node cluster; a skip with its reason where Kubernetes cannot be built. */
async function runKubernetes(dist: string, log: Log): Promise<Counts> {
  const why = await whyNoKubernetes();
  if (why !== undefined) return { ...noCounts(), skipped: [`Kubernetes, ${k8sCases.length} cases: ${why}`] };
  log("Kubernetes: pod features through kubectl");
  return await runK8s({ cases: k8sCases, runtime: "husk", dist, log });
}

/** A choice of containerd's own CRI suite, husk beside runc; without a Go toolchain a skip with that reason. */
async function runSuiteTests(dist: string, log: Log): Promise<Counts> {
  log("CRI suite: containerd's own, husk beside runc");
  try {
    return await runConformance({ dist, log, filter: CHOSEN });
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    return { ...noCounts(), skipped: [`containerd's CRI suite: ${error.message}`] };
  }
}

/**
 * The cases that need real KVM, in the test VM; where it does not come to its end in time that counts as a failure. A translated
 * machine may stop as a whole, or all that runs in it (the harness's own deadlines included), or die of a fault in its own kernel (docs/decisions.md): then
 * another one goes on with the case that was running, and the log says so and where the processors were. A case at which two machines stop has failed.
 */
async function runVmTests(log: Log): Promise<Counts> {
  log("test VM: the cases that need real KVM");
  let report = "", stoppedAt: number | undefined;
  for (;;) {
    const run = await runVmTestsOnce(log, resultLines(report));
    report += `${run.report}\n`;
    const done = resultLines(report).length;
    if ((run.code === HUNG || run.code === SILENT) && done !== stoppedAt) {
      log(`test VM: another one goes on after ${done} cases`);
      stoppedAt = done;
      continue;
    }
    const counts = countReport(report);
    return run.code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  }
}

/** `done`: result lines of cases that are not to be run again. */
async function runVmTestsOnce(log: Log, done: readonly string[]): Promise<{ code: number; report: string }> {
  const tests = new URL("../tests/vm/main.ts", import.meta.url).pathname;
  const decoder = new TextDecoder();
  let report = "";
  const code = await runInVm({
    timeout: VM_SECONDS,
    silence: VM_SILENCE_SECONDS,
    memoryMiB: VM_MIB,
    command: ["deno", "run", "-A", tests],
    env: {
      HUSK_TEST_EXCLUSIVE: "1",
      HUSK_TEST_PATIENCE: "4",
      [DONE]: done.join("\n"),
      ...(hasSecondTry && { [SECOND_TRY]: "1" }),
    },
    out: async (data) => {
      report += decoder.decode(data, { stream: true });
      await Deno.stdout.write(data);
    },
  }, log).catch((error) => {
    if (!(error instanceof TestVmError)) throw error;
    log(error.message);
    return HUNG; // its kernel has died of what else makes it stand still
  });
  return { code, report };
}

if (import.meta.main) {
  try {
    if (Deno.env.get(REAPED) === undefined) Deno.exit(await runReaped());
    const counts = await testAll();
    console.log(totals(counts).join("\n"));
    Deno.exit(counts.failed === 0 ? 0 : 1);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`husk: ${error.message}`);
    Deno.exit(1);
  }
}
