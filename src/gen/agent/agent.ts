// Generated from proto/agent/agent.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Empty } from "../google/protobuf/empty.ts";
import { VolumeStatsResponse } from "./csi.ts";
import { LinuxResources, Process, Spec } from "./oci.ts";
import { ARPNeighbor, FSGroupChangePolicy, Interface, Route } from "./types.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const CreateContainerRequest: MessageType<CreateContainerRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string stringUser=3:StringUser devices=4:Device[] storages=5:Storage[] OCI=6:Spec sandboxPidns=7:bool sharedMounts=8:SharedMount[] stdinPort=9:uint32 stdoutPort=10:uint32 stderrPort=11:uint32 ociJson=100:bytes pidnsContainer=101:string allDevices=102:bool", () => ({ StringUser, Device, Storage, Spec, SharedMount }));
export const StartContainerRequest: MessageType<StartContainerRequest> = /* @__PURE__ */ messageType("containerId=1:string");
export const RemoveContainerRequest: MessageType<RemoveContainerRequest> = /* @__PURE__ */ messageType("containerId=1:string timeout=2:uint32");
export const ExecProcessRequest: MessageType<ExecProcessRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string stringUser=3:StringUser process=4:Process stdinPort=5:uint32 stdoutPort=6:uint32 stderrPort=7:uint32 processJson=100:bytes", () => ({ StringUser, Process }));
export const SignalProcessRequest: MessageType<SignalProcessRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string signal=3:uint32");
export const WaitProcessRequest: MessageType<WaitProcessRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string");
export const WaitProcessResponse: MessageType<WaitProcessResponse> = /* @__PURE__ */ messageType("status=1:int32");
export const ListProcessesRequest: MessageType<ListProcessesRequest> = /* @__PURE__ */ messageType("containerId=1:string format=2:string args=3:string[]");
export const ListProcessesResponse: MessageType<ListProcessesResponse> = /* @__PURE__ */ messageType("processList=1:bytes");
export const UpdateContainerRequest: MessageType<UpdateContainerRequest> = /* @__PURE__ */ messageType("containerId=1:string resources=2:LinuxResources resourcesJson=100:bytes", () => ({ LinuxResources }));
export const StatsContainerRequest: MessageType<StatsContainerRequest> = /* @__PURE__ */ messageType("containerId=1:string");
export const PauseContainerRequest: MessageType<PauseContainerRequest> = /* @__PURE__ */ messageType("containerId=1:string");
export const ResumeContainerRequest: MessageType<ResumeContainerRequest> = /* @__PURE__ */ messageType("containerId=1:string");
export const CpuUsage: MessageType<CpuUsage> = /* @__PURE__ */ messageType("totalUsage=1:uint64 percpuUsage=2:uint64[] usageInKernelmode=3:uint64 usageInUsermode=4:uint64");
export const ThrottlingData: MessageType<ThrottlingData> = /* @__PURE__ */ messageType("periods=1:uint64 throttledPeriods=2:uint64 throttledTime=3:uint64 bursts=100:uint64 burstTime=101:uint64");
export const CpuStats: MessageType<CpuStats> = /* @__PURE__ */ messageType("cpuUsage=1:CpuUsage throttlingData=2:ThrottlingData", () => ({ CpuUsage, ThrottlingData }));
export const PidsStats: MessageType<PidsStats> = /* @__PURE__ */ messageType("current=1:uint64 limit=2:uint64");
export const MemoryData: MessageType<MemoryData> = /* @__PURE__ */ messageType("usage=1:uint64 maxUsage=2:uint64 failcnt=3:uint64 limit=4:uint64");
export const MemoryStats: MessageType<MemoryStats> = /* @__PURE__ */ messageType("cache=1:uint64 usage=2:MemoryData swapUsage=3:MemoryData kernelUsage=4:MemoryData useHierarchy=5:bool stats=6:<string,uint64> events=100:<string,uint64>", () => ({ MemoryData }));
export const BlkioStatsEntry: MessageType<BlkioStatsEntry> = /* @__PURE__ */ messageType("major=1:uint64 minor=2:uint64 op=3:string value=4:uint64");
export const BlkioStats: MessageType<BlkioStats> = /* @__PURE__ */ messageType("ioServiceBytesRecursive=1:BlkioStatsEntry[] ioServicedRecursive=2:BlkioStatsEntry[] ioQueuedRecursive=3:BlkioStatsEntry[] ioServiceTimeRecursive=4:BlkioStatsEntry[] ioWaitTimeRecursive=5:BlkioStatsEntry[] ioMergedRecursive=6:BlkioStatsEntry[] ioTimeRecursive=7:BlkioStatsEntry[] sectorsRecursive=8:BlkioStatsEntry[]", () => ({ BlkioStatsEntry }));
export const HugetlbStats: MessageType<HugetlbStats> = /* @__PURE__ */ messageType("usage=1:uint64 maxUsage=2:uint64 failcnt=3:uint64");
export const CgroupStats: MessageType<CgroupStats> = /* @__PURE__ */ messageType("cpuStats=1:CpuStats memoryStats=2:MemoryStats pidsStats=3:PidsStats blkioStats=4:BlkioStats hugetlbStats=5:<string,HugetlbStats>", () => ({ CpuStats, MemoryStats, PidsStats, BlkioStats, HugetlbStats }));
export const NetworkStats: MessageType<NetworkStats> = /* @__PURE__ */ messageType("name=1:string rxBytes=2:uint64 rxPackets=3:uint64 rxErrors=4:uint64 rxDropped=5:uint64 txBytes=6:uint64 txPackets=7:uint64 txErrors=8:uint64 txDropped=9:uint64");
export const StatsContainerResponse: MessageType<StatsContainerResponse> = /* @__PURE__ */ messageType("cgroupStats=1:CgroupStats networkStats=2:NetworkStats[]", () => ({ CgroupStats, NetworkStats }));
export const WriteStreamRequest: MessageType<WriteStreamRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string data=3:bytes");
export const WriteStreamResponse: MessageType<WriteStreamResponse> = /* @__PURE__ */ messageType("len=1:uint32");
export const ReadStreamRequest: MessageType<ReadStreamRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string len=3:uint32");
export const ReadStreamResponse: MessageType<ReadStreamResponse> = /* @__PURE__ */ messageType("data=1:bytes");
export const CloseStdinRequest: MessageType<CloseStdinRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string");
export const TtyWinResizeRequest: MessageType<TtyWinResizeRequest> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string row=3:uint32 column=4:uint32");
export const KernelModule: MessageType<KernelModule> = /* @__PURE__ */ messageType("name=1:string parameters=2:string[]");
export const CreateSandboxRequest: MessageType<CreateSandboxRequest> = /* @__PURE__ */ messageType("hostname=1:string dns=2:string[] storages=3:Storage[] sandboxPidns=4:bool sandboxId=5:string guestHookPath=6:string kernelModules=7:KernelModule[] sysctls=100:<string,string>", () => ({ Storage, KernelModule }));
export const DestroySandboxRequest: MessageType<DestroySandboxRequest> = /* @__PURE__ */ messageType("");
export const RemoveStaleVirtiofsShareMountsRequest: MessageType<RemoveStaleVirtiofsShareMountsRequest> = /* @__PURE__ */ messageType("");
export const Interfaces: MessageType<Interfaces> = /* @__PURE__ */ messageType("Interfaces=1:Interface[]", () => ({ Interface }));
export const Routes: MessageType<Routes> = /* @__PURE__ */ messageType("Routes=1:Route[]", () => ({ Route }));
export const UpdateInterfaceRequest: MessageType<UpdateInterfaceRequest> = /* @__PURE__ */ messageType("interface=1:Interface", () => ({ Interface }));
export const UpdateRoutesRequest: MessageType<UpdateRoutesRequest> = /* @__PURE__ */ messageType("routes=1:Routes exact=100:bool", () => ({ Routes }));
export const UpdateEphemeralMountsRequest: MessageType<UpdateEphemeralMountsRequest> = /* @__PURE__ */ messageType("storages=1:Storage[]", () => ({ Storage }));
export const ListInterfacesRequest: MessageType<ListInterfacesRequest> = /* @__PURE__ */ messageType("");
export const ListRoutesRequest: MessageType<ListRoutesRequest> = /* @__PURE__ */ messageType("");
export const ARPNeighbors: MessageType<ARPNeighbors> = /* @__PURE__ */ messageType("ARPNeighbors=1:ARPNeighbor[]", () => ({ ARPNeighbor }));
export const AddARPNeighborsRequest: MessageType<AddARPNeighborsRequest> = /* @__PURE__ */ messageType("neighbors=1:ARPNeighbors", () => ({ ARPNeighbors }));
export const GetIPTablesRequest: MessageType<GetIPTablesRequest> = /* @__PURE__ */ messageType("isIpv6=1:bool");
export const GetIPTablesResponse: MessageType<GetIPTablesResponse> = /* @__PURE__ */ messageType("data=1:bytes");
export const SetIPTablesRequest: MessageType<SetIPTablesRequest> = /* @__PURE__ */ messageType("isIpv6=1:bool data=2:bytes");
export const SetIPTablesResponse: MessageType<SetIPTablesResponse> = /* @__PURE__ */ messageType("data=1:bytes");
export const OnlineCPUMemRequest: MessageType<OnlineCPUMemRequest> = /* @__PURE__ */ messageType("wait=1:bool nbCpus=2:uint32 cpuOnly=3:bool");
export const ReseedRandomDevRequest: MessageType<ReseedRandomDevRequest> = /* @__PURE__ */ messageType("data=2:bytes");
export const AgentDetails: MessageType<AgentDetails> = /* @__PURE__ */ messageType("version=1:string initDaemon=2:bool deviceHandlers=3:string[] storageHandlers=4:string[] supportsSeccomp=5:bool extraFeatures=6:string[]");
export const GuestDetailsRequest: MessageType<GuestDetailsRequest> = /* @__PURE__ */ messageType("memBlockSize=1:bool memHotplugProbe=2:bool");
export const GuestDetailsResponse: MessageType<GuestDetailsResponse> = /* @__PURE__ */ messageType("memBlockSizeBytes=1:uint64 agentDetails=2:AgentDetails supportMemHotplugProbe=3:bool", () => ({ AgentDetails }));
export const MemHotplugByProbeRequest: MessageType<MemHotplugByProbeRequest> = /* @__PURE__ */ messageType("memHotplugProbeAddr=1:uint64[]");
export const SetGuestDateTimeRequest: MessageType<SetGuestDateTimeRequest> = /* @__PURE__ */ messageType("Sec=1:int64 Usec=2:int64");
export const FSGroup: MessageType<FSGroup> = /* @__PURE__ */ messageType("groupId=2:uint32 groupChangePolicy=3:int32");
export const SharedMount: MessageType<SharedMount> = /* @__PURE__ */ messageType("name=1:string srcCtr=2:string srcPath=3:string dstCtr=4:string dstPath=5:string");
export const Storage: MessageType<Storage> = /* @__PURE__ */ messageType("driver=1:string driverOptions=2:string[] source=3:string fstype=4:string options=5:string[] mountPoint=6:string fsGroup=7:FSGroup", () => ({ FSGroup }));
export const Device: MessageType<Device> = /* @__PURE__ */ messageType("id=1:string type=2:string vmPath=3:string containerPath=4:string options=5:string[]");
export const StringUser: MessageType<StringUser> = /* @__PURE__ */ messageType("uid=1:string gid=2:string additionalGids=3:string[]");
export const CopyFileRequest: MessageType<CopyFileRequest> = /* @__PURE__ */ messageType("path=1:string fileSize=2:int64 fileMode=3:uint32 dirMode=4:uint32 uid=5:int32 gid=6:int32 offset=7:int64 data=8:bytes");
export const GetOOMEventRequest: MessageType<GetOOMEventRequest> = /* @__PURE__ */ messageType("");
export const OOMEvent: MessageType<OOMEvent> = /* @__PURE__ */ messageType("containerId=1:string");
export const AddSwapRequest: MessageType<AddSwapRequest> = /* @__PURE__ */ messageType("PCIPath=1:uint32[]");
export const GetMetricsRequest: MessageType<GetMetricsRequest> = /* @__PURE__ */ messageType("");
export const Metrics: MessageType<Metrics> = /* @__PURE__ */ messageType("metrics=1:string");
export const VolumeStatsRequest: MessageType<VolumeStatsRequest> = /* @__PURE__ */ messageType("volumeGuestPath=1:string");
export const ResizeVolumeRequest: MessageType<ResizeVolumeRequest> = /* @__PURE__ */ messageType("volumeGuestPath=1:string size=2:uint64");
export const SetPolicyRequest: MessageType<SetPolicyRequest> = /* @__PURE__ */ messageType("policy=1:string");
export const MemAgentMemcgConfig: MessageType<MemAgentMemcgConfig> = /* @__PURE__ */ messageType("disabled?=1:bool swap?=2:bool swappinessMax?=3:uint32 periodSecs?=4:uint64 periodPsiPercentLimit?=5:uint32 evictionPsiPercentLimit?=6:uint32 evictionRunAgingCountMin?=7:uint64");
export const MemAgentCompactConfig: MessageType<MemAgentCompactConfig> = /* @__PURE__ */ messageType("disabled?=1:bool periodSecs?=2:uint64 periodPsiPercentLimit?=3:uint32 compactPsiPercentLimit?=4:uint32 compactSecMax?=5:int64 compactOrder?=6:uint32 compactThreshold?=7:uint64 compactForceTimes?=8:uint64");

