/** The end-to-end tests alone; `deno task test` runs them with all others. */
import { parseArgs } from "@std/cli/parse-args";
import { DEFAULT_CONTAINERD, parseContainerdVersion, useContainerd } from "../../scripts/containerd_versions.ts";
import { AUTO, backendNamed, BACKENDS } from "./backends.ts";
import { allCases } from "./cases/mod.ts";
import type { Runtime } from "./context.ts";
import { runE2e } from "./harness.ts";

const usage =
  `deno run -A tests/e2e/main.ts [--runtime husk|runc] [--containerd 1.6|1.7|2.1|2.4] [--sandbox-api] [--filter TEXT]
    [--backend ${BACKENDS.map(({ name }) => name).join("|")}] [--dist DIR] [--list] [--fail-fast]
  --sandbox-api: the cases of the CRI, their pods made without a pause container (containerd 2.x)
  HUSK_TEST_EXCLUSIVE=1: the machine is ours alone, anything new on it after a case is a leak`;

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    string: ["runtime", "containerd", "backend", "filter", "dist"],
    boolean: ["list", "fail-fast", "sandbox-api", "help"],
    unknown: (argument: string) => {
      console.error(`Unknown argument '${argument}'\n${usage}`);
      Deno.exit(2);
    },
  });
  if (args["help"]) {
    console.log(usage);
    Deno.exit(0);
  }
  const runtime = (args["runtime"] ?? "husk") as Runtime;
  if (args["list"]) {
    allCases.forEach(({ name }) => console.log(name));
    Deno.exit(0);
  }
  const backend = backendNamed(args["backend"] ?? AUTO.name);
  const version = parseContainerdVersion(args["containerd"] ?? DEFAULT_CONTAINERD);
  await useContainerd(version, console.error);
  const { passed, failed, skipped } = await runE2e({
    cases: allCases,
    runtime,
    backend,
    dist: args["dist"] ?? new URL("../../dist", import.meta.url).pathname,
    ...(args["filter"] && { filter: args["filter"] }),
    sandboxApi: args["sandbox-api"] ?? false,
    failFast: args["fail-fast"] ?? false,
  });
  console.log(
    `${passed} passed, ${failed} failed, ${skipped.length} skipped (e2e, ${runtime}, ${backend.name}, containerd ${version})`,
  );
  Deno.exit(failed === 0 ? 0 : 1);
}
