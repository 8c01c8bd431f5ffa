import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import type { OciSpec } from "./oci_spec.ts";
import { netnsOf } from "./pod_netns.ts";

const pod = { "io.kubernetes.cri.container-type": "sandbox", "io.kubernetes.cri.sandbox-id": "p" };

function spec(namespaces: { type: string; path?: string }[], annotations: Record<string, string> = {}): OciSpec {
  return { ociVersion: "1.1.0", annotations, linux: { namespaces } };
}

Deno.test("netnsOf() finds the path among the namespaces", () => {
  assertEquals(netnsOf(spec([{ type: "pid", path: "/p" }, { type: "network", path: "/n" }], pod), "p"), "/n");
});

Deno.test("netnsOf() knows none for a container of nobody's pod, whether it is to have one of its own or the host's", () => {
  assertEquals(netnsOf(spec([{ type: "network" }]), "x"), undefined);
  assertEquals(netnsOf(spec([]), "x"), undefined);
});

Deno.test("netnsOf() refuses a pod in the host's network", () => {
  const message = "A pod in a VM cannot be in the host's network namespace (no network namespace is named for it): " +
    "use another runtime for pods with hostNetwork";
  assertThrows(() => netnsOf(spec([{ type: "pid" }], pod), "p"), StatusError, message);
});
