import { fileSystemSize } from "../linux/statfs.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { OciSpec } from "./oci_spec.ts";
import type { PodRole } from "./pod_role.ts";
import { hasUserNamespace, mapsRoot } from "./user_namespace.ts";

/** What of a pod's first spec concerns the VM as a whole: the sandbox's, or that of a pod of one. */
export interface GuestSandbox {
  hostname: string;
  /** Kernel parameters by name, dots between the parts. */
  sysctls: Record<string, string>;
  /** Bytes of the tmpfs that the pod's containers share as /dev/shm; undefined where each has its own. */
  shmBytes: number | undefined;
}

/** Reads it. Throws SystemError where the host's /dev/shm of the pod cannot be looked at. */
export function guestSandboxOf(spec: OciSpec, id: string, role: PodRole): GuestSandbox {
  const hostname = spec.hostname ?? id.slice(0, 63);
  // In a pod of one they are the container's own: crun sets them in its namespaces.
  if (role.kind === "single") return { hostname, sysctls: {}, shmBytes: undefined };
  const shm = spec.mounts?.find((mount) => mount.destination === SHM)?.source;
  return {
    hostname,
    sysctls: (spec.linux?.sysctl ?? {}) as Record<string, string>,
    shmBytes: shm?.startsWith("/") ? fileSystemSize(shm) : DEFAULT_SHM_BYTES,
  };
}

export const SHM = "/dev/shm";
/** containerd's, Docker's and CRI-O's default. */
const DEFAULT_SHM_BYTES = 64 << 20;

/** The host's namespaces that a pod may ask for, by the field of the pod's spec that does. */
const HOST_NAMESPACES = [
  { type: "network", field: "hostNetwork" },
  { type: "pid", field: "hostPID" },
  { type: "ipc", field: "hostIPC" },
] as const;

/** Throws FAILED_PRECONDITION where a pod or container of the CRI's is to run in namespaces of the host, without a root, or has huge pages. */
export function mustFitIntoVm(spec: OciSpec, role: PodRole): void {
  if (role.kind === "single") return;
  const types = new Set(spec.linux?.namespaces?.map(({ type }) => type));
  for (const { type, field } of HOST_NAMESPACES) {
    if (types.has(type)) continue;
    throw refused(`the host's ${type} namespace cannot be used from a VM: remove '${field}: true' from the pod`);
  }
  if (hasUserNamespace(spec.linux) && !mapsRoot(spec.linux)) {
    throw refused("its user namespace maps no user 0: let its 'uidMappings' begin at 0");
  }
  const limits = (spec.linux?.resources?.hugepageLimits ?? []) as { pageSize?: string; limit?: number }[];
  const wanted = limits.find(({ limit }) => (limit ?? 0) > 0);
  if (wanted !== undefined) {
    throw refused(`its VM has no huge pages (${wanted.pageSize}): remove the resource 'hugepages-*' from the pod`);
  }
}

function refused(why: string): StatusError {
  return new StatusError(
    Code.FAILED_PRECONDITION,
    `Cannot run the pod with husk: ${why}, or choose another RuntimeClass for it`,
  );
}
