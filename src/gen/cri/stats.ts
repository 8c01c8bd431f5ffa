// Generated from proto/cri/stats.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import type { ContainerMetadata, PodSandboxMetadata, UInt64Value } from "./common.ts";

export const protobufPackage = "runtime.v1";

export const protobufFileName = "cri/stats.proto";

export interface PodSandboxStatsRequest {
  podSandboxId?: string | undefined;
}

export interface PodSandboxStatsResponse {
  stats?: PodSandboxStats | undefined;
}

export interface PodSandboxStatsFilter {
  id?: string | undefined;
  labelSelector?: { [key: string]: string } | undefined;
}

export interface PodSandboxStatsFilter_LabelSelectorEntry {
  key: string;
  value: string;
}

export interface ListPodSandboxStatsRequest {
  filter?: PodSandboxStatsFilter | undefined;
}

export interface ListPodSandboxStatsResponse {
  stats?: PodSandboxStats[] | undefined;
}

export interface PodSandboxAttributes {
  id?: string | undefined;
  metadata?: PodSandboxMetadata | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
}

export interface PodSandboxAttributes_LabelsEntry {
  key: string;
  value: string;
}

export interface PodSandboxAttributes_AnnotationsEntry {
  key: string;
  value: string;
}

export interface PodSandboxStats {
  attributes?: PodSandboxAttributes | undefined;
  linux?: LinuxPodSandboxStats | undefined;
}

export interface LinuxPodSandboxStats {
  cpu?: CpuUsage | undefined;
  memory?: MemoryUsage | undefined;
  network?: NetworkUsage | undefined;
  process?: ProcessUsage | undefined;
  containers?: ContainerStats[] | undefined;
  io?: IoUsage | undefined;
}

export interface NetworkUsage {
  timestamp?: number | undefined;
  defaultInterface?: NetworkInterfaceUsage | undefined;
  interfaces?: NetworkInterfaceUsage[] | undefined;
}

export interface NetworkInterfaceUsage {
  name?: string | undefined;
  rxBytes?: UInt64Value | undefined;
  rxErrors?: UInt64Value | undefined;
  txBytes?: UInt64Value | undefined;
  txErrors?: UInt64Value | undefined;
}

export interface ProcessUsage {
  timestamp?: number | undefined;
  processCount?: UInt64Value | undefined;
}

export interface FilesystemIdentifier {
  mountpoint?: string | undefined;
}

export interface FilesystemUsage {
  timestamp?: number | undefined;
  fsId?: FilesystemIdentifier | undefined;
  usedBytes?: UInt64Value | undefined;
  inodesUsed?: UInt64Value | undefined;
}

export interface ContainerStatsRequest {
  containerId?: string | undefined;
}

export interface ContainerStatsResponse {
  stats?: ContainerStats | undefined;
}

export interface ListContainerStatsRequest {
  filter?: ContainerStatsFilter | undefined;
}

export interface ContainerStatsFilter {
  id?: string | undefined;
  podSandboxId?: string | undefined;
  labelSelector?: { [key: string]: string } | undefined;
}

export interface ContainerStatsFilter_LabelSelectorEntry {
  key: string;
  value: string;
}

export interface ListContainerStatsResponse {
  stats?: ContainerStats[] | undefined;
}

export interface ContainerAttributes {
  id?: string | undefined;
  metadata?: ContainerMetadata | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
}

export interface ContainerAttributes_LabelsEntry {
  key: string;
  value: string;
}

export interface ContainerAttributes_AnnotationsEntry {
  key: string;
  value: string;
}

export interface ContainerStats {
  attributes?: ContainerAttributes | undefined;
  cpu?: CpuUsage | undefined;
  memory?: MemoryUsage | undefined;
  writableLayer?: FilesystemUsage | undefined;
  swap?: SwapUsage | undefined;
  io?: IoUsage | undefined;
}

export interface PsiStats {
  Full?: PsiData | undefined;
  Some?: PsiData | undefined;
}

export interface PsiData {
  Total?: number | undefined;
  Avg10?: number | undefined;
  Avg60?: number | undefined;
  Avg300?: number | undefined;
}

export interface CpuUsage {
  timestamp?: number | undefined;
  usageCoreNanoSeconds?: UInt64Value | undefined;
  usageNanoCores?: UInt64Value | undefined;
  psi?: PsiStats | undefined;
}

export interface MemoryUsage {
  timestamp?: number | undefined;
  workingSetBytes?: UInt64Value | undefined;
  availableBytes?: UInt64Value | undefined;
  usageBytes?: UInt64Value | undefined;
  rssBytes?: UInt64Value | undefined;
  pageFaults?: UInt64Value | undefined;
  majorPageFaults?: UInt64Value | undefined;
  psi?: PsiStats | undefined;
}

export interface IoUsage {
  timestamp?: number | undefined;
  psi?: PsiStats | undefined;
}

export interface SwapUsage {
  timestamp?: number | undefined;
  swapAvailableBytes?: UInt64Value | undefined;
  swapUsageBytes?: UInt64Value | undefined;
}
