import type { Config } from "../config/config.ts";
import { cgroupDirs } from "./cgroup.ts";
import type { OciSpec } from "./oci_spec.ts";
import { type PodConfig, podConfigOf } from "./pod_config.ts";
import { netnsOf } from "./pod_netns.ts";
import { type PodRole, podRoleOf } from "./pod_role.ts";
import { mustFitIntoVm } from "./sandbox_spec.ts";

/** What a spec and the node's configuration make of a pod, read before anything is made of it. */
export interface PodPlan {
  spec: OciSpec;
  role: PodRole;
  config: PodConfig;
  /** Path of its network namespace on the host; undefined where it has none. */
  netns: string | undefined;
  /** Directories of its cgroup on the host. */
  cgroups: string[];
}

/**
 * The plan of pod `id`. Throws INVALID_ARGUMENT or FAILED_PRECONDITION, in one line, for what the node's configuration or an annotation cannot be,
 * and for what no VM can have.
 */
export function planPod(spec: OciSpec, id: string, node: Config): PodPlan {
  const role = podRoleOf(spec, id);
  const config = podConfigOf(spec, node);
  mustFitIntoVm(spec, role);
  return { spec, role, config, netns: netnsOf(spec, id), cgroups: cgroupDirs(spec.linux?.cgroupsPath) };
}
