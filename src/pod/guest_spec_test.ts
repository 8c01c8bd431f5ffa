import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import { isPrivileged, toGuestSpec } from "./guest_spec.ts";
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
      devices: [{ path: "/dev/null", type: "c", major: 1, minor: 3 }],
      resources: { memory: { limit: 1 << 26, swap: 1 << 26 }, cpu: { cpus: "7", quota: 1000 } },
    },
  };
}

Deno.test("toGuestSpec() names the version of the specification that the guest's crun takes", () => {
  assertEquals(toGuestSpec({ ...hostSpec(), ociVersion: "1.3.0" }, "c1").spec.ociVersion, "1.0.2");
});

Deno.test("toGuestSpec() points the root and the binds into the shared directory", () => {
  const { spec, binds } = toGuestSpec(hostSpec(), "c1");
  assertEquals(spec.root, { path: "/run/husk/shared/c1/rootfs", readonly: true });
  assertEquals(binds, [
    {
      source: "/srv/data",
      shared: "c1/mounts/0",
      readonly: true,
      readonlyBelow: false,
      recursive: true,
      slave: false,
      holdsMounts: false,
      idmapped: false,
    },
    {
      source: "/srv/conf",
      shared: "c1/mounts/1",
      readonly: false,
      readonlyBelow: false,
      recursive: false,
      slave: false,
      holdsMounts: false,
      idmapped: false,
    },
  ]);
  assertEquals(spec.mounts!.map((mount) => mount.source), [
    "proc",
    "/run/husk/shared/c1/mounts/0",
    "/run/husk/shared/c1/mounts/1",
  ]);
  assertEquals(spec.mounts![2]!.type, "bind");
});

Deno.test("toGuestSpec() keeps namespaces that the guest makes anew, joins the VM's network, and hides the pod's other cgroups", () => {
  assertEquals(toGuestSpec(hostSpec(), "c1").spec.linux!.namespaces, [
    { type: "pid" },
    { type: "network", path: "/proc/1/ns/net" },
    { type: "cgroup" },
  ]);
});

