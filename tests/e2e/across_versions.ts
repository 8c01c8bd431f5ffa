/**
 * The cases that `deno task test` repeats on every containerd beside Debian 12's: those that a change of containerd's
 * could break, in about a minute a version. All cases on one: `deno run -A tests/e2e/main.ts --containerd 2.4`.
 */
import {
  CONTAINERD_VERSIONS,
  type ContainerdVersion,
  DEFAULT_CONTAINERD,
  NotAvailable,
  useContainerd,
} from "../../scripts/containerd_versions.ts";
import { stderrLog } from "../../scripts/progress.ts";
import { addCounts, type Counts, noCounts } from "../../scripts/test_counts.ts";
import { allCases } from "./cases/mod.ts";
import { runE2e, type TestCase } from "./harness.ts";
import { pickCases } from "./pick.ts";

const NAMES = [
  "ctr run prints what the command prints",
  "ctr run passes on exit code 42",
  "ctr run names a program that does not exist",
  "a task can be started a second time in the same container",
  "ten containers run in parallel",
  "ctr task kill -s TERM ends the container with exit code 143",
  "ctr task kill of a stopped container is refused",
  "ctr task exec prints, passes on the exit code, and keeps stderr apart",
  "ctr task ps lists the container's processes",
  "ctr task metrics tells memory and CPU time that the container has used",
  "ctr events shows create, start, exit, delete of a run in this order",
  "as under runc: mounts and their types",
  "memory and CPU limits are set on the container's cgroup",
  "echo x | ctr run cat",
  "output right before the exit is not lost, ten times",
  "ctr run -t gives the container a terminal on all three descriptors and passes on the exit code",
  "the annotation io.husk.nonsense=1 is refused and named",
  "kill -9 of shim: the task is reported as exited and can be deleted",
  "containerd killed and started again: the task is still there and usable",
  "husk install below a root: its shim runs from there, containerd takes the configuration, uninstall leaves no trace",
  "events of an exit while containerd is away arrive when it is back",
  "CRI: a pod of two containers runs, is exec'd into, stopped and removed",
  "CRI: a pod's containers share one VM, and StopPodSandbox ends it",
];

/** The versions whose CRI plugin can leave the sandbox to the shim (`sandboxer = "shim"`). */
const SANDBOX_API: readonly ContainerdVersion[] = ["2.1", "2.4"];

/** The chosen cases, in the order of all. */
export const casesAcrossVersions = (): TestCase[] => pickCases(allCases, NAMES);

/** Runs them on each containerd but the default one; a version that cannot be had here is a skip with its reason. */
export async function runAcrossVersions(dist: string): Promise<Counts> {
  const log = stderrLog();
  let counts = noCounts();
  for (const version of CONTAINERD_VERSIONS.filter((version) => version !== DEFAULT_CONTAINERD)) {
    log(`end to end: containerd ${version}`);
    try {
      await useContainerd(version, log);
    } catch (error) {
      if (!(error instanceof NotAvailable)) throw error;
      counts.skipped.push(`end to end on containerd ${version}: ${error.message}`);
      continue;
    }
    const cases = casesAcrossVersions();
    counts = addCounts(counts, await runE2e({ cases, runtime: "husk", dist }));
    if (!SANDBOX_API.includes(version)) continue;
    log(`end to end: containerd ${version}, pods by the Sandbox API`);
    counts = addCounts(counts, await runE2e({ cases, runtime: "husk", dist, sandboxApi: true }));
  }
  return counts;
}

if (import.meta.main) {
  const { passed, failed, skipped } = await runAcrossVersions(new URL("../../dist", import.meta.url).pathname);
  skipped.forEach((reason) => console.log(`skip  ${reason}`));
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped (e2e across versions)`);
  Deno.exit(failed === 0 ? 0 : 1);
}