export interface CreateContainerRequest {
  containerId: string;
  execId: string;
  stringUser: StringUser | undefined;
  devices: Device[];
  storages: Storage[];
  OCI:
    | Spec
    | undefined;
  /** Join the sandbox's pid namespace, whatever the spec says. */
  sandboxPidns: boolean;
  sharedMounts: SharedMount[];
  /** Host vsock ports of streams that carry stdio; 0 means stdio over RPC. */
  stdinPort: number;
  stdoutPort: number;
  stderrPort: number;
  /** husk: the guest's config.json verbatim. Where set, OCI is not looked at. */
  ociJson: Uint8Array;
  /** husk: join the pid namespace of this container of the pod. */
  pidnsContainer: string;
  /** husk: give the container every device of the guest. */
  allDevices: boolean;
}

export interface StartContainerRequest {
  containerId: string;
}

/** `timeout` is in seconds, 0 waits without limit. */
export interface RemoveContainerRequest {
  containerId: string;
  timeout: number;
}

export interface ExecProcessRequest {
  containerId: string;
  execId: string;
  stringUser: StringUser | undefined;
  process: Process | undefined;
  stdinPort: number;
  stdoutPort: number;
  stderrPort: number;
  /** husk: the OCI process as JSON, verbatim. Where set, `process` is not looked at. */
  processJson: Uint8Array;
}

