import { assertEquals } from "@std/assert";
import { podNameOf, podRoleOf } from "./pod_role.ts";

const spec = (annotations?: Record<string, string>) => ({ ociVersion: "1.0.2", ...(annotations && { annotations }) });

Deno.test("podRoleOf() takes a container that no CRI made for a pod of its own", () => {
  assertEquals(podRoleOf(spec(), "x"), { kind: "single" });
  assertEquals(podRoleOf(spec({ "io.husk.vcpus": "2" }), "x"), { kind: "single" });
});

Deno.test("podRoleOf() reads containerd's annotations and CRI-O's", () => {
  for (
    const prefix of [["io.kubernetes.cri.container-type", "io.kubernetes.cri.sandbox-id"], [
      "io.kubernetes.cri-o.ContainerType",
      "io.kubernetes.cri-o.SandboxID",
    ]] as const
  ) {
    const role = (type: string, id: string) => podRoleOf(spec({ [prefix[0]]: type, [prefix[1]]: "pod" }), id);
    assertEquals(role("sandbox", "pod"), { kind: "sandbox", sandboxId: "pod" });
    assertEquals(role("container", "c1"), { kind: "container", sandboxId: "pod" });
  }
});

Deno.test("podNameOf() finds what Kubernetes calls the pod, under containerd and CRI-O", () => {
  const name = (annotations: Record<string, string>) => podNameOf({ ociVersion: "1.0.2", annotations });
  const web = { namespace: "default", name: "web" };
  const containerd = { "io.kubernetes.cri.sandbox-namespace": "default", "io.kubernetes.cri.sandbox-name": "web" };
  assertEquals(name(containerd), web);
  assertEquals(name({ "io.kubernetes.cri-o.Namespace": "default", "io.kubernetes.cri-o.KubeName": "web" }), web);
  assertEquals(name({ "io.kubernetes.cri.sandbox-name": "web" }), undefined);
});
