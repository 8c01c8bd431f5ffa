/**
 * Kubernetes' own specs that pass with runc and cannot pass with husk, each with the reason in one line; docs/compatibility.md has them in
 * the same words, and a test holds the two together.
 */
export const CANNOT_HOLD: ReadonlyMap<string, string> = new Map([
  [
    "[sig-network] Networking Granular Checks: Pods should function for node-pod communication: http [LinuxOnly] [NodeConformance] [Conformance]",
    "the pod that asks is in the host's network namespace",
  ],
  [
    "[sig-network] Networking Granular Checks: Pods should function for node-pod communication: udp [LinuxOnly] [NodeConformance] [Conformance]",
    "the pod that asks is in the host's network namespace",
  ],
  [
    "[sig-node] Kubelet with pods in a privileged namespace when scheduling an agnhost Pod with hostAliases and hostNetwork should write entries to /etc/hosts when hostNetwork is enabled [NodeConformance]",
    "its pod is in the host's network namespace",
  ],
  [
    "[sig-node] KubeletManagedEtcHosts should test kubelet managed /etc/hosts file [NodeConformance] [Conformance]",
    "one of its two pods is in the host's network namespace",
  ],
]);
