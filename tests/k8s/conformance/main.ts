/** `deno task conformance:kubernetes`: Kubernetes' own specs for nodes, husk beside runc. */
import { parseArgs } from "@std/cli/parse-args";
import { buildAll } from "../../../scripts/build.ts";
import { whyNoKubernetes } from "../../../scripts/cluster/kubernetes.ts";
import { stderrLog } from "../../../scripts/progress.ts";
import { setUp } from "../../../scripts/setup.ts";
import { totals } from "../../../scripts/test_counts.ts";
import { runNodeConformance } from "./conformance.ts";

const usage = `deno task conformance:kubernetes [--filter REGEX] [--runtime husk|runc] [--parallel N] [--dist DIR]
  --filter: for the specs' names
  --runtime: that one alone, without the other beside it
  --parallel: processes of e2e.test at a time, 4 without it`;

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    string: ["filter", "runtime", "parallel", "dist"],
    boolean: ["help"],
    unknown: (argument: string) => {
      console.error(`Unknown argument '${argument}'\n${usage}`);
      Deno.exit(2);
    },
  });
  const { filter, runtime, parallel = "4" } = args;
  if (args["help"] || ![undefined, "husk", "runc"].includes(runtime) || !(Number(parallel) >= 1)) {
    console.log(usage);
    Deno.exit(args["help"] ? 0 : 2);
  }
  const why = await whyNoKubernetes();
  if (why !== undefined) {
    console.error(`husk: Kubernetes' own tests cannot be run here: ${why}`);
    Deno.exit(1);
  }
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => stopped.abort());
  }
  const log = stderrLog();
  await setUp(["build", "run", "test"], log);
  try {
    const counts = await runNodeConformance({
      dist: args["dist"] ?? (await buildAll(log)).dir,
      log,
      parallel: Number(parallel),
      signal: stopped.signal,
      ...(filter !== undefined && { filter: new RegExp(filter) }),
      ...(runtime !== undefined && { runtime: runtime as "husk" | "runc" }),
    });
    console.log(totals(counts).join("\n"));
    Deno.exit(counts.failed === 0 ? 0 : 1);
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    console.error("husk: stopped; what had ended stands above");
    Deno.exit(1);
  }
}
