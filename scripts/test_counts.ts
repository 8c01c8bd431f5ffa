import { AT_SECOND_TRY } from "../tests/e2e/second_try.ts";

/** Test results of several runs, added up. */
export interface Counts {
  passed: number;
  failed: number;
  /** Names of the tests that did not run, each with the reason where there is one. */
  skipped: string[];
  /** Names of the tests that failed, and passed when they were tried again. */
  unsteady: string[];
}

export const noCounts = (): Counts => ({ passed: 0, failed: 0, skipped: [], unsteady: [] });

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: [...a.skipped, ...b.skipped],
    unsteady: [...a.unsteady, ...b.unsteady],
  };
}

/** Counts what `deno test` printed (without colours): its lines of totals, and its ignored tests by name. */
export function countTests(output: string): Counts {
  const counts = noCounts();
  for (const line of output.split("\n")) {
    const total = /^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed/.exec(line);
    if (total) {
      counts.passed += Number(total[1]);
      counts.failed += Number(total[2]);
    }
    const ignored = /^(.*) \.\.\. ignored\b/.exec(line)?.[1];
    if (ignored !== undefined) counts.skipped.push(ignored.trim());
  }
  return counts;
}

/** The lines of an end-to-end report that tell of a case's end. */
export function resultLines(report: string): string[] {
  const kinds = ["ok", "FAIL", "skip"].map((word) => word.padEnd(6));
  return report.split("\n").filter((line) => kinds.some((kind) => line.startsWith(kind)));
}

/** Counts an end-to-end report by its lines, one a case: "ok    NAME ...", "FAIL  NAME ...", "skip  NAME: REASON". */
export function countReport(report: string): Counts {
  const named = (kind: string) =>
    report.split("\n").filter((line) => line.startsWith(kind)).map((line) => line.slice(kind.length).trim());
  const passed = named("ok    ");
  return {
    passed: passed.length,
    failed: named("FAIL  ").length,
    skipped: named("skip  "),
    unsteady: passed.filter((line) => line.endsWith(`${AT_SECOND_TRY})`)),
  };
}

/** The closing lines: every skipped and every unsteady test by name, then `N passed, N failed` and, where some were, `, N skipped`. */
export function totals({ passed, failed, skipped, unsteady }: Counts): string[] {
  const end = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
  return [
    ...skipped.map((name) => `skipped: ${name}`),
    ...unsteady.map((name) => `unsteady: ${name}`),
    `${passed} passed, ${failed} failed${end}`,
  ];
}
