import { assertEquals, assertThrows } from "@std/assert";
import {
  IDMapping,
  LinuxContainerResources,
  LinuxPodSandboxConfig,
  LinuxSandboxSecurityContext,
  NamespaceMode,
  NamespaceOption,
  PodSandboxConfig,
  UserNamespace,
} from "../gen/sandbox/pod_sandbox_config.ts";
import { CreateSandboxRequest } from "../gen/sandbox/sandbox.ts";
import { podRoleOf } from "../pod/pod_role.ts";
import { message } from "../ttrpc/message.ts";
import { StatusError } from "../util/errors.ts";
import { describeSandbox } from "./sandbox_spec.ts";

function request(config: Partial<PodSandboxConfig>, changes: Partial<CreateSandboxRequest> = {}): CreateSandboxRequest {
  const value = PodSandboxConfig.encode(message(PodSandboxConfig, config)).finish();
  const options = { typeUrl: "runtime.v1.PodSandboxConfig", value };
  return message(CreateSandboxRequest, { sandboxId: "p1", netnsPath: "/run/netns/p", options, ...changes });
}

Deno.test("describeSandbox() says of a pod what a pause container's config.json says", () => {
  const resources = message(LinuxContainerResources, {
    cpuPeriod: 100_000n,
    cpuQuota: 150_000n,
    cpuShares: 512n,
    memoryLimitInBytes: 1n << 28n,
  });
  const { spec, files } = describeSandbox(request({
    metadata: { name: "web", namespace: "default", uid: "u1" },
    hostname: "web-0",
    logDirectory: "/var/log/pods/web",
    annotations: { "io.husk.vcpus": "2" },
    dnsConfig: { servers: ["10.0.0.10"], searches: ["a.test"], options: ["ndots:5"] },
    linux: message(LinuxPodSandboxConfig, {
      cgroupParent: "/kubepods/pod1",
      sysctls: { "net.core.somaxconn": "1024" },
      resources,
    }),
  }));
  assertEquals(spec, {
    ociVersion: "1.0.2",
    hostname: "web-0",
    annotations: {
      "io.husk.vcpus": "2",
      "io.kubernetes.cri.container-type": "sandbox",
      "io.kubernetes.cri.sandbox-id": "p1",
      "io.kubernetes.cri.sandbox-name": "web",
      "io.kubernetes.cri.sandbox-namespace": "default",
      "io.kubernetes.cri.sandbox-uid": "u1",
      "io.kubernetes.cri.sandbox-log-directory": "/var/log/pods/web",
      "io.kubernetes.cri.sandbox-cpu-period": "100000",
      "io.kubernetes.cri.sandbox-cpu-quota": "150000",
      "io.kubernetes.cri.sandbox-cpu-shares": "512",
      "io.kubernetes.cri.sandbox-memory": "268435456",
    },
    linux: {
      namespaces: [{ type: "network", path: "/run/netns/p" }, { type: "pid" }, { type: "ipc" }],
      cgroupsPath: "/kubepods/pod1/p1",
      sysctl: { "net.core.somaxconn": "1024" },
    },
  });
  assertEquals(podRoleOf(spec, "p1").kind, "sandbox");
  assertEquals(files, {
    hostname: "web-0",
    dns: { servers: ["10.0.0.10"], searches: ["a.test"], options: ["ndots:5"] },
  });
});

Deno.test("describeSandbox() names no network namespace for a pod in the host's, and the host's name", () => {
  const namespaceOptions = message(NamespaceOption, { network: NamespaceMode.NODE });
  const securityContext = message(LinuxSandboxSecurityContext, { namespaceOptions });
  const linux = message(LinuxPodSandboxConfig, { securityContext });
  const { spec } = describeSandbox(request({ linux }, { netnsPath: "" }));
  assertEquals([spec.linux!.namespaces, spec.hostname], [[{ type: "pid" }, { type: "ipc" }], Deno.hostname()]);
});

Deno.test("describeSandbox() gives a pod with a user namespace its mappings", () => {
  const ids = [message(IDMapping, { containerId: 0, hostId: 1000, length: 65536 })];
  const pod = (mode: NamespaceMode) => {
    const usernsOptions = message(UserNamespace, { mode, uids: ids, gids: ids });
    const namespaceOptions = message(NamespaceOption, { usernsOptions });
    const securityContext = message(LinuxSandboxSecurityContext, { namespaceOptions });
    return describeSandbox(request({ linux: message(LinuxPodSandboxConfig, { securityContext }) })).spec.linux!;
  };
  const linux = pod(NamespaceMode.POD);
  assertEquals(linux.namespaces!.map(({ type }) => type), ["network", "pid", "ipc", "user"]);
  assertEquals(linux["uidMappings"], [{ containerID: 0, hostID: 1000, size: 65536 }]);
  assertEquals(pod(NamespaceMode.NODE)["uidMappings"], undefined);
  assertThrows(() => pod(NamespaceMode.TARGET), StatusError, "another container's");
});

Deno.test("describeSandbox() names the scope of a slice where the pod's cgroup is systemd's", () => {
  const linux = message(LinuxPodSandboxConfig, { cgroupParent: "/kubepods.slice/kubepods-pod1.slice" });
  assertEquals(describeSandbox(request({ linux })).spec.linux!.cgroupsPath, "kubepods-pod1.slice:cri-containerd:p1");
});

Deno.test("describeSandbox() needs no options, and refuses those that it does not know or cannot read", () => {
  assertEquals(describeSandbox(request({}, { options: undefined })).spec.hostname, undefined);
  const value = Uint8Array.of(0x0a, 0x7f);
  const other = { typeUrl: "some.other.Config", value };
  assertThrows(() => describeSandbox(request({}, { options: other })), StatusError, "'some.other.Config'");
  const malformed = { typeUrl: "runtime.v1.PodSandboxConfig", value };
  assertThrows(() => describeSandbox(request({}, { options: malformed })), StatusError, "Malformed PodSandboxConfig");
});
