/** The end-to-end tests alone; `deno task test` runs them with all others. */
import { parseArgs } from "@std/cli/parse-args";
import { allCases } from "./cases/mod.ts";
import type { Runtime } from "./context.ts";
import { runE2e } from "./harness.ts";

const usage = `deno run -A tests/e2e/main.ts [--runtime husk|runc] [--filter TEXT] [--fail-fast] [--dist DIR] [--list]
  HUSK_TEST_EXCLUSIVE=1: the machine is ours alone, anything new on it after a case is a leak`;

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    string: ["runtime", "filter", "dist"],
    boolean: ["list", "fail-fast", "help"],
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
  const { passed, failed, skipped } = await runE2e({
    cases: allCases,
    runtime,
    dist: args["dist"] ?? new URL("../../dist", import.meta.url).pathname,
    ...(args["filter"] && { filter: args["filter"] }),
    failFast: args["fail-fast"] ?? false,
  });
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped (e2e, ${runtime})`);
  Deno.exit(failed === 0 ? 0 : 1);
}
