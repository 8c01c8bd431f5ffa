import { assertEquals } from "@std/assert";
import { parseAll } from "@std/yaml";
import { k8sCases } from "./cases/mod.ts";
import { withRuntime } from "./harness.ts";

const DEPLOYMENT = "kind: Deployment\nmetadata: {name: d}\nspec: {template: {spec: {containers: []}}}\n";

Deno.test("withRuntime() gives pods, and the pods of templates, the runtime under test and a short grace", () => {
  const text =
    `kind: Pod\nmetadata: {name: p}\nspec: {terminationGracePeriodSeconds: 9}\n---\n${DEPLOYMENT}---\nkind: Secret\nmetadata: {name: s}\n`;
  const [pod, deployment, secret] = parseAll(withRuntime(text, "husk")) as Record<string, never>[];
  assertEquals(pod!["spec"], { terminationGracePeriodSeconds: 9, runtimeClassName: "husk" } as never);
  const spec = { containers: [], runtimeClassName: "husk", terminationGracePeriodSeconds: 1 };
  assertEquals(deployment!["spec"], { template: { spec } } as never);
  assertEquals(Object.keys(secret!), ["kind", "metadata"]);
  const [plain] = parseAll(withRuntime("kind: Pod\nmetadata: {name: p}\nspec: {}\n", "runc")) as Record<
    string,
    never
  >[];
  assertEquals(plain!["spec"], { terminationGracePeriodSeconds: 1 } as never);
});

Deno.test("the cases on Kubernetes have names of their own, and manifests that are there; every manifest has a case", async () => {
  assertEquals(new Set(k8sCases.map(({ name }) => name)).size, k8sCases.length);
  const files = Array.from(Deno.readDirSync(new URL("manifests", import.meta.url)), ({ name }) => name);
  assertEquals([...new Set(k8sCases.map(({ manifest }) => manifest))].sort(), files.sort());
  for (const file of files) parseAll(await Deno.readTextFile(new URL(`manifests/${file}`, import.meta.url)));
});
