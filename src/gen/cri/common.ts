// Generated from proto/cri/common.proto, do not edit; deno task gen.
// deno-lint-ignore-file

export const protobufPackage = "runtime.v1";

export const protobufFileName = "cri/common.proto";

export const Protocol = { TCP: "TCP", UDP: "UDP", SCTP: "SCTP" } as const;

export type Protocol = typeof Protocol[keyof typeof Protocol];

export namespace Protocol {
  export type TCP = typeof Protocol.TCP;
  export type UDP = typeof Protocol.UDP;
  export type SCTP = typeof Protocol.SCTP;
}

export const NamespaceMode = { POD: "POD", CONTAINER: "CONTAINER", NODE: "NODE", TARGET: "TARGET" } as const;

export type NamespaceMode = typeof NamespaceMode[keyof typeof NamespaceMode];

export namespace NamespaceMode {
  export type POD = typeof NamespaceMode.POD;
  export type CONTAINER = typeof NamespaceMode.CONTAINER;
  export type NODE = typeof NamespaceMode.NODE;
  export type TARGET = typeof NamespaceMode.TARGET;
}

export const SupplementalGroupsPolicy = { Merge: "Merge", Strict: "Strict" } as const;

export type SupplementalGroupsPolicy = typeof SupplementalGroupsPolicy[keyof typeof SupplementalGroupsPolicy];

export namespace SupplementalGroupsPolicy {
  export type Merge = typeof SupplementalGroupsPolicy.Merge;
  export type Strict = typeof SupplementalGroupsPolicy.Strict;
}

export interface DNSConfig {
  servers?: string[] | undefined;
  searches?: string[] | undefined;
  options?: string[] | undefined;
}

export interface PortMapping {
  protocol?: Protocol | undefined;
  containerPort?: number | undefined;
  hostPort?: number | undefined;
  hostIp?: string | undefined;
}

export interface IDMapping {
  hostId?: number | undefined;
  containerId?: number | undefined;
  length?: number | undefined;
}

export interface UserNamespace {
  mode?: NamespaceMode | undefined;
  uids?: IDMapping[] | undefined;
  gids?: IDMapping[] | undefined;
}

export interface NamespaceOption {
  network?: NamespaceMode | undefined;
  pid?: NamespaceMode | undefined;
  ipc?: NamespaceMode | undefined;
  targetId?: string | undefined;
  usernsOptions?: UserNamespace | undefined;
}

export interface Int64Value {
  value?: number | undefined;
}

export interface SecurityProfile {
  profileType?: SecurityProfile_ProfileType | undefined;
  localhostRef?: string | undefined;
}

export const SecurityProfile_ProfileType = {
  RuntimeDefault: "RuntimeDefault",
  Unconfined: "Unconfined",
  Localhost: "Localhost",
} as const;

export type SecurityProfile_ProfileType = typeof SecurityProfile_ProfileType[keyof typeof SecurityProfile_ProfileType];

export namespace SecurityProfile_ProfileType {
  export type RuntimeDefault = typeof SecurityProfile_ProfileType.RuntimeDefault;
  export type Unconfined = typeof SecurityProfile_ProfileType.Unconfined;
  export type Localhost = typeof SecurityProfile_ProfileType.Localhost;
}

export interface PodSandboxMetadata {
  name?: string | undefined;
  uid?: string | undefined;
  namespace?: string | undefined;
  attempt?: number | undefined;
}

export interface ImageSpec {
  image?: string | undefined;
  annotations?: { [key: string]: string } | undefined;
  userSpecifiedImage?: string | undefined;
  runtimeHandler?: string | undefined;
  imageRef?: string | undefined;
}

export interface ImageSpec_AnnotationsEntry {
  key: string;
  value: string;
}

export interface KeyValue {
  key?: string | undefined;
  value?: Uint8Array | undefined;
}

export interface LinuxContainerResources {
  cpuPeriod?: number | undefined;
  cpuQuota?: number | undefined;
  cpuShares?: number | undefined;
  memoryLimitInBytes?: number | undefined;
  oomScoreAdj?: number | undefined;
  cpusetCpus?: string | undefined;
  cpusetMems?: string | undefined;
  hugepageLimits?: HugepageLimit[] | undefined;
  unified?: { [key: string]: string } | undefined;
  memorySwapLimitInBytes?: number | undefined;
}

export interface LinuxContainerResources_UnifiedEntry {
  key: string;
  value: string;
}

export interface HugepageLimit {
  pageSize?: string | undefined;
  limit?: number | undefined;
}

export interface SELinuxOption {
  user?: string | undefined;
  role?: string | undefined;
  type?: string | undefined;
  level?: string | undefined;
}

export interface ContainerMetadata {
  name?: string | undefined;
  attempt?: number | undefined;
}

export interface UInt64Value {
  value?: number | undefined;
}
