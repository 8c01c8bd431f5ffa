/** Kubernetes' own specs: their names, and runs of them with e2e.test on a cluster. */
import type { Cluster } from "../../../scripts/cluster/cluster.ts";
import { run } from "../../../scripts/command.ts";
import type { Outcome, TestResult } from "../../conformance/suite_results.ts";

/** The kinds of pods' features that husk is held to: all of those whose specs a node has to pass, whatever runs its pods. */
const NODE_CONFORMANCE = "[NodeConformance]";
/** They need a node of their own, or one with something that others have not, or half an hour. */
const NOT_HERE = /\[(Serial|Disruptive|Flaky|Slow|Feature:[^\]]*)\]/;

/** Names of the specs that `e2e.test` has, of those that every node has to pass, and match. */
export async function specNames(e2e: string, filter: RegExp): Promise<string[]> {
  return pickSpecs(await run([e2e, "--list-tests"]), filter);
}

/** The same, from what `e2e.test --list-tests` prints: a line each, "    FILE:LINE: NAME". */
export function pickSpecs(list: string, filter: RegExp): string[] {
  const names = list.split("\n").map((line) => /^ +\S+:\d+: (.+)$/.exec(line)?.[1]).filter((name) =>
    name !== undefined
  );
  return names.filter((name) => name.includes(NODE_CONFORMANCE) && !NOT_HERE.test(name) && filter.test(name));
}

export interface SpecRun {
  cluster: Cluster;
  e2e: string;
  names: readonly string[];
  /** Processes of e2e.test at a time: most of a spec is waiting. */
  parallel: number;
  /** Receives each spec as it ends. */
  ended: (name: string, result: TestResult) => void;
}

/** Runs the specs, some at a time; resolves to their results by name. One that its process did not come to is "lost". */
export async function runSpecs({ cluster, e2e, names, parallel, ended }: SpecRun): Promise<Map<string, TestResult>> {
  const results = new Map<string, TestResult>();
  for (const name of names) results.set(name, { outcome: "lost", seconds: 0, output: [] });
  const queue = [...names];
  const work = async (index: number) => {
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH);
      for (const [name, result] of await runBatch(cluster, e2e, batch, index)) {
        results.set(name, result);
        ended(name, result);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, (_, index) => work(index)));
  return results;
}

/** Specs of one process: it takes 1.3 s of a processor to start, and tells its results at its end. */
const BATCH = 2;

async function runBatch(
  cluster: Cluster,
  e2e: string,
  names: readonly string[],
  worker: number,
): Promise<Map<string, TestResult>> {
  const report = `${cluster.folder}/report-${worker}.json`;
  const { code, stdout, stderr } = await cluster.node.output([
    ...[e2e, "--kubeconfig", cluster.kubeconfig, "--provider=skeleton", "--ginkgo.no-color", "--ginkgo.timeout=1h"],
    ...[`--ginkgo.json-report=${report}`, `--e2e-output-dir=${cluster.folder}`],
    // It is held against the suite's name and then the spec's.
    ...names.map((name) => `--ginkgo.focus=${escape(name)}$`),
  ]);
  try {
    return parseReport(await Deno.readTextFile(report));
  } catch (cause) {
    throw new Error(`e2e.test ended with code ${code}: ${(stdout + stderr).trim().slice(-2000)}`, { cause });
  } finally {
    await Deno.remove(report).catch(() => {});
  }
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

interface SpecReport {
  ContainerHierarchyTexts: string[] | null;
  LeafNodeType: string;
  LeafNodeText: string;
  State: string;
  /** Nanoseconds. */
  RunTime: number;
  Failure?: { Message: string };
  CapturedGinkgoWriterOutput?: string;
}

/** The specs that were run, by name, of a report of Ginkgo's (`--ginkgo.json-report`); those that were not chosen are left out. */
export function parseReport(text: string): Map<string, TestResult> {
  const results = new Map<string, TestResult>();
  for (const { SpecReports } of JSON.parse(text) as { SpecReports: SpecReport[] | null }[]) {
    for (const spec of SpecReports ?? []) {
      // Specs that were filtered out are skipped without a word.
      if (spec.LeafNodeType !== "It" || (spec.State === "skipped" && spec.Failure === undefined)) continue;
      const name = [...spec.ContainerHierarchyTexts ?? [], spec.LeafNodeText].join(" ");
      const output = [
        ...(spec.CapturedGinkgoWriterOutput ?? "").split("\n"),
        ...(spec.Failure?.Message ?? "").split("\n"),
      ];
      results.set(name, { outcome: outcomeOf(spec.State), seconds: spec.RunTime / 1e9, output });
    }
  }
  return results;
}

function outcomeOf(state: string): Outcome {
  return state === "passed" ? "pass" : state === "skipped" || state === "pending" ? "skip" : "fail";
}
