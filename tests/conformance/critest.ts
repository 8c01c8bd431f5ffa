/**
 * critest, the CRI conformance suite of cri-tools, with runc and with husk on one containerd: where a spec passes with runc it has
 * to pass with husk, or stand in docs/compatibility.md. The suite connects to pods, and to ports of the host on which it
 * runs: this process has to be in a network namespace of the run's own.
 */
import { critest } from "../../scripts/cri_suite.ts";
import { type ContainerdVersion, useContainerd } from "../../scripts/containerd_versions.ts";
import type { Log } from "../../scripts/progress.ts";
import type { Counts } from "../../scripts/test_counts.ts";
import { Containerd } from "../e2e/containerd.ts";
import { prepareCri, SANDBOX_API_HANDLER } from "../e2e/cri_setup.ts";
import { removeDirectory } from "../e2e/harness.ts";
import { CRITEST_CANNOT_HOLD } from "./cannot_hold.ts";
import { critestImages } from "./critest_images.ts";
import { Registry } from "./registry.ts";
import { removePods } from "./remove_pods.ts";
import { countAlone, report } from "./report.ts";
import { parseGinkgoReport, type TestResult } from "./suite_results.ts";

export interface CritestOptions {
  dist: string;
  log: Log;
  containerd: ContainerdVersion;
  /** Regular expression for the specs' names; all without it. */
  filter?: string;
  sandboxApi?: boolean;
  huskAlone?: boolean;
  print?: (line: string) => void;
}

/** The whole suite takes 15 minutes with VMs that are translated, on two idle cores. */
const WHOLE_SUITE = "2h";

/** Runs it and prints what differs. Throws NotAvailable where there is no Go toolchain. */
export async function runCritest(options: CritestOptions): Promise<Counts> {
  const { dist, log, filter } = options;
  const print = options.print ?? console.log;
  const binary = await critest(log);
  await useContainerd(options.containerd, log);
  const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-critest-" });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => removeDirectory(directory));
  const registry = stack.use(await Registry.start(await critestImages()));
  const cri = stack.use(await prepareCri(directory, registry.reference("pause", "1"), { ownNetwork: true }));
  const config = cri.config + await everyRegistryIs(registry, directory);
  const containerd = new Containerd(directory, directory.split("/").at(-1)!.toLowerCase(), dist, config);
  stack.defer(() => containerd.stop());
  await containerd.start();
  const temporary = `${directory}/tmp`;
  await Deno.mkdir(temporary);
  const suite = async (handler: string) => {
    const file = `${directory}/${handler}.json`;
    const socket = `unix://${containerd.socket}`;
    await new Deno.Command(binary, {
      args: [
        ...["--runtime-endpoint", socket, "--runtime-handler", handler, "--ginkgo.json-report", file],
        ...["--ginkgo.timeout", WHOLE_SUITE, "--ginkgo.seed", "1"],
        ...(filter === undefined ? [] : ["--ginkgo.focus", filter]),
      ],
      cwd: directory,
      env: { TMPDIR: temporary }, // a failed spec leaves mounts there
      stdin: "null",
      stdout: "null", // the report has it all
      stderr: "null",
    }).output();
    await removePods(containerd.socket, print);
    const results = chosen(parseGinkgoReport(await Deno.readTextFile(file)), filter);
    for (const [name, { outcome, seconds }] of results) {
      if (outcome !== "skip") print(`${handler.padEnd(5)} ${outcome} ${name} (${seconds.toFixed(1)} s)`);
    }
    return results;
  };
  const handler = options.sandboxApi ? SANDBOX_API_HANDLER : "husk";
  if (options.huskAlone) return countAlone(await suite(handler), print);
  const [runc, husk] = [await suite("runc"), await suite(handler)];
  return report({ suite: "critest", runc, husk, cannotHold: CRITEST_CANNOT_HOLD, print });
}

/** A spec that was left out by its name is not one that was skipped, which says something. Benchmarks are not run. */
function chosen(results: Map<string, TestResult>, filter: string | undefined): Map<string, TestResult> {
  const isChosen = (name: string) => !/benchmark/.test(name) && new RegExp(filter ?? "").test(`[k8s.io] ${name}`);
  return new Map([...results].filter(([name]) => isChosen(name)));
}

/** The suite's images have names of registries of the world's: all of them are ours here. */
async function everyRegistryIs(registry: Registry, directory: string): Promise<string> {
  const host = `http://${registry.host}`;
  await Deno.mkdir(`${directory}/registries/_default`, { recursive: true });
  await Deno.writeTextFile(
    `${directory}/registries/_default/hosts.toml`,
    `server = "${host}"\n[host."${host}"]\n  capabilities = ["pull", "resolve"]\n`,
  );
  return `[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "${directory}/registries"\n`;
}