/** An empty exec_id means all of the container's processes. */
export interface SignalProcessRequest {
  containerId: string;
  execId: string;
  signal: number;
}

export interface WaitProcessRequest {
  containerId: string;
  execId: string;
}

/** The exit code, or 128 and the signal's number. */
export interface WaitProcessResponse {
  status: number;
}

/** `format` is "json" (a list of pids) or "table"; `args` are those of ps for "table". */
export interface ListProcessesRequest {
  containerId: string;
  format: string;
  args: string[];
}

export interface ListProcessesResponse {
  processList: Uint8Array;
}

export interface UpdateContainerRequest {
  containerId: string;
  resources:
    | LinuxResources
    | undefined;
  /** husk: linux.resources as JSON, verbatim. Where set, `resources` is not looked at. */
  resourcesJson: Uint8Array;
}

export interface StatsContainerRequest {
  containerId: string;
}

export interface PauseContainerRequest {
  containerId: string;
}

export interface ResumeContainerRequest {
  containerId: string;
}

/** Times are in nanoseconds. */
export interface CpuUsage {
  totalUsage: bigint;
  percpuUsage: bigint[];
  usageInKernelmode: bigint;
  usageInUsermode: bigint;
}

export interface ThrottlingData {
  periods: bigint;
  throttledPeriods: bigint;
  throttledTime: bigint;
  /** husk: nr_bursts and burst_usec of cpu.stat. */
  bursts: bigint;
  burstTime: bigint;
}

