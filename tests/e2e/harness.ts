/**
 * The end-to-end harness: runs test cases one after another against a private containerd, each with a deadline, and checks
 * after each that nothing is left on the machine. Every case that is not husk's alone runs under runc too: what fails
 * there is the test's own mistake.
 */
import { type Counts, noCounts } from "../../scripts/test_counts.ts";
import { AUTO, type Backend } from "./backends.ts";
import { Containerd } from "./containerd.ts";
import { Context, type Runtime } from "./context.ts";
import { messageOf } from "../../src/util/errors.ts";
import { prepareCri, SANDBOX_API_HANDLER } from "./cri_setup.ts";
import { removeCgroups } from "./cgroups.ts";
import { findLeaks, type Scope, sweep, takeSnapshot } from "./leaks.ts";
import { prepareImages } from "./images.ts";
import { patience } from "./patience.ts";
import { AT_SECOND_TRY, hasSecondTry } from "./second_try.ts";

export interface TestCase {
  /** A sentence that says what holds, e.g. "ctr run passes on exit code 42". Unique. */
  name: string;
  /** Where it runs; without it under husk and runc. */
  runtimes?: Runtime[];
  /** Milliseconds for the case itself; 60,000 without it. */
  timeout?: number;
  /** Goes through the CRI plugin: containerd is started with it. */
  cri?: true;
  /** Needs the container that stands for the pod: the Sandbox API has none. */
  pauseContainer?: true;
  /** A reason not to run here, e.g. for want of a kernel feature; asked for just before the case. */
  skip?: (context: Context) => string | undefined;
  run: (context: Context) => Promise<void>;
}

export interface E2eOptions {
  cases: TestCase[];
  runtime: Runtime;
  /** How husk runs its VMs; its own choice without it. */
  backend?: Backend;
  /** Only the cases whose name contains this. */
  filter?: string;
  /** Folder of containerd-shim-husk-v2. */
  dist: string;
  /** The cases of the CRI alone, their pods made by the Sandbox API (containerd 2.x). */
  sandboxApi?: boolean;
  /** Stop at the first failure. */
  failFast?: boolean;
  /** Receives each line of the report; console.log without it. */
  print?: (line: string) => void;
}

/** Runs the cases and reports each on a line. Rejects only where the harness itself cannot work. */
export async function runE2e(options: E2eOptions): Promise<Counts> {
  const print = options.print ?? console.log;
  const chosen = options.cases.filter(({ name, runtimes, cri, pauseContainer }) =>
    (runtimes ?? ["husk", "runc"]).includes(options.runtime) && name.includes(options.filter ?? "") &&
    (!options.sandboxApi || (cri && !pauseContainer))
  );
  // Not below /tmp: it may be a tmpfs, or swept.
  const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-e2e-" });
  const namespace = directory.split("/").at(-1)!.toLowerCase();
  await using stack = new AsyncDisposableStack();
  stack.defer(() => removeDirectory(directory));
  const cri = chosen.some(({ cri }) => cri) ? stack.use(await prepareCri(directory)) : undefined;
  const containerd = new Containerd(directory, namespace, options.dist, cri?.config);
  const handler = options.sandboxApi ? SANDBOX_API_HANDLER : options.runtime;
  const result = noCounts();
  try {
    await containerd.start();
    await prepareImages(containerd);
    const newContext = () => new Context(containerd, options.runtime, options.dist, options.backend ?? AUTO, handler);
    for (const testCase of chosen) {
      const context = newContext();
      const reason = testCase.skip?.(context);
      if (reason) {
        result.skipped.push(`${testCase.name}: ${reason}`);
        print(`skip  ${testCase.name}: ${reason}`);
        continue;
      }
      let passes = await tryCase(testCase, context, { failure: hasSecondTry ? "again" : "FAIL", print });
      if (!passes && hasSecondTry) {
        passes = await tryCase(testCase, newContext(), { failure: "FAIL", remarks: [AT_SECOND_TRY], print });
        if (passes) result.unsteady.push(testCase.name);
      }
      result[passes ? "passed" : "failed"]++;
      if (!passes && options.failFast) break;
    }
  } finally {
    await containerd.stop();
    removeCgroups(namespace);
  }
  return result;
}

interface Attempt {
  /** What the line begins with where the case failed. */
  failure: string;
  /** What stands at its end. */
  remarks?: string[];
  print: (line: string) => void;
}

/** Runs one case and reports it on a line, and the problems below it. Resolves to whether it passed. */
async function tryCase(testCase: TestCase, context: Context, attempt: Attempt): Promise<boolean> {
  const { failure, remarks = [], print } = attempt;
  const start = performance.now();
  const problems = await runCase(testCase, context);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const passes = problems.length === 0;
  const all = [`${seconds} s`, ...context.notes, ...remarks].join(", ");
  print(`${(passes ? "ok" : failure).padEnd(6)}${testCase.name} (${all})`);
  problems.forEach((problem) => print(problem.replaceAll(/^/gm, "      ")));
  return passes;
}

/** Runs one case and the leak check. Resolves to the problems, none if all is well. */
async function runCase(testCase: TestCase, context: Context): Promise<string[]> {
  const { containerd } = context;
  const scope: Scope = {
    containerd,
    marks: () => context.marks(),
    exclusive: Deno.env.get("HUSK_TEST_EXCLUSIVE") === "1",
  };
  const before = await takeSnapshot(scope);
  const mark = containerd.log.mark();
  const problems: string[] = [];
  const timeout = (testCase.timeout ?? 60_000) * patience;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`The case has not ended in ${timeout / 1000} s`)), timeout);
  try {
    await Promise.race([testCase.run(context), late.promise]);
  } catch (error) {
    problems.push(error instanceof Error ? error.stack ?? error.message : String(error));
    problems.push(...await guestLogs(containerd.namespace));
  } finally {
    clearTimeout(timer);
  }
  await context.close().catch((error) => problems.push(`Cleaning up after the case: ${messageOf(error)}`));
  const failed = problems.length > 0;
  if (failed) await context.forceClean();
  const leaks = await findLeaks(before, scope, 5_000 * patience);
  if (leaks.length > 0) {
    problems.push(`Left behind${failed ? " (after a forced clean-up)" : ""}:\n  ${leaks.join("\n  ")}`);
    await context.forceClean();
    await sweep(leaks, scope);
  }
  if (problems.length > 0) {
    const log = containerd.log.since(mark).slice(-25);
    if (log.length > 0) problems.push(`containerd's log:\n  ${log.join("\n  ")}`);
  }
  return problems;
}

/** The ends of the guests' logs that are still there. */
async function guestLogs(namespace: string): Promise<string[]> {
  const found: string[] = [];
  const directory = `/run/husk/${namespace}`;
  try {
    for await (const { name } of Deno.readDir(directory)) {
      const path = `${directory}/${name}/guest.log`;
      const text = await Deno.readTextFile(path).catch(() => "");
      if (text !== "") found.push(`${path}:\n${text.trimEnd().split("\n").slice(-25).join("\n")}`);
    }
  } catch {
    // No pod has left anything.
  }
  return found;
}

/** Removes the run's folder, with what a crashed run may still have mounted below it. */
export async function removeDirectory(directory: string): Promise<void> {
  const mountinfo = await Deno.readTextFile("/proc/self/mountinfo");
  const below = mountinfo.split("\n").map((line) => line.split(" ")[4]).filter((path) => path?.startsWith(directory));
  for (const path of below.reverse()) await new Deno.Command("umount", { args: ["-l", path!] }).output();
  await Deno.remove(directory, { recursive: true });
}