Deno.test("toGuestSpec() leaves out what only the host knows, and names it", () => {
  const { spec, dropped } = toGuestSpec(hostSpec(), "c1");
  assertEquals(dropped, ["memory.swap", "cpu.cpus"]);
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

Deno.test("toGuestSpec() gives a pod's containers the VM's own network, IPC and host name", () => {
  const host = hostSpec();
  host.linux!.namespaces = [
    { type: "pid" },
    { type: "mount" },
    ...["network", "ipc", "uts"].map((type) => ({ type, path: `/proc/77/ns/${type}` })),
  ];
  const { spec } = toGuestSpec(host, "c1", { kind: "container", sandboxId: "p" });
  assertEquals(spec.linux!.namespaces, [
    { type: "pid" },
    { type: "mount" },
    { type: "network", path: "/proc/1/ns/net" },
    { type: "ipc", path: "/proc/1/ns/ipc" },
    { type: "uts", path: "/proc/1/ns/uts" },
    { type: "cgroup" },
  ]);
});

Deno.test("toGuestSpec() takes the host's /dev/shm of a pod for the guest's, and binds nothing for it", () => {
  const host = hostSpec();
  host.mounts = [{ destination: "/dev/shm", type: "bind", source: "/run/sandboxes/p/shm", options: ["rbind", "ro"] }];
  const { spec, binds } = toGuestSpec(host, "c1", { kind: "container", sandboxId: "p" });
  assertEquals(binds, []);
  const options = ["rbind", "ro", "nosuid", "nodev", "noexec"];
  assertEquals(spec.mounts, [{ destination: "/dev/shm", type: "bind", source: "/run/husk/shm", options }]);
  assertEquals(toGuestSpec(host, "c1").binds.length, 1);
});

Deno.test("isPrivileged() tells a rule for every device from rules for some", () => {
  const withRules = (...devices: unknown[]) => ({ ...hostSpec(), linux: { resources: { devices } } });
  assertEquals(isPrivileged(hostSpec()), false);
  const some = [{ allow: false, access: "rwm" }, { allow: true, type: "c", access: "m" }, {
    allow: true,
    type: "a",
    major: 1,
    minor: 3,
  }];
  assertEquals(isPrivileged(withRules(...some)), false);
  assertEquals(isPrivileged(withRules({ allow: true, access: "rwm" })), true);
});

Deno.test("toGuestSpec() lets mounts of the host come later where the volume says so, and refuses those that would go there", () => {
  const volume = (option: string) => ({
    ...hostSpec(),
    mounts: [{ destination: "/d", type: "bind", source: "/srv/d", options: ["rbind", option] }],
  });
  assertEquals(toGuestSpec(volume("rslave"), "c").binds.map(({ slave }) => slave), [true]);
  assertEquals(toGuestSpec(volume("rprivate"), "c").binds.map(({ slave }) => slave), [false]);
  for (const option of ["rshared", "shared"]) {
    const error = assertThrows(() => toGuestSpec(volume(option), "c"), StatusError);
    assertMatch(error.message, new RegExp(`'/srv/d'.*\\(${option}, Bidirectional\\)`));
  }
});

Deno.test("toGuestSpec() leaves it to the host what is read-only where something is mounted in a read-only volume", () => {
  const volume = (...options: string[]) => ({
    ...hostSpec(),
    mounts: [{ destination: "/d", type: "bind", source: "/srv/d", options }],
  });
  const guest = (holdsMounts: boolean, ...options: string[]) => {
    const { spec, binds } = toGuestSpec(
      volume(...options),
      "c",
      { kind: "single" },
      () => undefined,
      () => holdsMounts,
    );
    return [spec.mounts![0]!.options!.join(" "), binds[0]!.readonly, binds[0]!.readonlyBelow];
  };
  assertEquals(guest(false, "rbind", "rprivate", "ro"), ["rbind rprivate ro", true, false]);
  assertEquals(guest(true, "rbind", "rprivate", "ro"), ["rbind rprivate", true, false]);
  assertEquals(guest(false, "rbind", "rslave", "ro"), ["rbind rslave", true, false]);
  assertEquals(guest(true, "bind", "ro"), ["bind ro", true, false]);
  assertEquals(guest(true, "rbind", "rprivate", "rro"), ["rbind rprivate rro", true, true]);
});

Deno.test("toGuestSpec() gives a container of a pod with a user namespace one of its own, and leaves mapped volumes to the host", () => {
  const uidMappings = [{ containerID: 0, hostID: 1000, size: 65536 }];
  const host = hostSpec();
  host.linux = { namespaces: [{ type: "user", path: "/proc/77/ns/user" }], uidMappings, gidMappings: uidMappings };
  const volume = { destination: "/d", type: "bind", source: "/srv/d", options: ["rbind"] };
  host.mounts = [{ ...volume, uidMappings, gidMappings: uidMappings }, { ...volume, destination: "/e" }];
  const { spec, binds } = toGuestSpec(host, "c", { kind: "container", sandboxId: "p" });
  assertEquals(spec.linux!.namespaces, [{ type: "user" }, { type: "cgroup" }]);
  assertEquals(spec.linux!["uidMappings"], uidMappings);
  assertEquals(binds.map(({ idmapped }) => idmapped), [true, false]);
  assertEquals(spec.mounts!.map((mount) => mount["uidMappings"]), [undefined, undefined]);
  delete host.linux["uidMappings"];
  assertEquals(toGuestSpec(host, "c").spec.linux!.namespaces, [{ type: "cgroup" }]);
});

Deno.test("toGuestSpec() leaves a volume in memory to the guest", () => {
  const storage = {
    driver: "ephemeral",
    source: "tmpfs",
    fstype: "tmpfs",
    mountPoint: "/m/data",
    options: [],
  } as const;
  const memory = (source: string) =>
    source === "/srv/data" ? { storages: [{ ...storage, options: [] }], guestPath: "/m/data" } : undefined;
  const { spec, binds, storages } = toGuestSpec(hostSpec(), "c1", { kind: "single" }, memory);
  assertEquals(storages.map(({ mountPoint }) => mountPoint), ["/m/data"]);
  assertEquals(binds.map(({ source, shared }) => `${source} ${shared}`), ["/srv/conf c1/mounts/0"]);
  assertEquals(spec.mounts!.map(({ source }) => source), ["proc", "/m/data", "/run/husk/shared/c1/mounts/0"]);
});

Deno.test("toGuestSpec() gives a pod's container the pod's /dev/shm where its spec has a tmpfs of its own, too", () => {
  const options = ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"];
  const spec = { ...hostSpec(), mounts: [{ destination: "/dev/shm", type: "tmpfs", source: "shm", options }] };
  const role = { kind: "container", sandboxId: "p1" } as const;
  assertEquals(toGuestSpec(spec, "c1", role).spec.mounts, [
    { destination: "/dev/shm", type: "bind", source: "/run/husk/shm", options: ["rbind", "nosuid", "nodev", "noexec"] },
  ]);
  assertEquals(toGuestSpec(spec, "c1").spec.mounts![0]!.type, "tmpfs");
});
