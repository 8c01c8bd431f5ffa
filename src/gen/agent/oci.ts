// Generated from proto/agent/oci.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Spec: MessageType<Spec> = /* @__PURE__ */ messageType("Version=1:string Process=2:Process Root=3:Root Hostname=4:string Mounts=5:Mount[] Hooks=6:Hooks Annotations=7:<string,string> Linux=8:Linux Solaris=9:Solaris Windows=10:Windows", () => ({ Process, Root, Mount, Hooks, Linux, Solaris, Windows }));
export const Process: MessageType<Process> = /* @__PURE__ */ messageType("Terminal=1:bool ConsoleSize=2:Box User=3:User Args=4:string[] Env=5:string[] Cwd=6:string Capabilities=7:LinuxCapabilities Rlimits=8:POSIXRlimit[] NoNewPrivileges=9:bool ApparmorProfile=10:string OOMScoreAdj=11:int64 SelinuxLabel=12:string", () => ({ Box, User, LinuxCapabilities, POSIXRlimit }));
export const Box: MessageType<Box> = /* @__PURE__ */ messageType("Height=1:uint32 Width=2:uint32");
export const User: MessageType<User> = /* @__PURE__ */ messageType("UID=1:uint32 GID=2:uint32 AdditionalGids=3:uint32[] Username=4:string");
export const LinuxCapabilities: MessageType<LinuxCapabilities> = /* @__PURE__ */ messageType("Bounding=1:string[] Effective=2:string[] Inheritable=3:string[] Permitted=4:string[] Ambient=5:string[]");
export const POSIXRlimit: MessageType<POSIXRlimit> = /* @__PURE__ */ messageType("Type=1:string Hard=2:uint64 Soft=3:uint64");
export const Mount: MessageType<Mount> = /* @__PURE__ */ messageType("destination=1:string source=2:string type=3:string options=4:string[]");
export const Root: MessageType<Root> = /* @__PURE__ */ messageType("Path=1:string Readonly=2:bool");
export const Hooks: MessageType<Hooks> = /* @__PURE__ */ messageType("Prestart=1:Hook[] Poststart=2:Hook[] Poststop=3:Hook[] CreateRuntime=4:Hook[] CreateContainer=5:Hook[] StartContainer=6:Hook[]", () => ({ Hook }));
export const Hook: MessageType<Hook> = /* @__PURE__ */ messageType("Path=1:string Args=2:string[] Env=3:string[] Timeout=4:int64");
export const Linux: MessageType<Linux> = /* @__PURE__ */ messageType("UIDMappings=1:LinuxIDMapping[] GIDMappings=2:LinuxIDMapping[] Sysctl=3:<string,string> Resources=4:LinuxResources CgroupsPath=5:string Namespaces=6:LinuxNamespace[] Devices=7:LinuxDevice[] Seccomp=8:LinuxSeccomp RootfsPropagation=9:string MaskedPaths=10:string[] ReadonlyPaths=11:string[] MountLabel=12:string IntelRdt=13:LinuxIntelRdt", () => ({ LinuxIDMapping, LinuxResources, LinuxNamespace, LinuxDevice, LinuxSeccomp, LinuxIntelRdt }));
export const Windows: MessageType<Windows> = /* @__PURE__ */ messageType("dummy=1:string");
export const Solaris: MessageType<Solaris> = /* @__PURE__ */ messageType("dummy=1:string");
export const LinuxIDMapping: MessageType<LinuxIDMapping> = /* @__PURE__ */ messageType("HostID=1:uint32 ContainerID=2:uint32 Size=3:uint32");
export const LinuxNamespace: MessageType<LinuxNamespace> = /* @__PURE__ */ messageType("Type=1:string Path=2:string");
export const LinuxDevice: MessageType<LinuxDevice> = /* @__PURE__ */ messageType("Path=1:string Type=2:string Major=3:int64 Minor=4:int64 FileMode=5:uint32 UID=6:uint32 GID=7:uint32");
export const LinuxResources: MessageType<LinuxResources> = /* @__PURE__ */ messageType("Devices=1:LinuxDeviceCgroup[] Memory=2:LinuxMemory CPU=3:LinuxCPU Pids=4:LinuxPids BlockIO=5:LinuxBlockIO HugepageLimits=6:LinuxHugepageLimit[] Network=7:LinuxNetwork", () => ({ LinuxDeviceCgroup, LinuxMemory, LinuxCPU, LinuxPids, LinuxBlockIO, LinuxHugepageLimit, LinuxNetwork }));
export const LinuxMemory: MessageType<LinuxMemory> = /* @__PURE__ */ messageType("Limit=1:int64 Reservation=2:int64 Swap=3:int64 Kernel=4:int64 KernelTCP=5:int64 Swappiness=6:uint64 DisableOOMKiller=7:bool");
export const LinuxCPU: MessageType<LinuxCPU> = /* @__PURE__ */ messageType("Shares=1:uint64 Quota=2:int64 Period=3:uint64 RealtimeRuntime=4:int64 RealtimePeriod=5:uint64 Cpus=6:string Mems=7:string");
export const LinuxWeightDevice: MessageType<LinuxWeightDevice> = /* @__PURE__ */ messageType("Major=1:int64 Minor=2:int64 Weight=3:uint32 LeafWeight=4:uint32");
export const LinuxThrottleDevice: MessageType<LinuxThrottleDevice> = /* @__PURE__ */ messageType("Major=1:int64 Minor=2:int64 Rate=3:uint64");
export const LinuxBlockIO: MessageType<LinuxBlockIO> = /* @__PURE__ */ messageType("Weight=1:uint32 LeafWeight=2:uint32 WeightDevice=3:LinuxWeightDevice[] ThrottleReadBpsDevice=4:LinuxThrottleDevice[] ThrottleWriteBpsDevice=5:LinuxThrottleDevice[] ThrottleReadIOPSDevice=6:LinuxThrottleDevice[] ThrottleWriteIOPSDevice=7:LinuxThrottleDevice[]", () => ({ LinuxWeightDevice, LinuxThrottleDevice }));
export const LinuxPids: MessageType<LinuxPids> = /* @__PURE__ */ messageType("Limit=1:int64");
export const LinuxDeviceCgroup: MessageType<LinuxDeviceCgroup> = /* @__PURE__ */ messageType("Allow=1:bool Type=2:string Major=3:int64 Minor=4:int64 Access=5:string");
export const LinuxNetwork: MessageType<LinuxNetwork> = /* @__PURE__ */ messageType("ClassID=1:uint32 Priorities=2:LinuxInterfacePriority[]", () => ({ LinuxInterfacePriority }));
export const LinuxHugepageLimit: MessageType<LinuxHugepageLimit> = /* @__PURE__ */ messageType("Pagesize=1:string Limit=2:uint64");
export const LinuxInterfacePriority: MessageType<LinuxInterfacePriority> = /* @__PURE__ */ messageType("Name=1:string Priority=2:uint32");
export const LinuxSeccomp: MessageType<LinuxSeccomp> = /* @__PURE__ */ messageType("DefaultAction=1:string Architectures=2:string[] Flags=3:string[] Syscalls=4:LinuxSyscall[]", () => ({ LinuxSyscall }));
export const LinuxSeccompArg: MessageType<LinuxSeccompArg> = /* @__PURE__ */ messageType("Index=1:uint64 Value=2:uint64 ValueTwo=3:uint64 Op=4:string");
export const LinuxSyscall: MessageType<LinuxSyscall> = /* @__PURE__ */ messageType("Names=1:string[] Action=2:string errnoret?=3:uint32 Args=4:LinuxSeccompArg[]", () => ({ LinuxSeccompArg }));
export const LinuxIntelRdt: MessageType<LinuxIntelRdt> = /* @__PURE__ */ messageType("L3CacheSchema=1:string");

