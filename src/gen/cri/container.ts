// Generated from proto/cri/container.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import type {
  ContainerMetadata,
  IDMapping,
  ImageSpec,
  Int64Value,
  KeyValue,
  LinuxContainerResources,
  NamespaceOption,
  SecurityProfile,
  SELinuxOption,
  SupplementalGroupsPolicy,
} from "./common.ts";

export const protobufPackage = "runtime.v1";

export const protobufFileName = "cri/container.proto";

export const MountPropagation = {
  PROPAGATION_PRIVATE: "PROPAGATION_PRIVATE",
  PROPAGATION_HOST_TO_CONTAINER: "PROPAGATION_HOST_TO_CONTAINER",
  PROPAGATION_BIDIRECTIONAL: "PROPAGATION_BIDIRECTIONAL",
} as const;

export type MountPropagation = typeof MountPropagation[keyof typeof MountPropagation];

export namespace MountPropagation {
  export type PROPAGATION_PRIVATE = typeof MountPropagation.PROPAGATION_PRIVATE;
  export type PROPAGATION_HOST_TO_CONTAINER = typeof MountPropagation.PROPAGATION_HOST_TO_CONTAINER;
  export type PROPAGATION_BIDIRECTIONAL = typeof MountPropagation.PROPAGATION_BIDIRECTIONAL;
}

export const ContainerState = {
  CONTAINER_CREATED: "CONTAINER_CREATED",
  CONTAINER_RUNNING: "CONTAINER_RUNNING",
  CONTAINER_EXITED: "CONTAINER_EXITED",
  CONTAINER_UNKNOWN: "CONTAINER_UNKNOWN",
} as const;

export type ContainerState = typeof ContainerState[keyof typeof ContainerState];

export namespace ContainerState {
  export type CONTAINER_CREATED = typeof ContainerState.CONTAINER_CREATED;
  export type CONTAINER_RUNNING = typeof ContainerState.CONTAINER_RUNNING;
  export type CONTAINER_EXITED = typeof ContainerState.CONTAINER_EXITED;
  export type CONTAINER_UNKNOWN = typeof ContainerState.CONTAINER_UNKNOWN;
}

export interface Mount {
  containerPath?: string | undefined;
  hostPath?: string | undefined;
  readonly?: boolean | undefined;
  selinuxRelabel?: boolean | undefined;
  propagation?: MountPropagation | undefined;
  uidMappings?: IDMapping[] | undefined;
  gidMappings?: IDMapping[] | undefined;
  recursiveReadOnly?: boolean | undefined;
  image?: ImageSpec | undefined;
  imageSubPath?: string | undefined;
  mountOptions?: string[] | undefined;
}

export interface Capability {
  addCapabilities?: string[] | undefined;
  dropCapabilities?: string[] | undefined;
  addAmbientCapabilities?: string[] | undefined;
}

export interface LinuxContainerSecurityContext {
  capabilities?: Capability | undefined;
  privileged?: boolean | undefined;
  namespaceOptions?: NamespaceOption | undefined;
  selinuxOptions?: SELinuxOption | undefined;
  runAsUser?: Int64Value | undefined;
  runAsGroup?: Int64Value | undefined;
  runAsUsername?: string | undefined;
  readonlyRootfs?: boolean | undefined;
  supplementalGroups?: number[] | undefined;
  supplementalGroupsPolicy?: SupplementalGroupsPolicy | undefined;
  noNewPrivs?: boolean | undefined;
  maskedPaths?: string[] | undefined;
  readonlyPaths?: string[] | undefined;
  seccomp?: SecurityProfile | undefined;
  apparmor?: SecurityProfile | undefined;
}

export interface LinuxContainerConfig {
  resources?: LinuxContainerResources | undefined;
  securityContext?: LinuxContainerSecurityContext | undefined;
}

export interface LinuxContainerUser {
  uid?: number | undefined;
  gid?: number | undefined;
  supplementalGroups?: number[] | undefined;
}

export interface Device {
  containerPath?: string | undefined;
  hostPath?: string | undefined;
  permissions?: string | undefined;
}

export interface ContainerConfig {
  metadata?: ContainerMetadata | undefined;
  image?: ImageSpec | undefined;
  command?: string[] | undefined;
  args?: string[] | undefined;
  workingDir?: string | undefined;
  envs?: KeyValue[] | undefined;
  mounts?: Mount[] | undefined;
  devices?: Device[] | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
  logPath?: string | undefined;
  stdin?: boolean | undefined;
  stdinOnce?: boolean | undefined;
  tty?: boolean | undefined;
  linux?: LinuxContainerConfig | undefined;
}