export interface CpuStats {
  cpuUsage: CpuUsage | undefined;
  throttlingData: ThrottlingData | undefined;
}

export interface PidsStats {
  current: bigint;
  limit: bigint;
}

export interface MemoryData {
  usage: bigint;
  maxUsage: bigint;
  failcnt: bigint;
  limit: bigint;
}

export interface MemoryStats {
  cache: bigint;
  usage: MemoryData | undefined;
  swapUsage: MemoryData | undefined;
  kernelUsage: MemoryData | undefined;
  useHierarchy: boolean;
  /** memory.stat, line by line. */
  stats: { [key: string]: bigint };
  /** husk: memory.events, line by line. */
  events: { [key: string]: bigint };
}

export interface MemoryStats_StatsEntry {
  key: string;
  value: bigint;
}

export interface MemoryStats_EventsEntry {
  key: string;
  value: bigint;
}

export interface BlkioStatsEntry {
  major: bigint;
  minor: bigint;
  op: string;
  value: bigint;
}

export interface BlkioStats {
  ioServiceBytesRecursive: BlkioStatsEntry[];
  ioServicedRecursive: BlkioStatsEntry[];
  ioQueuedRecursive: BlkioStatsEntry[];
  ioServiceTimeRecursive: BlkioStatsEntry[];
  ioWaitTimeRecursive: BlkioStatsEntry[];
  ioMergedRecursive: BlkioStatsEntry[];
  ioTimeRecursive: BlkioStatsEntry[];
  sectorsRecursive: BlkioStatsEntry[];
}

