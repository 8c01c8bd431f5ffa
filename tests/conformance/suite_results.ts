/** What a run of a Go test binary (`-test.v`) said of each test. */

export type Outcome = "pass" | "fail" | "skip" | "lost";

export interface TestResult {
  outcome: Outcome;
  seconds: number;
  /** What the test printed, in the order of the lines. */
  output: string[];
}

/**
 * Results of the top-level tests by name. A test that began and of which nothing more was heard is "lost": the binary
 * ended, or was ended, while it ran.
 */
export function parseResults(output: string): Map<string, TestResult> {
  const results = new Map<string, TestResult>();
  let current: TestResult | undefined;
  for (const line of output.split("\n")) {
    // CONT: a test that waited for its turn among the parallel ones goes on.
    const started = /^=== (?:RUN|CONT)\s+(\w+)$/.exec(line)?.[1];
    if (started !== undefined) {
      current = results.get(started) ?? { outcome: "lost", seconds: 0, output: [] };
      results.set(started, current);
      continue;
    }
    const ended = /^--- (PASS|FAIL|SKIP): (\w+) \(([\d.]+)s\)$/.exec(line);
    const result = ended === null ? undefined : results.get(ended[2]!);
    if (result !== undefined) {
      result.outcome = ended![1]!.toLowerCase() as Outcome;
      result.seconds = Number(ended![3]);
      continue;
    }
    current?.output.push(line);
  }
  return results;
}

/** A spec as Ginkgo's JSON report has it (onsi/ginkgo, types/types.go). */
interface GinkgoSpec {
  LeafNodeType: string;
  ContainerHierarchyTexts: string[] | null;
  LeafNodeText: string;
  State: string;
  /** Nanoseconds. */
  RunTime: number;
  Failure?: { Message: string };
}

const GINKGO_OUTCOMES: Readonly<Record<string, Outcome>> = { passed: "pass", skipped: "skip", pending: "skip" };

/** Results of the specs of a Ginkgo suite, by all their words, from its JSON report. */
export function parseGinkgoReport(text: string): Map<string, TestResult> {
  const suites = JSON.parse(text) as { SpecReports: GinkgoSpec[] }[];
  const specs = suites.flatMap(({ SpecReports }) => SpecReports).filter(({ LeafNodeType }) => LeafNodeType === "It");
  return new Map(specs.map((spec) => {
    const name = [...spec.ContainerHierarchyTexts ?? [], spec.LeafNodeText].join(" ").replace(/^\[k8s\.io\] /, "");
    const outcome = GINKGO_OUTCOMES[spec.State] ?? "fail";
    const output = spec.Failure?.Message.split("\n") ?? [];
    return [name, { outcome, seconds: spec.RunTime / 1e9, output }];
  }));
}

export interface Comparison {
  /** Pass with the reference and with the runtime under test. */
  passed: string[];
  /** Pass with the reference alone. */
  failed: string[];
  /** Do not pass with the reference: they say nothing of the runtime under test. Each with its outcome there. */
  notComparable: string[];
}

/** Holds a run against the reference's. */
export function compare(reference: Map<string, TestResult>, tested: Map<string, TestResult>): Comparison {
  const comparison: Comparison = { passed: [], failed: [], notComparable: [] };
  for (const [name, { outcome }] of reference) {
    if (outcome !== "pass") comparison.notComparable.push(`${name} (${outcome})`);
    else if (tested.get(name)?.outcome === "pass") comparison.passed.push(name);
    else comparison.failed.push(name);
  }
  return comparison;
}
