import { Code, StatusError } from "../util/errors.ts";
import type { OciSpec } from "./oci_spec.ts";
import { podRoleOf } from "./pod_role.ts";

/**
 * Path of the network namespace that the pod of container `id` is to have; undefined where there is none, for a container that no
 * CRI made: its guest has a loopback interface alone. Throws FAILED_PRECONDITION where a pod is to have the host's.
 */
export function netnsOf(spec: OciSpec, id: string): string | undefined {
  const path = spec.linux?.namespaces?.find(({ type }) => type === "network")?.path;
  if (path) return path;
  if (podRoleOf(spec, id).kind !== "single") throw hostNetwork("no network namespace is named for it");
  return undefined;
}

/** The error for a pod that asks for what a VM cannot share. */
export function hostNetwork(why: string): StatusError {
  return new StatusError(
    Code.FAILED_PRECONDITION,
    `A pod in a VM cannot be in the host's network namespace (${why}): use another runtime for pods with hostNetwork`,
  );
}