export interface ContainerConfig_LabelsEntry {
  key: string;
  value: string;
}

export interface ContainerConfig_AnnotationsEntry {
  key: string;
  value: string;
}

export interface StartContainerRequest {
  containerId?: string | undefined;
}

export interface StartContainerResponse {
}

export interface StopContainerRequest {
  containerId?: string | undefined;
  timeout?: number | undefined;
}

export interface StopContainerResponse {
}

export interface RemoveContainerRequest {
  containerId?: string | undefined;
}

export interface RemoveContainerResponse {
}

export interface ContainerStateValue {
  state?: ContainerState | undefined;
}

export interface ContainerFilter {
  id?: string | undefined;
  state?: ContainerStateValue | undefined;
  podSandboxId?: string | undefined;
  labelSelector?: { [key: string]: string } | undefined;
}

export interface ContainerFilter_LabelSelectorEntry {
  key: string;
  value: string;
}

export interface ListContainersRequest {
  filter?: ContainerFilter | undefined;
}

export interface Container {
  id?: string | undefined;
  podSandboxId?: string | undefined;
  metadata?: ContainerMetadata | undefined;
  image?: ImageSpec | undefined;
  imageRef?: string | undefined;
  state?: ContainerState | undefined;
  createdAt?: number | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
  imageId?: string | undefined;
}

export interface Container_LabelsEntry {
  key: string;
  value: string;
}

export interface Container_AnnotationsEntry {
  key: string;
  value: string;
}

export interface ListContainersResponse {
  containers?: Container[] | undefined;
}

export interface ContainerStatusRequest {
  containerId?: string | undefined;
  verbose?: boolean | undefined;
}

export interface ContainerStatus {
  id?: string | undefined;
  metadata?: ContainerMetadata | undefined;
  state?: ContainerState | undefined;
  createdAt?: number | undefined;
  startedAt?: number | undefined;
  finishedAt?: number | undefined;
  exitCode?: number | undefined;
  image?: ImageSpec | undefined;
  imageRef?: string | undefined;
  reason?: string | undefined;
  message?: string | undefined;
  labels?: { [key: string]: string } | undefined;
  annotations?: { [key: string]: string } | undefined;
  mounts?: Mount[] | undefined;
  logPath?: string | undefined;
  resources?: ContainerResources | undefined;
  imageId?: string | undefined;
  user?: ContainerUser | undefined;
}

export interface ContainerStatus_LabelsEntry {
  key: string;
  value: string;
}

export interface ContainerStatus_AnnotationsEntry {
  key: string;
  value: string;
}

export interface ContainerStatusResponse {
  status?: ContainerStatus | undefined;
  info?: { [key: string]: string } | undefined;
}

export interface ContainerStatusResponse_InfoEntry {
  key: string;
  value: string;
}

export interface ContainerResources {
  linux?: LinuxContainerResources | undefined;
}

export interface ContainerUser {
  linux?: LinuxContainerUser | undefined;
}

export interface UpdateContainerResourcesRequest {
  containerId?: string | undefined;
  linux?: LinuxContainerResources | undefined;
  annotations?: { [key: string]: string } | undefined;
}

export interface UpdateContainerResourcesRequest_AnnotationsEntry {
  key: string;
  value: string;
}

export interface UpdateContainerResourcesResponse {
}

export interface ExecSyncRequest {
  containerId?: string | undefined;
  cmd?: string[] | undefined;
  timeout?: number | undefined;
}

export interface ExecSyncResponse {
  stdout?: Uint8Array | undefined;
  stderr?: Uint8Array | undefined;
  exitCode?: number | undefined;
}

export interface ExecRequest {
  containerId?: string | undefined;
  cmd?: string[] | undefined;
  tty?: boolean | undefined;
  stdin?: boolean | undefined;
  stdout?: boolean | undefined;
  stderr?: boolean | undefined;
}

export interface ExecResponse {
  url?: string | undefined;
}

export interface AttachRequest {
  containerId?: string | undefined;
  stdin?: boolean | undefined;
  tty?: boolean | undefined;
  stdout?: boolean | undefined;
  stderr?: boolean | undefined;
}

export interface AttachResponse {
  url?: string | undefined;
}

export interface ReopenContainerLogRequest {
  containerId?: string | undefined;
}

export interface ReopenContainerLogResponse {
}
