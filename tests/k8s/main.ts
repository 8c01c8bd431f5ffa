/** The cases on Kubernetes alone; `deno task test` runs them with all others. */
import { parseArgs } from "@std/cli/parse-args";
import { whyNoKubernetes } from "../../scripts/cluster/kubernetes.ts";
import { stderrLog } from "../../scripts/progress.ts";
import { k8sCases } from "./cases/mod.ts";
import { type K8sRuntime, runK8s } from "./harness.ts";

const usage = "deno run -A tests/k8s/main.ts [--runtime husk|runc] [--filter TEXT] [--parallel N] [--dist DIR]";

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["runtime", "filter", "dist", "parallel"], boolean: ["help"] });
  if (args["help"]) {
    console.log(usage);
    Deno.exit(0);
  }
  const why = await whyNoKubernetes();
  if (why !== undefined) {
    console.error(`husk: ${why}`);
    Deno.exit(1);
  }
  const runtime = (args["runtime"] ?? "husk") as K8sRuntime;
  const { passed, failed } = await runK8s({
    cases: k8sCases,
    runtime,
    dist: args["dist"] ?? new URL("../../dist", import.meta.url).pathname,
    log: stderrLog(),
    filter: args["filter"] ?? "",
    parallel: Number(args["parallel"] ?? 2),
  });
  console.log(`${passed} passed, ${failed} failed (Kubernetes, ${runtime})`);
  Deno.exit(failed === 0 ? 0 : 1);
}
