import { assertEquals } from "@std/assert";
import { compare, parseGinkgoReport, parseResults } from "./suite_results.ts";

const reference = `=== RUN   TestOne
    one_test.go:1: words
--- PASS: TestOne (1.25s)
=== RUN   TestTwo
=== RUN   TestTwo/part
--- FAIL: TestTwo (0.00s)
    --- FAIL: TestTwo/part (0.00s)
=== RUN   TestThree
--- SKIP: TestThree (0.00s)
=== RUN   TestFour
--- PASS: TestFour (2.00s)
=== RUN   TestFive
panic: the end
`;

Deno.test("parseResults() takes the outcome, time and words of each top-level test", () => {
  const results = parseResults(reference);
  assertEquals([...results].map(([name, { outcome }]) => [name, outcome]), [
    ["TestOne", "pass"],
    ["TestTwo", "fail"],
    ["TestThree", "skip"],
    ["TestFour", "pass"],
    ["TestFive", "lost"],
  ]);
  assertEquals(results.get("TestOne"), { outcome: "pass", seconds: 1.25, output: ["    one_test.go:1: words"] });
});

Deno.test("compare() counts what passes with the reference, and a test that never ran as failed", () => {
  const tested = parseResults("=== RUN   TestOne\n--- PASS: TestOne (0.10s)\n");
  assertEquals(compare(parseResults(reference), tested), {
    passed: ["TestOne"],
    failed: ["TestFour"],
    notComparable: ["TestTwo (fail)", "TestThree (skip)", "TestFive (lost)"],
  });
});

Deno.test("parseGinkgoReport() takes specs by all their words, and whatever has not passed for failed", () => {
  const spec = (text: string, State: string, more = {}) => ({
    LeafNodeType: "It",
    ContainerHierarchyTexts: ["[k8s.io] Pods", "when they run"],
    LeafNodeText: text,
    State,
    RunTime: 1.5e9,
    ...more,
  });
  const suite = {
    LeafNodeType: "BeforeSuite",
    ContainerHierarchyTexts: null,
    LeafNodeText: "",
    State: "passed",
    RunTime: 1,
  };
  const SpecReports = [
    suite,
    spec("run", "passed"),
    spec("stop", "skipped"),
    spec("end", "timedout", { Failure: { Message: "too\nlate" } }),
  ];
  const results = parseGinkgoReport(JSON.stringify([{ SpecReports }]));
  assertEquals([...results].map(([name, { outcome, output }]) => [name, outcome, output.length]), [
    ["Pods when they run run", "pass", 0],
    ["Pods when they run stop", "skip", 0],
    ["Pods when they run end", "fail", 2],
  ]);
  assertEquals(results.get("Pods when they run run")!.seconds, 1.5);
});