/** The OCI runtime specification's config.json as Kata's agent API carries it. Fields have the names that Kata gave them. */
export interface Spec {
  Version: string;
  Process: Process | undefined;
  Root: Root | undefined;
  Hostname: string;
  Mounts: Mount[];
  Hooks: Hooks | undefined;
  Annotations: { [key: string]: string };
  Linux: Linux | undefined;
  Solaris: Solaris | undefined;
  Windows: Windows | undefined;
}

export interface Spec_AnnotationsEntry {
  key: string;
  value: string;
}

export interface Process {
  Terminal: boolean;
  ConsoleSize: Box | undefined;
  User: User | undefined;
  Args: string[];
  Env: string[];
  Cwd: string;
  Capabilities: LinuxCapabilities | undefined;
  Rlimits: POSIXRlimit[];
  NoNewPrivileges: boolean;
  ApparmorProfile: string;
  OOMScoreAdj: bigint;
  SelinuxLabel: string;
}

export interface Box {
  Height: number;
  Width: number;
}

export interface User {
  UID: number;
  GID: number;
  AdditionalGids: number[];
  Username: string;
}

export interface LinuxCapabilities {
  Bounding: string[];
  Effective: string[];
  Inheritable: string[];
  Permitted: string[];
  Ambient: string[];
}