export interface HugetlbStats {
  usage: bigint;
  maxUsage: bigint;
  failcnt: bigint;
}

export interface CgroupStats {
  cpuStats: CpuStats | undefined;
  memoryStats: MemoryStats | undefined;
  pidsStats: PidsStats | undefined;
  blkioStats:
    | BlkioStats
    | undefined;
  /** By page size. */
  hugetlbStats: { [key: string]: HugetlbStats };
}

export interface CgroupStats_HugetlbStatsEntry {
  key: string;
  value: HugetlbStats | undefined;
}

export interface NetworkStats {
  name: string;
  rxBytes: bigint;
  rxPackets: bigint;
  rxErrors: bigint;
  rxDropped: bigint;
  txBytes: bigint;
  txPackets: bigint;
  txErrors: bigint;
  txDropped: bigint;
}

export interface StatsContainerResponse {
  cgroupStats: CgroupStats | undefined;
  networkStats: NetworkStats[];
}

export interface WriteStreamRequest {
  containerId: string;
  execId: string;
  data: Uint8Array;
}

export interface WriteStreamResponse {
  len: number;
}

export interface ReadStreamRequest {
  containerId: string;
  execId: string;
  len: number;
}

export interface ReadStreamResponse {
  data: Uint8Array;
}

export interface CloseStdinRequest {
  containerId: string;
  execId: string;
}

export interface TtyWinResizeRequest {
  containerId: string;
  execId: string;
  row: number;
  column: number;
}

export interface KernelModule {
  name: string;
  /** key=value, as modprobe(8) takes them. */
  parameters: string[];
}

export interface CreateSandboxRequest {
  hostname: string;
  /** Lines of resolv.conf. */
  dns: string[];
  storages: Storage[];
  /** One pid namespace for all containers of the sandbox. */
  sandboxPidns: boolean;
  sandboxId: string;
  /** Directory in the guest that holds OCI hooks; may be empty. */
  guestHookPath: string;
  kernelModules: KernelModule[];
  /** husk: kernel parameters of the pod, by their names below /proc/sys with dots for slashes. */
  sysctls: { [key: string]: string };
}

export interface CreateSandboxRequest_SysctlsEntry {
  key: string;
  value: string;
}

export interface DestroySandboxRequest {
}

export interface RemoveStaleVirtiofsShareMountsRequest {
}

export interface Interfaces {
  Interfaces: Interface[];
}

export interface Routes {
  Routes: Route[];
}

export interface UpdateInterfaceRequest {
  interface: Interface | undefined;
}

export interface UpdateRoutesRequest {
  routes:
    | Routes
    | undefined;
  /**
   * husk: these are all routes that there are to be, so that those which the kernel made for the addresses go as well where they
   * are not among them.
   */
  exact: boolean;
}

