import type { OciSpec } from "./oci_spec.ts";

/**
 * What a container is to its pod: a pod of its own (nobody's CRI made it), the pod's sandbox, which stands for the pod itself,
 * or one of the containers in it.
 */
export type PodRole =
  | { kind: "single" }
  | { kind: "sandbox"; sandboxId: string }
  | { kind: "container"; sandboxId: string };

/** Annotations by which CRI says so: containerd's (pkg/cri/annotations), then CRI-O's. */
const ANNOTATIONS = [
  { type: "io.kubernetes.cri.container-type", id: "io.kubernetes.cri.sandbox-id" },
  { type: "io.kubernetes.cri-o.ContainerType", id: "io.kubernetes.cri-o.SandboxID" },
] as const;

/** The role of the container `id` with this spec. */
export function podRoleOf(spec: OciSpec, id: string): PodRole {
  for (const names of ANNOTATIONS) {
    const sandboxId = spec.annotations?.[names.id];
    if (!sandboxId) continue;
    const isSandbox = spec.annotations?.[names.type] === "sandbox" || sandboxId === id;
    return { kind: isSandbox ? "sandbox" : "container", sandboxId };
  }
  return { kind: "single" };
}

/** Annotations that name the pod as Kubernetes does: namespace, then name (containerd's, then CRI-O's). */
const NAMES = [
  ["io.kubernetes.cri.sandbox-namespace", "io.kubernetes.cri.sandbox-name"],
  ["io.kubernetes.cri-o.Namespace", "io.kubernetes.cri-o.KubeName"],
] as const;

/** The pod as Kubernetes knows it; undefined where no CRI made it. */
export function podNameOf(spec: OciSpec): { namespace: string; name: string } | undefined {
  for (const [inNamespace, named] of NAMES) {
    const namespace = spec.annotations?.[inNamespace], name = spec.annotations?.[named];
    if (namespace && name) return { namespace, name };
  }
  return undefined;
}
