/**
 * The tests that run inside the test VM; `deno task test` runs them there after all others. By hand:
 * `deno task vm -- deno run -A tests/vm/main.ts [--backend NAME] [--filter TEXT]`.
 */
import { parseArgs } from "@std/cli/parse-args";
import { DEFAULT_CONTAINERD, useContainerd } from "../../scripts/containerd_versions.ts";
import { addCounts, noCounts } from "../../scripts/test_counts.ts";
import { backendNamed, BACKENDS } from "../e2e/backends.ts";
import { runE2e } from "../e2e/harness.ts";
import { bootsName, testBoots } from "./boots.ts";
import { casesOf } from "./cases.ts";
import { DONE, isPending } from "./done.ts";
import { testDevices } from "./devices/main.ts";
import { testStdio } from "./stdio/main.ts";

/** Execs in a pod of each way: a dozen seconds on an idle machine, several stalls' worth of sizes and orders in all the runs there are. */
const STDIO_RUNS = 24;

/** Of the hundred boots that are for by hand (boots.ts). */
const BOOTS = { boots: 12, agents: 2 };

if (import.meta.main) {
  const { backend, filter = "" } = parseArgs(Deno.args, { string: ["backend", "filter"] });
  const names = backend === undefined ? BACKENDS.filter(({ needsKvm }) => needsKvm).map(({ name }) => name) : [backend];
  const dist = new URL("../../dist", import.meta.url).pathname;
  await useContainerd(DEFAULT_CONTAINERD, console.error);
  const done = Deno.env.get(DONE) ?? "";
  const isWanted = (name: string) => isPending(name, done);
  let counts = noCounts();
  for (const name of names) {
    const print = (line: string) => console.log(line.replace(/^(?:ok|FAIL|skip) +/, `$&${name}: `));
    const cases = casesOf(name).filter((testCase) => isWanted(`${name}: ${testCase.name}`));
    counts = addCounts(
      counts,
      await runE2e({ cases, runtime: "husk", backend: backendNamed(name), dist, filter, print }),
    );
  }
  if (backend === undefined && filter === "") {
    counts = addCounts(counts, await testStdio(console.log, STDIO_RUNS, Date.now() % 100_000, isWanted));
    counts = addCounts(counts, await testDevices(console.log, isWanted));
    if (isWanted(bootsName(BOOTS))) counts = addCounts(counts, await testBoots(BOOTS, console.log));
  }
  const { passed, failed, skipped } = counts;
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped (test VM)`);
  Deno.exit(failed === 0 ? 0 : 1);
}