export interface POSIXRlimit {
  Type: string;
  Hard: bigint;
  Soft: bigint;
}

export interface Mount {
  destination: string;
  source: string;
  type: string;
  options: string[];
}

export interface Root {
  Path: string;
  Readonly: boolean;
}

export interface Hooks {
  Prestart: Hook[];
  Poststart: Hook[];
  Poststop: Hook[];
  CreateRuntime: Hook[];
  CreateContainer: Hook[];
  StartContainer: Hook[];
}

/** `Timeout` is in seconds. */
export interface Hook {
  Path: string;
  Args: string[];
  Env: string[];
  Timeout: bigint;
}

export interface Linux {
  UIDMappings: LinuxIDMapping[];
  GIDMappings: LinuxIDMapping[];
  Sysctl: { [key: string]: string };
  Resources: LinuxResources | undefined;
  CgroupsPath: string;
  Namespaces: LinuxNamespace[];
  Devices: LinuxDevice[];
  Seccomp: LinuxSeccomp | undefined;
  RootfsPropagation: string;
  MaskedPaths: string[];
  ReadonlyPaths: string[];
  MountLabel: string;
  IntelRdt: LinuxIntelRdt | undefined;
}

export interface Linux_SysctlEntry {
  key: string;
  value: string;
}

/** Placeholders of other platforms: never used. */
export interface Windows {
  dummy: string;
}

export interface Solaris {
  dummy: string;
}

export interface LinuxIDMapping {
  HostID: number;
  ContainerID: number;
  Size: number;
}

export interface LinuxNamespace {
  Type: string;
  Path: string;
}

export interface LinuxDevice {
  Path: string;
  Type: string;
  Major: bigint;
  Minor: bigint;
  FileMode: number;
  UID: number;
  GID: number;
}

export interface LinuxResources {
  Devices: LinuxDeviceCgroup[];
  Memory: LinuxMemory | undefined;
  CPU: LinuxCPU | undefined;
  Pids: LinuxPids | undefined;
  BlockIO: LinuxBlockIO | undefined;
  HugepageLimits: LinuxHugepageLimit[];
  Network: LinuxNetwork | undefined;
}

/** Sizes are in bytes; Swap is memory and swap together. */
export interface LinuxMemory {
  Limit: bigint;
  Reservation: bigint;
  Swap: bigint;
  Kernel: bigint;
  KernelTCP: bigint;
  Swappiness: bigint;
  DisableOOMKiller: boolean;
}

/** Times are in microseconds. */
export interface LinuxCPU {
  Shares: bigint;
  Quota: bigint;
  Period: bigint;
  RealtimeRuntime: bigint;
  RealtimePeriod: bigint;
  Cpus: string;
  Mems: string;
}

export interface LinuxWeightDevice {
  Major: bigint;
  Minor: bigint;
  Weight: number;
  LeafWeight: number;
}

export interface LinuxThrottleDevice {
  Major: bigint;
  Minor: bigint;
  Rate: bigint;
}

export interface LinuxBlockIO {
  Weight: number;
  LeafWeight: number;
  WeightDevice: LinuxWeightDevice[];
  ThrottleReadBpsDevice: LinuxThrottleDevice[];
  ThrottleWriteBpsDevice: LinuxThrottleDevice[];
  ThrottleReadIOPSDevice: LinuxThrottleDevice[];
  ThrottleWriteIOPSDevice: LinuxThrottleDevice[];
}

export interface LinuxPids {
  Limit: bigint;
}

export interface LinuxDeviceCgroup {
  Allow: boolean;
  Type: string;
  Major: bigint;
  Minor: bigint;
  Access: string;
}

export interface LinuxNetwork {
  ClassID: number;
  Priorities: LinuxInterfacePriority[];
}

export interface LinuxHugepageLimit {
  Pagesize: string;
  Limit: bigint;
}

export interface LinuxInterfacePriority {
  Name: string;
  Priority: number;
}

export interface LinuxSeccomp {
  DefaultAction: string;
  Architectures: string[];
  Flags: string[];
  Syscalls: LinuxSyscall[];
}

export interface LinuxSeccompArg {
  Index: bigint;
  Value: bigint;
  ValueTwo: bigint;
  Op: string;
}

export interface LinuxSyscall {
  Names: string[];
  Action: string;
  errnoret?: number | undefined;
  Args: LinuxSeccompArg[];
}

export interface LinuxIntelRdt {
  L3CacheSchema: string;
}
