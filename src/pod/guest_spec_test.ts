import { assertEquals } from "@std/assert";
import { toGuestSpec } from "./guest_spec.ts";
import type { OciSpec } from "./oci_spec.ts";

function hostSpec(): OciSpec {
  return {
    ociVersion: "1.0.2",
    process: { args: ["sh"], cwd: "/", apparmorProfile: "cri", env: ["A=1"] },
    root: { path: "rootfs", readonly: true },
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/data", type: "bind", source: "/srv/data", options: ["rbind", "ro"] },
      { destination: "/conf", type: "none", source: "/srv/conf", options: ["bind"] },
    ],
    hooks: { prestart: [{ path: "/bin/hook" }] },
    annotations: { "run.oci.handler": "krun" },
    linux: {
      cgroupsPath: "/default/x",
      namespaces: [{ type: "pid" }, { type: "network" }, { type: "ipc", path: "/proc/1/ns/ipc" }],
      devices: [{ path: "/dev/null", type: "c", major: 1, minor: 3 }, {
        path: "/dev/sda",
        type: "b",
        major: 8,
        minor: 0,
      }],
      resources: { memory: { limit: 1 << 26, swap: 1 << 26 }, cpu: { cpus: "7", quota: 1000 } },
    },
  };
}

Deno.test("toGuestSpec() points the root and the binds into the shared directory", () => {
  const { spec, binds } = toGuestSpec(hostSpec(), "c1");
  assertEquals(spec.root, { path: "/run/husk/shared/c1/rootfs", readonly: true });
  assertEquals(binds, [
    { source: "/srv/data", shared: "c1/mounts/0", readonly: true, recursive: true },
    { source: "/srv/conf", shared: "c1/mounts/1", readonly: false, recursive: false },
  ]);
  assertEquals(spec.mounts!.map((mount) => mount.source), [
    "proc",
    "/run/husk/shared/c1/mounts/0",
    "/run/husk/shared/c1/mounts/1",
  ]);
  assertEquals(spec.mounts![2]!.type, "bind");
});

Deno.test("toGuestSpec() keeps namespaces that the guest makes anew, and joins the VM's network", () => {
  assertEquals(toGuestSpec(hostSpec(), "c1").spec.linux!.namespaces, [
    { type: "pid" },
    { type: "network", path: "/proc/1/ns/net" },
  ]);
});

Deno.test("toGuestSpec() leaves out what only the host knows, and names it", () => {
  const { spec, dropped } = toGuestSpec(hostSpec(), "c1");
  assertEquals(dropped, ["hooks", "device /dev/sda", "memory.swap", "cpu.cpus"]);
  assertEquals(spec.linux!.resources, { memory: { limit: 1 << 26 }, cpu: { quota: 1000 } });
  assertEquals(spec.linux!.cgroupsPath, "/husk/c1");
  assertEquals([spec.hooks, spec.annotations, spec.process!.apparmorProfile], [undefined, undefined, undefined]);
  assertEquals(spec.process!.env, ["A=1"]);
});

Deno.test("toGuestSpec() does not change the host's spec", () => {
  const host = hostSpec();
  toGuestSpec(host, "c1");
  assertEquals(host, hostSpec());
});
