import { assertEquals } from "@std/assert";
import { parseReport, pickSpecs } from "./specs.ts";

const LIST = `The following spec names can be used with 'ginkgo run --focus/skip':
    test/e2e/common/node/pods.go:225: [sig-node] Pods should get a host IP [NodeConformance] [Conformance]
    test/e2e/common/node/pods.go:1: [sig-node] Pods should be many
    test/e2e/common/node/x.go:2: [sig-node] Pods [Serial] should be alone [NodeConformance]
    test/e2e/common/storage/secrets_volume.go:3: [sig-storage] Secrets should be there (root,0644) [NodeConformance]
`;

Deno.test("pickSpecs() takes the specs that every node has to pass, and that match, out of e2e.test's list", () => {
  const host = "[sig-node] Pods should get a host IP [NodeConformance] [Conformance]";
  const secret = "[sig-storage] Secrets should be there (root,0644) [NodeConformance]";
  assertEquals(pickSpecs(LIST, /./), [host, secret]);
  assertEquals(pickSpecs(LIST, /Secrets/), [secret]);
});

Deno.test("parseReport() reads states, times and words of the specs that were run, and of no others", () => {
  const spec = (LeafNodeText: string, State: string, more = {}) => ({
    ContainerHierarchyTexts: ["[sig-node] Pods"],
    LeafNodeType: "It",
    LeafNodeText,
    State,
    RunTime: 1.5e9,
    ...more,
  });
  const report = JSON.stringify([{
    SpecReports: [
      { ContainerHierarchyTexts: null, LeafNodeType: "SynchronizedBeforeSuite", LeafNodeText: "", State: "passed" },
      spec("passes", "passed", { CapturedGinkgoWriterOutput: "STEP: one" }),
      spec("fails", "timedout", { Failure: { Message: "Timed out\nafter 2s" } }),
      spec("skips itself", "skipped", { Failure: { Message: "needs windows" } }),
      spec("was not chosen", "skipped"),
    ],
  }, { SpecReports: null }]);
  assertEquals([...parseReport(report)], [
    ["[sig-node] Pods passes", { outcome: "pass", seconds: 1.5, output: ["STEP: one", ""] }],
    ["[sig-node] Pods fails", { outcome: "fail", seconds: 1.5, output: ["", "Timed out", "after 2s"] }],
    ["[sig-node] Pods skips itself", { outcome: "skip", seconds: 1.5, output: ["", "needs windows"] }],
  ]);
});
