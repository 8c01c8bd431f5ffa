// Generated from proto/cri/sandbox.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import type {
  DNSConfig,
  Int64Value,
  LinuxContainerResources,
  NamespaceOption,
  PodSandboxMetadata,
  PortMapping,
  SecurityProfile,
  SELinuxOption,
  SupplementalGroupsPolicy,
} from "./common.ts";

export const protobufPackage = "runtime.v1";

export const protobufFileName = "cri/sandbox.proto";

export const PodSandboxState = { SANDBOX_READY: "SANDBOX_READY", SANDBOX_NOTREADY: "SANDBOX_NOTREADY" } as const;

export type PodSandboxState = typeof PodSandboxState[keyof typeof PodSandboxState];

export namespace PodSandboxState {
  export type SANDBOX_READY = typeof PodSandboxState.SANDBOX_READY;
  export type SANDBOX_NOTREADY = typeof PodSandboxState.SANDBOX_NOTREADY;
}

export interface LinuxSandboxSecurityContext {
  namespaceOptions?: NamespaceOption | undefined;
  selinuxOptions?: SELinuxOption | undefined;
  runAsUser?: Int64Value | undefined;
  runAsGroup?: Int64Value | undefined;
  readonlyRootfs?: boolean | undefined;
  supplementalGroups?: number[] | undefined;
  supplementalGroupsPolicy?: SupplementalGroupsPolicy | undefined;
  privileged?: boolean | undefined;
  seccomp?: SecurityProfile | undefined;
  apparmor?: SecurityProfile | undefined;
}

export interface LinuxPodSandboxConfig {
  cgroupParent?: string | undefined;
  securityContext?: LinuxSandboxSecurityContext | undefined;
  sysctls?: { [key: string]: string } | undefined;
  overhead?: LinuxContainerResources | undefined;
  resources?: LinuxContainerResources | undefined;
}

export interface LinuxPodSandboxConfig_SysctlsEntry {
  key: string;
  value: string;
}

export interface PodSandboxConfig {
  metadata?: PodSandboxMetadata | undefined;
  hostname?: string | undefined;
  logDirectory?: string | undefined;
  dnsConfig?: DNSConfig | undefined;
  portMappings?: PortMapping[] | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
  linux?: LinuxPodSandboxConfig | undefined;
}

export interface PodSandboxConfig_LabelsEntry {
  key: string;
  value: string;
}

export interface PodSandboxConfig_AnnotationsEntry {
  key: string;
  value: string;
}

export interface RunPodSandboxRequest {
  config?: PodSandboxConfig | undefined;
  runtimeHandler?: string | undefined;
}

export interface RunPodSandboxResponse {
  podSandboxId?: string | undefined;
}

export interface StopPodSandboxRequest {
  podSandboxId?: string | undefined;
}

export interface StopPodSandboxResponse {
}

export interface RemovePodSandboxRequest {
  podSandboxId?: string | undefined;
}

export interface RemovePodSandboxResponse {
}

export interface PodSandboxStatusRequest {
  podSandboxId?: string | undefined;
  verbose?: boolean | undefined;
}

export interface PodIP {
  ip?: string | undefined;
}

export interface PodSandboxNetworkStatus {
  ip?: string | undefined;
  additionalIps?: PodIP[] | undefined;
}

export interface Namespace {
  options?: NamespaceOption | undefined;
}

export interface LinuxPodSandboxStatus {
  namespaces?: Namespace | undefined;
}

export interface PodSandboxStatus {
  id?: string | undefined;
  metadata?: PodSandboxMetadata | undefined;
  state?: PodSandboxState | undefined;
  createdAt?: number | undefined;
  network?: PodSandboxNetworkStatus | undefined;
  linux?: LinuxPodSandboxStatus | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
  runtimeHandler?: string | undefined;
}

export interface PodSandboxStatus_LabelsEntry {
  key: string;
  value: string;
}

export interface PodSandboxStatus_AnnotationsEntry {
  key: string;
  value: string;
}

export interface PodSandboxStateValue {
  state?: PodSandboxState | undefined;
}

export interface PodSandboxFilter {
  id?: string | undefined;
  state?: PodSandboxStateValue | undefined;
  labelSelector?: { [key: string]: string } | undefined;
}

export interface PodSandboxFilter_LabelSelectorEntry {
  key: string;
  value: string;
}

export interface ListPodSandboxRequest {
  filter?: PodSandboxFilter | undefined;
}

export interface PodSandbox {
  id?: string | undefined;
  metadata?: PodSandboxMetadata | undefined;
  state?: PodSandboxState | undefined;
  createdAt?: number | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
  runtimeHandler?: string | undefined;
}

export interface PodSandbox_LabelsEntry {
  key: string;
  value: string;
}

export interface PodSandbox_AnnotationsEntry {
  key: string;
  value: string;
}

export interface ListPodSandboxResponse {
  items?: PodSandbox[] | undefined;
}

export interface UpdatePodSandboxResourcesRequest {
  podSandboxId?: string | undefined;
  overhead?: LinuxContainerResources | undefined;
  resources?: LinuxContainerResources | undefined;
}

export interface UpdatePodSandboxResourcesResponse {
}
