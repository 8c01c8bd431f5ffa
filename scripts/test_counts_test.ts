import { addCounts, countReport, countTests, noCounts, resultLines, totals } from "./test_counts.ts";

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`got ${a}, expected ${b}`);
}

Deno.test("countTests() adds up several runs of deno test and names what was ignored", () => {
  const output = `running 2 tests from ./a_test.ts
Queue.pop() works ... ok (1ms)
needs KVM ... ignored (0ms)

ok | 1 passed | 0 failed | 1 ignored (5ms)
FAILED | 3 passed (2 steps) | 2 failed (1 step) (8ms)
`;
  equal(countTests(output), { passed: 4, failed: 2, skipped: ["needs KVM"], unsteady: [] });
});

Deno.test("totals() ends in the totals, after the names of what was skipped", () => {
  const none = { ...noCounts(), passed: 1 };
  equal(totals(none), ["1 passed, 0 failed"]);
  const more = { passed: 2, failed: 1, skipped: ["a: no KVM"], unsteady: ["b (1.0 s, at the second try)"] };
  equal(totals(addCounts(none, more)), [
    "skipped: a: no KVM",
    "unsteady: b (1.0 s, at the second try)",
    "3 passed, 1 failed, 1 skipped",
  ]);
});

Deno.test("countReport() counts the cases of an end-to-end report and names what was skipped", () => {
  const report = `ok    kvm: a case (1.2 s)
FAIL  kvm: another (3.4 s)
      Error: ok    is what it is not
skip  kvm: a third: no such device
again kvm: a fourth (3.1 s)
      Error: it has not ended
ok    kvm: a fourth (0.1 s, at the second try)
2 passed, 1 failed, 1 skipped (test VM)
`;
  equal(countReport(report), {
    passed: 2,
    failed: 1,
    skipped: ["kvm: a third: no such device"],
    unsteady: ["kvm: a fourth (0.1 s, at the second try)"],
  });
  equal(resultLines(report).length, 4);
});
