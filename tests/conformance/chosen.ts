/** The tests of the suite that `deno task test` runs: each of seconds, and one of each kind. All: `deno task conformance`. */
export const CHOSEN =
  "^(TestContainerEvents|TestContainerLogWithoutTailingNewLine|TestContainerRestart|TestFailedContainerRestart|" +
  "TestContainerSysfsStatsWithPrivilegedPod|TestUpdateContainerResources_StatusUpdated|TestContainerLifecycleWithoutImageRef|" +
  "TestContainerdImage|TestDuplicateName|TestImageVolumeCheckVolatileOption|TestCreateContainerWithoutMetadata|TestPodDualStack|" +
  "TestKillShimPublishesTaskExitAndDeleteEventsForContainer|TestRuntimeHandler|TestTruncIndex|TestVolumeCopyUp|TestVolumeOwnership)$";
