/** Tests of containerd's CRI integration suite that are not run, by the reason. All others are, and runc says which of them can pass here. */
export const LEFT_OUT: ReadonlyMap<string, readonly string[]> = new Map([
  ["it ends every process named containerd on the machine", [
    "TestContainerdRestart",
    "TestContainerdRestartSandboxRecover",
    "TestUpdatePodSandboxWithRestart",
    "TestNriPluginContainerdRestart",
    "TestSandboxStopWithNilCNIResult",
    "TestRunPodSandboxWithShimDeleteFailure",
    "TestRunPodSandboxWithShimStartAndTeardownCNIFailure",
    "TestRunPodSandboxAndTeardownCNISlow",
  ]],
  ["it drives a shim or a network plugin of the suite's own that fails on demand, whatever the runtime under test", [
    "TestRunPodSandboxWithSetupCNIFailure",
    "TestRunPodSandboxWithShimStartFailure",
    "TestPodSandboxController_ShouldBackoffExitEventWhenFail",
    "TestIssue7496_ShouldRetryShutdown",
    "TestKillShimPreservesExitStatusForMultipleContainers",
  ]],
  ["it starts a containerd of its own with the machine's network configuration, and runc in it", [
    "TestRunContainerWithVolatileOption",
    "TestIssue10244LoopbackV2",
    "TestOOMEventMonitor",
    "TestRuntimeHandlerUnpackWithSnapshotLabels",
    "TestIssue10467",
    "TestReload100Pods",
    "TestUpgrade",
    "TestCRIImagePullTimeout",
  ]],
]);

/** The pattern for `-test.skip`. */
export function leftOutPattern(): string {
  return `^(${[...LEFT_OUT.values()].flat().join("|")})$`;
}
