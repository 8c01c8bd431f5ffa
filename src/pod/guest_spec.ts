import type { OciLinux, OciMount, OciProcess, OciSpec } from "./oci_spec.ts";

/** A path of the host that has to be bound into the pod's shared directory before the container is created. */
export interface HostBind {
  source: string;
  /** Path below the pod's shared directory, relative: `<container id>/mounts/<n>`. */
  shared: string;
  readonly: boolean;
  recursive: boolean;
}

export interface GuestSpec {
  spec: OciSpec;
  binds: HostBind[];
  /** What of the host's spec has no meaning in the guest and was left out, for the log. */
  dropped: string[];
}

/** Where the guest mounts the pod's shared directory. */
export const GUEST_SHARED_DIR = "/run/husk/shared";

/** The VM's own network namespace, as the guest names it: its init's. */
const GUEST_NETWORK = "/proc/1/ns/net";

/** Devices every guest kernel has with the same numbers as the host (Documentation/admin-guide/devices.txt). */
const COMMON_DEVICES = new Set([
  "/dev/null",
  "/dev/zero",
  "/dev/full",
  "/dev/random",
  "/dev/urandom",
  "/dev/tty",
  "/dev/ptmx",
  "/dev/console",
]);

/**
 * Turns the host's OCI spec into the guest's: paths point into the shared directory, namespaces that the VM itself is
 * (network) or that name a path of the host go, and so does what only the host's kernel knows: LSM labels, host cpu
 * numbers, block device numbers, hooks. The given spec is not changed.
 */
export function toGuestSpec(host: OciSpec, containerId: string): GuestSpec {
  const spec = structuredClone(host);
  const dropped: string[] = [];
  const drop = <T extends object>(object: T | undefined, key: keyof T & string, name: string) => {
    const value = object?.[key];
    if (value === undefined || value === null) return;
    delete object![key];
    if (!isEmpty(value)) dropped.push(name);
  };

  drop(spec, "hooks", "hooks");
  delete spec.annotations;
  spec.root = { ...spec.root, path: `${GUEST_SHARED_DIR}/${containerId}/rootfs` };
  if (spec.process) dropLabels(spec.process);
  const binds = moveBinds(spec.mounts ?? [], containerId);
  if (spec.linux) guestLinux(spec.linux, containerId, drop, dropped);
  return { spec, binds, dropped };
}

/** Labels of security modules that the guest's kernel does not have: the VM is the stronger wall. */
export function dropLabels(process: OciProcess): void {
  delete process.apparmorProfile;
  delete process.selinuxLabel;
}

function moveBinds(mounts: OciMount[], containerId: string): HostBind[] {
  const binds: HostBind[] = [];
  for (const mount of mounts) {
    const options = mount.options ?? [];
    const recursive = options.includes("rbind");
    if (mount.type !== "bind" && !recursive && !options.includes("bind")) continue;
    const shared = `${containerId}/mounts/${binds.length}`;
    binds.push({ source: mount.source ?? "", shared, readonly: options.includes("ro"), recursive });
    mount.source = `${GUEST_SHARED_DIR}/${shared}`;
    mount.type = "bind";
  }
  return binds;
}

type Drop = <T extends object>(object: T | undefined, key: keyof T & string, name: string) => void;

function guestLinux(linux: OciLinux, containerId: string, drop: Drop, dropped: string[]): void {
  linux.cgroupsPath = `/husk/${containerId}`;
  // The VM's network is the pod's: joined by path, so that sysctls of it are taken. Any other path names a namespace of the
  // host, which the guest has not; what has none is made anew in the guest.
  linux.namespaces = (linux.namespaces ?? [])
    .filter((namespace) => namespace.type === "network" || !namespace.path)
    .map(({ type }) => type === "network" ? { type, path: GUEST_NETWORK } : { type });
  for (const key of ["mountLabel", "intelRdt"]) drop(linux, key, `linux.${key}`);
  for (const device of linux.devices ?? []) {
    if (!COMMON_DEVICES.has(device.path)) dropped.push(`device ${device.path}`);
  }
  linux.devices = (linux.devices ?? []).filter((device) => COMMON_DEVICES.has(device.path));
  const resources = linux.resources;
  if (!resources) return;
  const memory = resources.memory as Record<string, unknown> | undefined;
  // cgroup v2 without swap has no such files; crun fails on them.
  for (const key of ["swap", "swappiness", "kernel", "kernelTCP", "disableOOMKiller"]) {
    drop(memory, key, `memory.${key}`);
  }
  const cpu = resources.cpu as Record<string, unknown> | undefined;
  for (const key of ["cpus", "mems", "realtimeRuntime", "realtimePeriod"]) drop(cpu, key, `cpu.${key}`);
  for (const key of ["blockIO", "hugepageLimits", "network", "rdma"]) drop(resources, key, key);
}

function isEmpty(value: unknown): boolean {
  if (value === 0 || value === "" || value === false) return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
