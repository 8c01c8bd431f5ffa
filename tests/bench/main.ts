/** `deno task bench start [--json FILE] [--rounds N] [--dist DIR]`: prints a table, and writes the same as JSON. */
import { parseArgs } from "@std/cli/parse-args";
import { benchStart, budgets } from "./start.ts";
import { table } from "./stats.ts";

const usage = "deno task bench start [--json FILE] [--rounds N] [--dist DIR]";

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["json", "rounds", "dist"], boolean: ["help"] });
  const bench = String(args._[0] ?? "");
  if (args["help"] || bench !== "start") {
    console.error(`Usage: ${usage}`);
    Deno.exit(args["help"] ? 0 : 2);
  }
  const rounds = Number(args["rounds"] ?? 7);
  if (!Number.isInteger(rounds) || rounds < 1) {
    console.error(`Cannot run '${args["rounds"]}' rounds: not a whole number above 0`);
    Deno.exit(2);
  }
  const results = await benchStart({
    rounds,
    dist: args["dist"] ?? new URL("../../dist", import.meta.url).pathname,
    progress: (line) => console.error(line),
  });
  console.log(table(results, budgets));
  if (args["json"]) await Deno.writeTextFile(args["json"], JSON.stringify({ bench, results }, null, 2) + "\n");
}
