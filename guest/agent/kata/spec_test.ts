import { assertEquals } from "@std/assert";
import { LinuxResources, Process, Spec } from "../../../src/gen/agent/oci.ts";
import { message } from "../../../src/ttrpc/message.ts";
import { jsonText, ociName, processToOci, resourcesToOci, specToOci } from "./spec.ts";

/** As it goes over the wire and comes out as text. */
function viaJson(json: Parameters<typeof jsonText>[0]): unknown {
  return JSON.parse(jsonText(json));
}

Deno.test("ociName() finds the OCI spec's names", () => {
  const names = {
    Args: "args",
    UID: "uid",
    UIDMappings: "uidMappings",
    OOMScoreAdj: "oomScoreAdj",
    HostID: "hostID",
    KernelTCP: "kernelTCP",
    CPU: "cpu",
    BlockIO: "blockIO",
    DisableOOMKiller: "disableOOMKiller",
    destination: "destination",
    Version: "ociVersion",
  };
  for (const [name, expected] of Object.entries(names)) assertEquals(ociName(name), expected);
});

Deno.test("specToOci() makes a config.json that crun takes", () => {
  const spec = message(Spec, {
    Version: "1.0.2",
    Hostname: "pod",
    Annotations: { Some: "value" },
    Process: message(Process, { Args: ["sh"], OOMScoreAdj: -500n, SelinuxLabel: "x" }),
    Mounts: [{ destination: "/proc", source: "proc", type: "proc", options: ["nosuid"] }],
    Linux: {
      ...Spec.decode(new Uint8Array([8 << 3 | 2, 0])).Linux!,
      CgroupsPath: "slice:cri:abc",
      Sysctl: { "Net.X": "1" },
      UIDMappings: [{ HostID: 1000, ContainerID: 0, Size: 1 }],
      Namespaces: [{ Type: "network", Path: "" }, { Type: "ipc", Path: "/proc/7/ns/ipc" }, { Type: "pid", Path: "" }],
      Seccomp: {
        DefaultAction: "SCMP_ACT_ALLOW",
        Architectures: [],
        Flags: [],
        Syscalls: [{ Names: ["x"], Action: "SCMP_ACT_ERRNO", errnoret: 0, Args: [] }],
      },
    },
  });
  assertEquals(viaJson(specToOci(spec, "c1")), {
    ociVersion: "1.0.2",
    hostname: "pod",
    annotations: { Some: "value" },
    process: { cwd: "/", user: { uid: 0, gid: 0 }, args: ["sh"], oomScoreAdj: -500 },
    mounts: [{ destination: "/proc", source: "proc", type: "proc", options: ["nosuid"] }],
    linux: {
      cgroupsPath: "/husk/c1",
      sysctl: { "Net.X": "1" },
      uidMappings: [{ hostID: 1000, containerID: 0, size: 1 }],
      namespaces: [{ type: "pid" }],
      seccomp: {
        defaultAction: "SCMP_ACT_ALLOW",
        syscalls: [{ names: ["x"], action: "SCMP_ACT_ERRNO", errnoRet: 0 }],
      },
    },
  });
});

Deno.test("processToOci() keeps a limit of 64 bits to the last digit", () => {
  const infinity = 2n ** 64n - 1n;
  const process = message(Process, { Rlimits: [{ Type: "RLIMIT_NOFILE", Hard: infinity, Soft: 0n }] });
  const text = jsonText(processToOci(process));
  assertEquals(text.includes('{"type":"RLIMIT_NOFILE","hard":18446744073709551615,"soft":0}'), true, text);
});

Deno.test("resourcesToOci() keeps what denies", () => {
  const resources = message(LinuxResources, {
    Devices: [{ Allow: false, Type: "", Major: 0n, Minor: 0n, Access: "rwm" }],
  });
  assertEquals(viaJson(resourcesToOci(resources)), { devices: [{ allow: false, access: "rwm" }] });
});
