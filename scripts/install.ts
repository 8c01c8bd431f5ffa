/** `deno task install [--root DIR] ...`: builds husk and installs it, by the same code as `husk install` on a node. */
import { run } from "./command.ts";
import { buildAll } from "./build.ts";
import { stderrLog } from "./progress.ts";
import { setUp, SetupError } from "./setup.ts";

if (import.meta.main) {
  const log = stderrLog();
  try {
    await setUp(["build"], log);
    const dist = await buildAll(log);
    console.log((await run([dist.cli, "install", ...Deno.args])).trimEnd());
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`husk: ${error.message}`);
    Deno.exit(1);
  }
}
