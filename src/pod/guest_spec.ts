import type { GuestStorage } from "../agent_client/agent.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { MemoryVolume } from "./memory_volumes.ts";
import type { OciLinux, OciMount, OciProcess, OciResources, OciSpec } from "./oci_spec.ts";
import type { PodRole } from "./pod_role.ts";
import { SHM } from "./sandbox_spec.ts";
import { hasUserNamespace } from "./user_namespace.ts";

/** A path of the host that has to be bound into the pod's shared directory before the container is created. */
export interface HostBind {
  source: string;
  /** Path below the pod's shared directory, relative: `<container id>/mounts/<n>`. */
  shared: string;
  readonly: boolean;
  /** Read-only with all that is mounted in it ("rro"). */
  readonlyBelow: boolean;
  recursive: boolean;
  /** What the host mounts below the source later is seen in the guest as well. */
  slave: boolean;
  /** The host has mounts in it, or may have. */
  holdsMounts: boolean;
  /** Its owners are seen through the pod's user namespace. */
  idmapped: boolean;
}

export interface GuestSpec {
  spec: OciSpec;
  binds: HostBind[];
  /** What the guest makes for the container's volumes in memory. */
  storages: GuestStorage[];
  /** What of the host's spec has no meaning in the guest and was left out, for the log. */
  dropped: string[];
}

/** Where the guest mounts the tmpfs that is /dev/shm to all containers of a pod. */
export const GUEST_SHM = "/run/husk/shm";

/** Where the guest mounts the pod's shared directory. */
export const GUEST_SHARED_DIR = "/run/husk/shared";

/**
 * The version of the OCI runtime specification that the guest's crun takes: it refuses all but 1.0.x, and skips the fields
 * of the later ones (containerd 1.7 writes 1.1.0, 2.x writes 1.2.x and 1.3.0).
 */
const GUEST_OCI_VERSION = "1.0.2";

/** The VM's own namespaces, as the guest names them: its init's. */
const GUEST_NAMESPACES: Readonly<Record<string, string>> = {
  network: "/proc/1/ns/net",
  ipc: "/proc/1/ns/ipc",
  uts: "/proc/1/ns/uts",
};

/**
 * Turns the host's OCI spec into the guest's: paths point into the shared directory, namespaces that the VM itself is
 * or that name a path of the host go, and so does what only the host's kernel knows: LSM labels, host cpu
 * numbers, the host's hooks. Its devices have been taken out before (block_devices.ts). The given spec is not changed. `role`: a
 * pod's containers share the VM's IPC and UTS namespaces. `memoryVolume` knows which of the host's paths the guest has in its own
 * memory, `holdsMounts` in which of them the host has mounted something. Throws FAILED_PRECONDITION for a volume whose mounts are
 * to reach the host.
 */
export function toGuestSpec(
  host: OciSpec,
  containerId: string,
  role: PodRole = { kind: "single" },
  memoryVolume: (source: string) => MemoryVolume | undefined = () => undefined,
  holdsMounts: (source: string) => boolean = () => false,
): GuestSpec {
  const spec = structuredClone(host);
  const dropped: string[] = [];
  const drop = dropInto(dropped);

  // All others are the host's (hooks.ts).
  const startContainer = spec.hooks?.["startContainer"];
  delete spec.hooks;
  if (startContainer) spec.hooks = { startContainer };
  delete spec.annotations;
  spec.ociVersion = GUEST_OCI_VERSION;
  spec.root = { ...spec.root, path: `${GUEST_SHARED_DIR}/${containerId}/rootfs` };
  if (spec.process) dropLabels(spec.process);
  const mounts = spec.mounts ?? [];
  const shm = role.kind === "single" ? undefined : mounts.find(({ destination }) => destination === SHM);
  const storages: GuestStorage[] = [];
  const inMemory = (source: string) => {
    const volume = memoryVolume(source);
    if (volume !== undefined) storages.push(...volume.storages);
    return volume?.guestPath;
  };
  const binds = moveBinds(mounts.filter((mount) => mount !== shm), containerId, inMemory, holdsMounts);
  // The host's would be memory of the host's, and no two guests can share pages over virtio-fs.
  if (shm !== undefined) {
    // Without a pause container the CRI leaves a tmpfs here, as it is in a spec of nobody's.
    const options = shm.type === "tmpfs" ? ["rbind"] : shm.options ?? [];
    shm.type = "bind";
    shm.source = GUEST_SHM;
    shm.options = [...options, "nosuid", "nodev", "noexec"]; // crun's remount would clear them
  }
  if (spec.linux) guestLinux(spec.linux, containerId, role, drop);
  return { spec, binds, storages, dropped };
}