export interface UpdateEphemeralMountsRequest {
  storages: Storage[];
}

export interface ListInterfacesRequest {
}

export interface ListRoutesRequest {
}

export interface ARPNeighbors {
  ARPNeighbors: ARPNeighbor[];
}

export interface AddARPNeighborsRequest {
  neighbors: ARPNeighbors | undefined;
}

export interface GetIPTablesRequest {
  isIpv6: boolean;
}

/** What iptables-save prints. */
export interface GetIPTablesResponse {
  data: Uint8Array;
}

/** What iptables-restore reads. */
export interface SetIPTablesRequest {
  isIpv6: boolean;
  data: Uint8Array;
}

export interface SetIPTablesResponse {
  data: Uint8Array;
}

export interface OnlineCPUMemRequest {
  /** Answer only when all are online. */
  wait: boolean;
  /** 0 leaves CPUs alone. */
  nbCpus: number;
  cpuOnly: boolean;
}

export interface ReseedRandomDevRequest {
  data: Uint8Array;
}

export interface AgentDetails {
  version: string;
  initDaemon: boolean;
  deviceHandlers: string[];
  storageHandlers: string[];
  supportsSeccomp: boolean;
  extraFeatures: string[];
}

export interface GuestDetailsRequest {
  memBlockSize: boolean;
  memHotplugProbe: boolean;
}

export interface GuestDetailsResponse {
  memBlockSizeBytes: bigint;
  agentDetails: AgentDetails | undefined;
  supportMemHotplugProbe: boolean;
}

export interface MemHotplugByProbeRequest {
  memHotplugProbeAddr: bigint[];
}

export interface SetGuestDateTimeRequest {
  /** Since the epoch. */
  Sec: bigint;
  Usec: bigint;
}

export interface FSGroup {
  groupId: number;
  groupChangePolicy: FSGroupChangePolicy;
}

/** A mount of one container that another one gets too. */
export interface SharedMount {
  name: string;
  srcCtr: string;
  srcPath: string;
  dstCtr: string;
  dstPath: string;
}

/**
 * Something to mount in the guest before the container needs it; `driver` says how `source` is to be found:
 * "virtio-fs" by tag, "blk" by PCI path, "mmioblk", "ephemeral", "local" ...
 */
export interface Storage {
  driver: string;
  driverOptions: string[];
  source: string;
  fstype: string;
  options: string[];
  mountPoint: string;
  fsGroup: FSGroup | undefined;
}

/** A device of the VM that the container sees at container_path. */
export interface Device {
  id: string;
  type: string;
  vmPath: string;
  containerPath: string;
  options: string[];
}

export interface StringUser {
  uid: string;
  gid: string;
  additionalGids: string[];
}

/** One piece of a file that ends up at `path` in the guest once it has `file_size` bytes. */
export interface CopyFileRequest {
  path: string;
  fileSize: bigint;
  fileMode: number;
  dirMode: number;
  uid: number;
  gid: number;
  offset: bigint;
  data: Uint8Array;
}

export interface GetOOMEventRequest {
}

/** Answered when a container runs out of memory. */
export interface OOMEvent {
  containerId: string;
}

export interface AddSwapRequest {
  PCIPath: number[];
}

export interface GetMetricsRequest {
}

/** Prometheus text. */
export interface Metrics {
  metrics: string;
}

export interface VolumeStatsRequest {
  volumeGuestPath: string;
}

export interface ResizeVolumeRequest {
  volumeGuestPath: string;
  size: bigint;
}

export interface SetPolicyRequest {
  policy: string;
}

export interface MemAgentMemcgConfig {
  disabled?: boolean | undefined;
  swap?: boolean | undefined;
  swappinessMax?: number | undefined;
  periodSecs?: bigint | undefined;
  periodPsiPercentLimit?: number | undefined;
  evictionPsiPercentLimit?: number | undefined;
  evictionRunAgingCountMin?: bigint | undefined;
}

