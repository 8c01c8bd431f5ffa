/**
 * containerd's CRI integration suite with runc and with husk in one run, on one containerd 2.4: where a test passes with runc it has
 * to pass with husk, or stand in docs/compatibility.md.
 */
import { criSuite } from "../../scripts/cri_suite.ts";
import { useContainerd } from "../../scripts/containerd_versions.ts";
import type { Log } from "../../scripts/progress.ts";
import type { Counts } from "../../scripts/test_counts.ts";
import { Containerd } from "../e2e/containerd.ts";
import { prepareCri, SANDBOX_API_HANDLER } from "../e2e/cri_setup.ts";
import { removeDirectory } from "../e2e/harness.ts";
import { hasSecondTry } from "../e2e/second_try.ts";
import { CANNOT_HOLD } from "./cannot_hold.ts";
import { imageList, suiteImages } from "./images.ts";
import { Registry } from "./registry.ts";
import { removePods } from "./remove_pods.ts";
import { countAlone, report } from "./report.ts";
import { runSuite } from "./suite.ts";
import { compare, type TestResult } from "./suite_results.ts";

export interface ConformanceOptions {
  dist: string;
  log: Log;
  /** Go regular expression for the tests' names; all without it. */
  filter?: string;
  /** husk's pods by the Sandbox API. */
  sandboxApi?: boolean;
  /** Without the run with runc: husk's results alone, for work on one of them. */
  huskAlone?: boolean;
  print?: (line: string) => void;
}

/** Runs it and prints what differs. Throws NotAvailable where there is no Go toolchain. */
export async function runConformance(options: ConformanceOptions): Promise<Counts> {
  const { dist, log, filter = "." } = options;
  const print = options.print ?? console.log;
  const binary = await criSuite(log);
  await useContainerd("2.4", log);
  const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-suite-" });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => removeDirectory(directory));
  const registry = stack.use(await Registry.start(await suiteImages()));
  const cri = stack.use(await prepareCri(directory, registry.reference("pause", "1")));
  await Deno.writeTextFile(`${directory}/husk.toml`, HUSK_CONFIG);
  const list = `${directory}/images.toml`;
  await Deno.writeTextFile(list, imageList(registry));
  const containerd = new Containerd(
    directory,
    directory.split("/").at(-1)!.toLowerCase(),
    dist,
    cri.config + suiteConfig(directory),
  );
  stack.defer(() => containerd.stop());
  await containerd.start();
  const suite = async (handler: string, tests = filter) => {
    const results = await runSuite({ binary, containerd, handler, imageList: list, filter: tests, print });
    await removePods(containerd.socket, print);
    return results;
  };
  const handler = options.sandboxApi ? SANDBOX_API_HANDLER : "husk";
  if (options.huskAlone) return countAlone(await suite(handler), print);
  const [runc, husk] = [await suite("runc"), await suite(handler)];
  const failed = compare(runc, husk).failed.filter((name) => !CANNOT_HOLD.has(name));
  const isTriedAgain = hasSecondTry && failed.length > 0;
  if (isTriedAgain) print(`again ${failed.join(", ")}`);
  const again = isTriedAgain ? await suite(handler, `^(${failed.join("|")})$`) : new Map<string, TestResult>();
  const counts = report({
    suite: "CRI suite",
    runc,
    husk: new Map([...husk, ...again]),
    cannotHold: CANNOT_HOLD,
    print,
  });
  counts.unsteady.push(...failed.filter((name) => again.get(name)?.outcome === "pass"));
  return counts;
}

/** What the suite's own script sets (script/test/utils.sh), beside what the CRI's cases have. */
function suiteConfig(directory: string): string {
  const runtimes = ["husk", SANDBOX_API_HANDLER].map((handler) =>
    `[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.${handler}.options]
  ConfigPath = "${directory}/husk.toml"
`
  );
  return `${runtimes.join("")}[plugins."io.containerd.snapshotter.v1.overlayfs"]
  slow_chown = true
`;
}

/** The suite raises containers' limits to 800 MiB; its pods say nothing of their size. */
const HUSK_CONFIG = "memory_mib = 1024\n";
