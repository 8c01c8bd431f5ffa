/** `deno task conformance`: containerd's CRI integration suite or critest, husk beside runc. */
import { parseArgs } from "@std/cli/parse-args";
import { buildAll } from "../../scripts/build.ts";
import { NotAvailable, parseContainerdVersion, useContainerd } from "../../scripts/containerd_versions.ts";
import { critest } from "../../scripts/cri_suite.ts";
import { stderrLog } from "../../scripts/progress.ts";
import { setUp } from "../../scripts/setup.ts";
import { totals } from "../../scripts/test_counts.ts";
import { runConformance } from "./conformance.ts";
import { runCritest } from "./critest.ts";

const usage =
  `deno task conformance [--suite containerd|critest] [--filter REGEX] [--sandbox-api] [--husk-alone] [--dist DIR]
  --suite: containerd's own (on containerd 2.4), or critest of cri-tools
  --containerd 1.6|1.7|2.1|2.4: which one critest is run on
  --filter: a Go regular expression for the tests' names
  --sandbox-api: husk's pods without a pause container
  --husk-alone: without the run with runc`;

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    string: ["suite", "containerd", "filter", "dist"],
    boolean: ["sandbox-api", "husk-alone", "own-network", "help"],
    default: { suite: "containerd", containerd: "2.4" },
    unknown: (argument: string) => {
      console.error(`Unknown argument '${argument}'\n${usage}`);
      Deno.exit(2);
    },
  });
  if (args["help"]) {
    console.log(usage);
    Deno.exit(0);
  }
  const log = stderrLog();
  try {
    const version = parseContainerdVersion(args["containerd"]);
    if (args["suite"] !== "containerd" && args["suite"] !== "critest") {
      throw new Error(`Unknown suite '${args["suite"]}' (known: containerd, critest)`);
    }
    await setUp(["build", "run", "test"], log);
    const dist = args["dist"] ?? (await buildAll(log)).dir;
    const options = {
      dist,
      log,
      ...(args["filter"] && { filter: args["filter"] }),
      sandboxApi: args["sandbox-api"] ?? false,
      huskAlone: args["husk-alone"] ?? false,
    };
    if (args["suite"] === "critest" && !args["own-network"]) {
      // What has to be fetched is, before there is no network.
      await critest(log);
      await useContainerd(version, log);
      Deno.exit(await inOwnNetwork());
    }
    const run = args["suite"] === "critest" ? runCritest({ ...options, containerd: version }) : runConformance(options);
    const counts = await run;
    console.log(totals(counts).join("\n"));
    Deno.exit(counts.failed === 0 ? 0 : 1);
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    console.error(`husk: the CRI suite cannot be run here: ${error.message}`);
    Deno.exit(1);
  }
}

/** The same command in a network namespace with nothing but a loopback interface: its exit code. */
async function inOwnNetwork(): Promise<number> {
  const again = [Deno.execPath(), "run", "-A", import.meta.filename!, ...Deno.args, "--own-network"];
  const script = 'ip link set lo up && exec "$@"';
  const { code } = await new Deno.Command("unshare", { args: ["--net", "sh", "-c", script, "sh", ...again] }).spawn()
    .status;
  return code;
}