export interface MemAgentCompactConfig {
  disabled?: boolean | undefined;
  periodSecs?: bigint | undefined;
  periodPsiPercentLimit?: number | undefined;
  compactPsiPercentLimit?: number | undefined;
  compactSecMax?: bigint | undefined;
  compactOrder?: number | undefined;
  compactThreshold?: bigint | undefined;
  compactForceTimes?: bigint | undefined;
}

/** Kata's agent API (3.x). Fields from 100 on are husk's: an agent that does not know them skips them. */
export type AgentServiceDefinition = typeof AgentServiceDefinition;
export const AgentServiceDefinition = {
  name: "AgentService",
  fullName: "grpc.AgentService",
  methods: {
    createContainer: {
      name: "CreateContainer",
      requestType: CreateContainerRequest as typeof CreateContainerRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    startContainer: {
      name: "StartContainer",
      requestType: StartContainerRequest as typeof StartContainerRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    removeContainer: {
      name: "RemoveContainer",
      requestType: RemoveContainerRequest as typeof RemoveContainerRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    execProcess: {
      name: "ExecProcess",
      requestType: ExecProcessRequest as typeof ExecProcessRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    signalProcess: {
      name: "SignalProcess",
      requestType: SignalProcessRequest as typeof SignalProcessRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    waitProcess: {
      name: "WaitProcess",
      requestType: WaitProcessRequest as typeof WaitProcessRequest,
      requestStream: false,
      responseType: WaitProcessResponse as typeof WaitProcessResponse,
      responseStream: false,
      options: {},
    },
    /** In Kata's API up to 2.x; husk keeps it, since the Task API's Pids asks for it. */
    listProcesses: {
      name: "ListProcesses",
      requestType: ListProcessesRequest as typeof ListProcessesRequest,
      requestStream: false,
      responseType: ListProcessesResponse as typeof ListProcessesResponse,
      responseStream: false,
      options: {},
    },
    updateContainer: {
      name: "UpdateContainer",
      requestType: UpdateContainerRequest as typeof UpdateContainerRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    updateEphemeralMounts: {
      name: "UpdateEphemeralMounts",
      requestType: UpdateEphemeralMountsRequest as typeof UpdateEphemeralMountsRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    statsContainer: {
      name: "StatsContainer",
      requestType: StatsContainerRequest as typeof StatsContainerRequest,
      requestStream: false,
      responseType: StatsContainerResponse as typeof StatsContainerResponse,
      responseStream: false,
      options: {},
    },
    pauseContainer: {
      name: "PauseContainer",
      requestType: PauseContainerRequest as typeof PauseContainerRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    resumeContainer: {
      name: "ResumeContainer",
      requestType: ResumeContainerRequest as typeof ResumeContainerRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    removeStaleVirtiofsShareMounts: {
      name: "RemoveStaleVirtiofsShareMounts",
      requestType: RemoveStaleVirtiofsShareMountsRequest as typeof RemoveStaleVirtiofsShareMountsRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    writeStdin: {
      name: "WriteStdin",
      requestType: WriteStreamRequest as typeof WriteStreamRequest,
      requestStream: false,
      responseType: WriteStreamResponse as typeof WriteStreamResponse,
      responseStream: false,
      options: {},
    },
    readStdout: {
      name: "ReadStdout",
      requestType: ReadStreamRequest as typeof ReadStreamRequest,
      requestStream: false,
      responseType: ReadStreamResponse as typeof ReadStreamResponse,
      responseStream: false,
      options: {},
    },
    readStderr: {
      name: "ReadStderr",
      requestType: ReadStreamRequest as typeof ReadStreamRequest,
      requestStream: false,
      responseType: ReadStreamResponse as typeof ReadStreamResponse,
      responseStream: false,
      options: {},
    },
    closeStdin: {
      name: "CloseStdin",
      requestType: CloseStdinRequest as typeof CloseStdinRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    ttyWinResize: {
      name: "TtyWinResize",
      requestType: TtyWinResizeRequest as typeof TtyWinResizeRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    updateInterface: {
      name: "UpdateInterface",
      requestType: UpdateInterfaceRequest as typeof UpdateInterfaceRequest,
      requestStream: false,
      responseType: Interface as typeof Interface,
      responseStream: false,
      options: {},
    },
    updateRoutes: {
      name: "UpdateRoutes",
      requestType: UpdateRoutesRequest as typeof UpdateRoutesRequest,
      requestStream: false,
      responseType: Routes as typeof Routes,
      responseStream: false,
      options: {},
    },
    listInterfaces: {
      name: "ListInterfaces",
      requestType: ListInterfacesRequest as typeof ListInterfacesRequest,
      requestStream: false,
      responseType: Interfaces as typeof Interfaces,
      responseStream: false,
      options: {},
    },
    listRoutes: {
      name: "ListRoutes",
      requestType: ListRoutesRequest as typeof ListRoutesRequest,
      requestStream: false,
      responseType: Routes as typeof Routes,
      responseStream: false,
      options: {},
    },
    addARPNeighbors: {
      name: "AddARPNeighbors",
      requestType: AddARPNeighborsRequest as typeof AddARPNeighborsRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    getIPTables: {
      name: "GetIPTables",
      requestType: GetIPTablesRequest as typeof GetIPTablesRequest,
      requestStream: false,
      responseType: GetIPTablesResponse as typeof GetIPTablesResponse,
      responseStream: false,
      options: {},
    },
    setIPTables: {
      name: "SetIPTables",
      requestType: SetIPTablesRequest as typeof SetIPTablesRequest,
      requestStream: false,
      responseType: SetIPTablesResponse as typeof SetIPTablesResponse,
      responseStream: false,
      options: {},
    },
    getMetrics: {
      name: "GetMetrics",
      requestType: GetMetricsRequest as typeof GetMetricsRequest,
      requestStream: false,
      responseType: Metrics as typeof Metrics,
      responseStream: false,
      options: {},
    },
    memAgentMemcgSet: {
      name: "MemAgentMemcgSet",
      requestType: MemAgentMemcgConfig as typeof MemAgentMemcgConfig,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    memAgentCompactSet: {
      name: "MemAgentCompactSet",
      requestType: MemAgentCompactConfig as typeof MemAgentCompactConfig,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    createSandbox: {
      name: "CreateSandbox",
      requestType: CreateSandboxRequest as typeof CreateSandboxRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    destroySandbox: {
      name: "DestroySandbox",
      requestType: DestroySandboxRequest as typeof DestroySandboxRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    onlineCPUMem: {
      name: "OnlineCPUMem",
      requestType: OnlineCPUMemRequest as typeof OnlineCPUMemRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    reseedRandomDev: {
      name: "ReseedRandomDev",
      requestType: ReseedRandomDevRequest as typeof ReseedRandomDevRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    getGuestDetails: {
      name: "GetGuestDetails",
      requestType: GuestDetailsRequest as typeof GuestDetailsRequest,
      requestStream: false,
      responseType: GuestDetailsResponse as typeof GuestDetailsResponse,
      responseStream: false,
      options: {},
    },
    memHotplugByProbe: {
      name: "MemHotplugByProbe",
      requestType: MemHotplugByProbeRequest as typeof MemHotplugByProbeRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    setGuestDateTime: {
      name: "SetGuestDateTime",
      requestType: SetGuestDateTimeRequest as typeof SetGuestDateTimeRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    copyFile: {
      name: "CopyFile",
      requestType: CopyFileRequest as typeof CopyFileRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    getOOMEvent: {
      name: "GetOOMEvent",
      requestType: GetOOMEventRequest as typeof GetOOMEventRequest,
      requestStream: false,
      responseType: OOMEvent as typeof OOMEvent,
      responseStream: false,
      options: {},
    },
    addSwap: {
      name: "AddSwap",
      requestType: AddSwapRequest as typeof AddSwapRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    getVolumeStats: {
      name: "GetVolumeStats",
      requestType: VolumeStatsRequest as typeof VolumeStatsRequest,
      requestStream: false,
      responseType: VolumeStatsResponse as typeof VolumeStatsResponse,
      responseStream: false,
      options: {},
    },
    resizeVolume: {
      name: "ResizeVolume",
      requestType: ResizeVolumeRequest as typeof ResizeVolumeRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    setPolicy: {
      name: "SetPolicy",
      requestType: SetPolicyRequest as typeof SetPolicyRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
  },
} as const;
