/**
 * Kubernetes' own e2e.test, the specs that every node has to pass, on a one-node cluster whose pods all run with runc and then on one
 * whose pods all run with husk: where a spec passes with runc it has to pass with husk, or stand in docs/compatibility.md.
 */
import { Cluster } from "../../../scripts/cluster/cluster.ts";
import { kubernetesTests } from "../../../scripts/cluster/kubernetes_tests.ts";
import { type Log, timed } from "../../../scripts/progress.ts";
import { type Counts, noCounts } from "../../../scripts/test_counts.ts";
import { compare, type TestResult } from "../../conformance/suite_results.ts";
import type { K8sRuntime } from "../harness.ts";
import { CANNOT_HOLD } from "./cannot_hold.ts";
import { serveRegistry } from "./registry.ts";
import { runSpecs, specNames } from "./specs.ts";

export interface NodeConformanceOptions {
  dist: string;
  log: Log;
  /** For the specs' names; all without it. */
  filter?: RegExp;
  /** One of the two alone: for work on a spec. */
  runtime?: K8sRuntime;
  parallel?: number;
  /** Ends all of it, and leaves nothing. */
  signal?: AbortSignal;
}

/** Specs know of no RuntimeClass. */
const POLICY = new URL("runtime_class_policy.yaml", import.meta.url).pathname;

type Results = Map<string, TestResult>;

/** How much of a failed spec's output is shown. */
const LAST_LINES = 30;

export async function runNodeConformance(options: NodeConformanceOptions): Promise<Counts> {
  const programs = await kubernetesTests(options.log);
  const names = await specNames(programs.e2e, options.filter ?? /./);
  options.log(`Kubernetes' own specs: ${names.length}`);
  const results = async (runtime: K8sRuntime): Promise<Results> => {
    const { dist, log, parallel = 4, signal } = options;
    await using cluster = await Cluster.start({ dist, log, ...(signal && { signal }) });
    if (runtime === "husk") await makeDefault(cluster);
    await serveRegistry(cluster.node, programs);
    const ended = (name: string, { outcome, seconds }: TestResult) =>
      console.log(`${runtime}  ${outcome.padEnd(4)}  ${name} (${seconds.toFixed(1)} s)`);
    return await timed(
      log,
      `Kubernetes' own specs with ${runtime}`,
      () => runSpecs({ cluster, e2e: programs.e2e, names, parallel, ended }),
    );
  };
  if (options.runtime !== undefined) return count(await results(options.runtime));
  return report(await results("runc"), await results("husk"));
}

/** Resolves once a pod that names no RuntimeClass gets husk's with its overhead: nothing tells when a policy has taken effect. */
async function makeDefault(cluster: Cluster): Promise<void> {
  await cluster.kubectl(["apply", "-f", POLICY]);
  const probe = [
    "run",
    "probe",
    "--image=none",
    "--dry-run=server",
    "-o",
    "jsonpath={.spec.runtimeClassName} {.spec.overhead.memory}",
  ];
  for (let text = "", end = Date.now() + 30_000; !/^husk \d+/.test(text);) {
    if (Date.now() > end) throw new Error(`The policy has no effect on a pod that names no RuntimeClass: '${text}'`);
    text = await cluster.kubectl(probe);
  }
}

function report(runc: Results, husk: Results): Counts {
  const { passed, failed, notComparable } = compare(runc, husk);
  const counts = { ...noCounts(), passed: passed.length };
  for (const name of notComparable) counts.skipped.push(`Kubernetes' own, ${name} with runc`);
  for (const name of failed) {
    const reason = CANNOT_HOLD.get(name);
    if (reason !== undefined) counts.skipped.push(`Kubernetes' own, ${name}: ${reason}`);
    else {
      counts.failed++;
      showFailure(name, husk.get(name));
    }
  }
  for (const name of CANNOT_HOLD.keys()) {
    if (passed.includes(name)) console.log(`note  ${name} passes: it need not stand among what cannot hold`);
  }
  return counts;
}

function count(results: Results): Counts {
  const counts = noCounts();
  for (const [name, result] of results) {
    if (result.outcome === "pass") counts.passed++;
    else if (result.outcome === "skip") counts.skipped.push(name);
    else {
      counts.failed++;
      showFailure(name, result);
    }
  }
  return counts;
}

function showFailure(name: string, result: TestResult | undefined): void {
  console.log(`FAIL  ${name} (${result?.outcome ?? "not run"})`);
  for (const line of result?.output.slice(-LAST_LINES) ?? []) console.log(`      ${line}`);
}
