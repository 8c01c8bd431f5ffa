// Generated from proto/sandbox/pod_sandbox_config.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const PodSandboxConfig: MessageType<PodSandboxConfig> = /* @__PURE__ */ messageType("metadata=1:PodSandboxMetadata hostname=2:string logDirectory=3:string dnsConfig=4:DNSConfig annotations=7:<string,string> linux=8:LinuxPodSandboxConfig", () => ({ PodSandboxMetadata, DNSConfig, LinuxPodSandboxConfig }));
export const PodSandboxMetadata: MessageType<PodSandboxMetadata> = /* @__PURE__ */ messageType("name=1:string uid=2:string namespace=3:string");
export const DNSConfig: MessageType<DNSConfig> = /* @__PURE__ */ messageType("servers=1:string[] searches=2:string[] options=3:string[]");
export const LinuxPodSandboxConfig: MessageType<LinuxPodSandboxConfig> = /* @__PURE__ */ messageType("cgroupParent=1:string securityContext=2:LinuxSandboxSecurityContext sysctls=3:<string,string> resources=5:LinuxContainerResources", () => ({ LinuxSandboxSecurityContext, LinuxContainerResources }));
export const LinuxSandboxSecurityContext: MessageType<LinuxSandboxSecurityContext> = /* @__PURE__ */ messageType("namespaceOptions=1:NamespaceOption", () => ({ NamespaceOption }));
export const NamespaceOption: MessageType<NamespaceOption> = /* @__PURE__ */ messageType("network=1:int32 pid=2:int32 ipc=3:int32 usernsOptions=5:UserNamespace", () => ({ UserNamespace }));
export const UserNamespace: MessageType<UserNamespace> = /* @__PURE__ */ messageType("mode=1:int32 uids=2:IDMapping[] gids=3:IDMapping[]", () => ({ IDMapping }));
export const IDMapping: MessageType<IDMapping> = /* @__PURE__ */ messageType("hostId=1:uint32 containerId=2:uint32 length=3:uint32");
export const LinuxContainerResources: MessageType<LinuxContainerResources> = /* @__PURE__ */ messageType("cpuPeriod=1:int64 cpuQuota=2:int64 cpuShares=3:int64 memoryLimitInBytes=4:int64");

export const NamespaceMode = { POD: 0, CONTAINER: 1, NODE: 2, TARGET: 3 } as const;

export type NamespaceMode = typeof NamespaceMode[keyof typeof NamespaceMode];

export namespace NamespaceMode {
  export type POD = typeof NamespaceMode.POD;
  export type CONTAINER = typeof NamespaceMode.CONTAINER;
  export type NODE = typeof NamespaceMode.NODE;
  export type TARGET = typeof NamespaceMode.TARGET;
}

/**
 * What the shim reads of the CRI's PodSandboxConfig, which containerd's CRI plugin sends as the options of CreateSandbox
 * (k8s.io/cri-api, runtime/v1/api.proto). proto/cri has all of it, for clients.
 */
export interface PodSandboxConfig {
  metadata: PodSandboxMetadata | undefined;
  hostname: string;
  logDirectory: string;
  dnsConfig: DNSConfig | undefined;
  annotations: { [key: string]: string };
  linux: LinuxPodSandboxConfig | undefined;
}

export interface PodSandboxConfig_AnnotationsEntry {
  key: string;
  value: string;
}

export interface PodSandboxMetadata {
  name: string;
  uid: string;
  namespace: string;
}

export interface DNSConfig {
  servers: string[];
  searches: string[];
  options: string[];
}

export interface LinuxPodSandboxConfig {
  cgroupParent: string;
  securityContext: LinuxSandboxSecurityContext | undefined;
  sysctls: { [key: string]: string };
  resources: LinuxContainerResources | undefined;
}

export interface LinuxPodSandboxConfig_SysctlsEntry {
  key: string;
  value: string;
}

export interface LinuxSandboxSecurityContext {
  namespaceOptions: NamespaceOption | undefined;
}

export interface NamespaceOption {
  network: NamespaceMode;
  pid: NamespaceMode;
  ipc: NamespaceMode;
  usernsOptions: UserNamespace | undefined;
}

export interface UserNamespace {
  mode: NamespaceMode;
  uids: IDMapping[];
  gids: IDMapping[];
}

export interface IDMapping {
  hostId: number;
  containerId: number;
  length: number;
}

export interface LinuxContainerResources {
  cpuPeriod: bigint;
  cpuQuota: bigint;
  cpuShares: bigint;
  memoryLimitInBytes: bigint;
}