/** Whether a container may use every device: what the CRI makes of `privileged`, beside all capabilities. */
export function isPrivileged(spec: OciSpec): boolean {
  const rules = (spec.linux?.resources?.devices ?? []) as { allow?: boolean; type?: string; major?: number }[];
  return rules.some(({ allow, type, major }) => allow === true && (type ?? "a") === "a" && (major ?? -1) < 0);
}

/** Labels of security modules that the guest's kernel does not have: the VM is the stronger wall. */
export function dropLabels(process: OciProcess): void {
  delete process.apparmorProfile;
  delete process.selinuxLabel;
}

function moveBinds(
  mounts: OciMount[],
  containerId: string,
  inMemory: (source: string) => string | undefined,
  holdsMounts: (source: string) => boolean,
): HostBind[] {
  const binds: HostBind[] = [];
  for (const mount of mounts) {
    const options = mount.options ?? [];
    const recursive = options.includes("rbind");
    if (mount.type !== "bind" && !recursive && !options.includes("bind")) continue;
    const source = mount.source ?? "";
    const upwards = options.find((option) => option === "shared" || option === "rshared");
    if (upwards !== undefined) {
      const why = `its mounts would have to reach the host (${upwards}, Bidirectional), which a VM's cannot`;
      throw new StatusError(Code.FAILED_PRECONDITION, `Cannot give the container volume '${source}': ${why}`);
    }
    mount.type = "bind";
    const guestPath = inMemory(source);
    if (guestPath !== undefined) {
      mount.source = guestPath;
      continue;
    }
    const shared = `${containerId}/mounts/${binds.length}`;
    const slave = options.includes("slave") || options.includes("rslave");
    const readonlyBelow = options.includes("rro");
    const readonly = readonlyBelow || options.includes("ro");
    const idmapped = Array.isArray(mount["uidMappings"]) && mount["uidMappings"].length > 0;
    // The host has mapped what the guest sees.
    delete mount["uidMappings"];
    delete mount["gidMappings"];
    const mounted = recursive && (slave || holdsMounts(source));
    binds.push({ source, shared, readonly, readonlyBelow, recursive, slave, holdsMounts: mounted, idmapped });
    mount.source = `${GUEST_SHARED_DIR}/${shared}`;
    // What is mounted in a volume inherits the flags of the volume's mount in the guest (an automount of virtio-fs), so that
    // there only the host can say which of the two is read-only.
    if (readonly && !readonlyBelow && mounted) {
      mount.options = options.filter((option) => option !== "ro");
    }
  }
  return binds;
}

type Drop = <T extends object>(object: T | undefined, key: keyof T & string, name: string) => void;

/** Deletes a field and, where it said anything, puts its name into `dropped`. */
function dropInto(dropped: string[]): Drop {
  return (object, key, name) => {
    const value = object?.[key];
    if (value === undefined || value === null) return;
    delete object![key];
    if (!isEmpty(value)) dropped.push(name);
  };
}

function guestLinux(linux: OciLinux, containerId: string, role: PodRole, drop: Drop): void {
  linux.cgroupsPath = `/husk/${containerId}`;
  // The VM's network is the pod's: joined by path, so that sysctls of it are taken. So are, between a pod's containers, IPC and
  // host name. Any other path names a namespace of the host, which the guest has not; what has none is made anew in the guest.
  // The agent puts in which PID namespace of the pod it is.
  const shared = role.kind === "single" ? ["network"] : ["network", "ipc", "uts"];
  const mapsUsers = hasUserNamespace(linux);
  linux.namespaces = (linux.namespaces ?? [])
    .filter(({ type, path }) => shared.includes(type) || !path || (type === "user" && mapsUsers))
    .map(({ type }) => shared.includes(type) ? { type, path: GUEST_NAMESPACES[type]! } : { type });
  // On a host of cgroup v1 the spec asks for none; the guest's is v2, and there a container without one sees all of the pod's.
  if (!linux.namespaces.some(({ type }) => type === "cgroup")) linux.namespaces.push({ type: "cgroup" });
  for (const key of ["mountLabel", "intelRdt"]) drop(linux, key, `linux.${key}`);
  if (linux.resources) guestResources(linux.resources, drop);
}

/** New limits for a container that there is, as the guest takes them. `given` is not changed. */
export function toGuestResources(given: OciResources): { resources: OciResources; dropped: string[] } {
  const resources = structuredClone(given);
  const dropped: string[] = [];
  // They hold from the container's start, as under runc; what came with the update would name the host's devices.
  delete resources.devices;
  guestResources(resources, dropInto(dropped));
  return { resources, dropped };
}

function guestResources(resources: OciResources, drop: Drop): void {
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
