import type { OciLinux } from "./oci_spec.ts";

/** A run of ids of a user namespace and those that stand for them outside it (runtime-spec, config-linux.md). */
interface IdMapping {
  containerID: number;
  hostID: number;
  size: number;
}

/** Whether a container has a user namespace: its own, with mappings, or that of its pod, which the CRI names with the same. */
export function hasUserNamespace(linux: OciLinux | undefined): boolean {
  return (linux?.namespaces?.some(({ type }) => type === "user") ?? false) && mappings(linux).length > 0;
}

/** Whether that user namespace has a root: without one nothing can be set up in it. */
export function mapsRoot(linux: OciLinux | undefined): boolean {
  return mappings(linux).some(({ containerID }) => containerID === 0);
}

function mappings(linux: OciLinux | undefined): IdMapping[] {
  const given = linux?.["uidMappings"];
  return Array.isArray(given) ? given as IdMapping[] : [];
}
