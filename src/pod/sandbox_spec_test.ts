import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import type { OciSpec } from "./oci_spec.ts";
import type { PodRole } from "./pod_role.ts";
import { guestSandboxOf, mustFitIntoVm } from "./sandbox_spec.ts";

const SANDBOX: PodRole = { kind: "sandbox", sandboxId: "p" };
const types = (...names: string[]) => names.map((type) => ({ type, path: `/proc/7/ns/${type}` }));

function spec(linux: OciSpec["linux"] = {}): OciSpec {
  return { ociVersion: "1.0.2", hostname: "web", linux: { namespaces: types("network", "pid", "ipc"), ...linux } };
}

Deno.test("guestSandboxOf() reads host name, sysctls and the size of /dev/shm", () => {
  const pod = spec({ sysctl: { "kernel.msgmax": "9" } });
  assertEquals(guestSandboxOf(pod, "p", SANDBOX), {
    hostname: "web",
    sysctls: { "kernel.msgmax": "9" },
    shmBytes: 64 << 20,
  });
  assertEquals(guestSandboxOf(pod, "p", { kind: "single" }), { hostname: "web", sysctls: {}, shmBytes: undefined });
  pod.mounts = [{ destination: "/dev/shm", type: "bind", source: "/no/such/shm" }];
  assertThrows(() => guestSandboxOf(pod, "p", SANDBOX), Error, "'/no/such/shm'");
});

Deno.test("mustFitIntoVm() refuses the host's namespaces and names the pod's field", () => {
  for (const [type, field] of [["network", "hostNetwork"], ["pid", "hostPID"], ["ipc", "hostIPC"]] as const) {
    const without = spec({ namespaces: types("network", "pid", "ipc").filter((namespace) => namespace.type !== type) });
    const error = assertThrows(() => mustFitIntoVm(without, SANDBOX), StatusError);
    assertEquals(
      error.message,
      `Cannot run the pod with husk: the host's ${type} namespace cannot be used from a VM: remove '${field}: true' from the pod, or choose another RuntimeClass for it`,
    );
    mustFitIntoVm(without, { kind: "single" });
  }
  mustFitIntoVm(spec(), SANDBOX);
});

Deno.test("mustFitIntoVm() refuses a user namespace without a root", () => {
  const mapping = (containerID: number) =>
    spec({
      namespaces: types("network", "pid", "ipc", "user"),
      uidMappings: [{ containerID, hostID: 1000, size: 10 }],
    });
  mustFitIntoVm(mapping(0), SANDBOX);
  assertThrows(() => mustFitIntoVm(mapping(1), SANDBOX), StatusError, "maps no user 0");
});

Deno.test("mustFitIntoVm() refuses huge pages, but not a limit of none", () => {
  const limits = (limit: number) => spec({ resources: { hugepageLimits: [{ pageSize: "2MB", limit }] } });
  mustFitIntoVm(limits(0), SANDBOX);
  assertThrows(() => mustFitIntoVm(limits(1 << 21), SANDBOX), StatusError, "no huge pages (2MB)");
});
