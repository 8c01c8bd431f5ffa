import { messageOf } from "./src/util/errors.ts";
import { parseShimArgs, type ShimArgs, UsageError } from "./src/shim/args.ts";
import { VERSION } from "./src/util/version.ts";

/** argv to action. Each action's modules load only when it runs: `start` pays for none of `serve`'s. */
async function main(args: ShimArgs): Promise<void> {
  if (args.version) return console.log(`containerd-shim-husk-v2:\n  Version:  ${VERSION}`);
  if (args.info) return (await import("./src/shim/info.ts")).info(VERSION);
  switch (args.action) {
    case "start":
      return await (await import("./src/shim/start.ts")).start(args);
    case "delete":
      return await (await import("./src/shim/delete.ts")).deletePod(args);
    default:
      throw new UsageError(`Unknown action '${args.action}' (known: start, delete; flags -info, -v)`);
  }
}

if (import.meta.main) {
  try {
    await main(parseShimArgs(Deno.args));
  } catch (error) {
    // What our launcher asks for after a `start` that told it nothing may have been told already.
    if (Deno.args[0] !== "-clean-up" || !(error instanceof UsageError)) console.error(`husk: ${messageOf(error)}`);
    Deno.exit(1);
  }
}
