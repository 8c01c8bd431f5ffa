/**
 * Tests of containerd's suite that pass with runc and cannot pass with husk, each with the reason in one line; docs/compatibility.md
 * has them in the same words, and a test holds the two together.
 */
export const CANNOT_HOLD: ReadonlyMap<string, string> = new Map([
  ["TestContainerStopSignals", "its pods are in the host's network namespace"],
  ["TestDefaultContainerStopSignal", "its pod is in the host's network namespace"],
  ["TestPodHostname", "two of its three pods are in the host's network namespace; the one that is not passes"],
  [
    "TestSharedPidMultiProcessContainerStop",
    "one of its two pods is in the host's PID namespace; the one that is not passes",
  ],
  [
    "TestUpdateContainerResources_MemoryLimit",
    "it reads the container's limits in the host's cgroup; they are in the guest's",
  ],
  [
    "TestPodUserNS",
    "one of its six pods is in the host's network namespace; the others pass, where a runc that maps owners lets the suite run them",
  ],
  [
    "TestContainerStopCancellation",
    "it sends SIGTERM as soon as StartContainer has returned; without KVM the container's shell sets its trap 60 to 150 ms later, with runc within 1 ms",
  ],
  [
    "TestContainerTTYLeakAfterExit",
    "it dials the socket of containerd's Go shim package by its name, to count the runc shim's terminals",
  ],
  [
    "TestIssue7496",
    "it dials the socket of containerd's Go shim package by its name, to stop runc's shim in its tracks",
  ],
]);

const SECURITY = "Security Context NamespaceOption runtime should support";

/** The same for the specs of critest. */
export const CRITEST_CANNOT_HOLD: ReadonlyMap<string, string> = new Map([
  [`${SECURITY} HostPID`, "its pod is in the host's PID namespace"],
  [`${SECURITY} HostIpc is true`, "its pod is in the host's IPC namespace"],
  [`${SECURITY} HostNetwork is true`, "its pod is in the host's network namespace"],
  [
    "Streaming runtime should support streaming interfaces runtime should support portforward in host network",
    "its pod is in the host's network namespace",
  ],
  [
    "Container Mount Propagation runtime should support mount propagation mount with 'rshared' should support propagation from host to container and vice versa",
    "what is mounted in the guest would have to appear on the host",
  ],
]);
