/** What a run of a suite with runc and with husk says of husk. */
import { type Counts, noCounts } from "../../scripts/test_counts.ts";
import { compare, type TestResult } from "./suite_results.ts";

/** How much of a failed test's output is shown. */
const LAST_LINES = 25;

export interface Runs {
  /** The suite's name, before those of its tests. */
  suite: string;
  runc: Map<string, TestResult>;
  husk: Map<string, TestResult>;
  /** Reasons by name of test. */
  cannotHold: ReadonlyMap<string, string>;
  print: (line: string) => void;
}

/** What passes with runc has to pass with husk, or be known as what cannot. Prints what is neither. */
export function report({ suite, runc, husk, cannotHold, print }: Runs): Counts {
  const { passed, failed, notComparable } = compare(runc, husk);
  const counts = { ...noCounts(), passed: passed.length };
  for (const name of notComparable) counts.skipped.push(`${suite}, ${name} with runc`);
  for (const name of failed) {
    const reason = cannotHold.get(name);
    if (reason !== undefined) {
      counts.skipped.push(`${suite}, ${name}: ${reason}`);
      continue;
    }
    counts.failed++;
    showFailure(`${name}, which passes with runc`, husk.get(name), print);
  }
  for (const name of cannotHold.keys()) {
    if (passed.includes(name)) print(`note  ${name} passes: it need not stand among what cannot hold`);
  }
  return counts;
}

/** husk's results without runc's beside them. */
export function countAlone(husk: Map<string, TestResult>, print: (line: string) => void): Counts {
  const counts = noCounts();
  for (const [name, result] of husk) {
    if (result.outcome === "pass") counts.passed++;
    else if (result.outcome === "skip") counts.skipped.push(name);
    else {
      counts.failed++;
      showFailure(name, result, print);
    }
  }
  return counts;
}

function showFailure(name: string, result: TestResult | undefined, print: (line: string) => void): void {
  print(`FAIL  ${name} (${result?.outcome ?? "not run"})`);
  for (const line of result?.output.slice(-LAST_LINES) ?? []) print(`      ${line}`);
}
