// Generated from proto/agent/agent.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { Empty } from "../google/protobuf/empty.ts";
import { VolumeStatsResponse } from "./csi.ts";
import { LinuxResources, Process, Spec } from "./oci.ts";
import { ARPNeighbor, FSGroupChangePolicy, Interface, Route } from "./types.ts";

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
  resources: LinuxResources | undefined;
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
}

export interface MemoryStats_StatsEntry {
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
  routes: Routes | undefined;
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

function createBaseCreateContainerRequest(): CreateContainerRequest {
  return {
    containerId: "",
    execId: "",
    stringUser: undefined,
    devices: [],
    storages: [],
    OCI: undefined,
    sandboxPidns: false,
    sharedMounts: [],
    stdinPort: 0,
    stdoutPort: 0,
    stderrPort: 0,
    ociJson: new Uint8Array(0),
  };
}

export const CreateContainerRequest: MessageFns<CreateContainerRequest> = {
  encode(message: CreateContainerRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    if (message.stringUser !== undefined) {
      StringUser.encode(message.stringUser, writer.uint32(26).fork()).join();
    }
    for (const v of message.devices) {
      Device.encode(v!, writer.uint32(34).fork()).join();
    }
    for (const v of message.storages) {
      Storage.encode(v!, writer.uint32(42).fork()).join();
    }
    if (message.OCI !== undefined) {
      Spec.encode(message.OCI, writer.uint32(50).fork()).join();
    }
    if (message.sandboxPidns !== false) {
      writer.uint32(56).bool(message.sandboxPidns);
    }
    for (const v of message.sharedMounts) {
      SharedMount.encode(v!, writer.uint32(66).fork()).join();
    }
    if (message.stdinPort !== 0) {
      writer.uint32(72).uint32(message.stdinPort);
    }
    if (message.stdoutPort !== 0) {
      writer.uint32(80).uint32(message.stdoutPort);
    }
    if (message.stderrPort !== 0) {
      writer.uint32(88).uint32(message.stderrPort);
    }
    if (message.ociJson.length !== 0) {
      writer.uint32(802).bytes(message.ociJson);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CreateContainerRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCreateContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.stringUser = StringUser.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.devices.push(Device.decode(reader, reader.uint32()));
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.storages.push(Storage.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.OCI = Spec.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.sandboxPidns = reader.bool();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.sharedMounts.push(SharedMount.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }

            message.stdinPort = reader.uint32();
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }

            message.stdoutPort = reader.uint32();
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }

            message.stderrPort = reader.uint32();
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }

            message.ociJson = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseStartContainerRequest(): StartContainerRequest {
  return { containerId: "" };
}

export const StartContainerRequest: MessageFns<StartContainerRequest> = {
  encode(message: StartContainerRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StartContainerRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStartContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseRemoveContainerRequest(): RemoveContainerRequest {
  return { containerId: "", timeout: 0 };
}

export const RemoveContainerRequest: MessageFns<RemoveContainerRequest> = {
  encode(message: RemoveContainerRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.timeout !== 0) {
      writer.uint32(16).uint32(message.timeout);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): RemoveContainerRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRemoveContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.timeout = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseExecProcessRequest(): ExecProcessRequest {
  return {
    containerId: "",
    execId: "",
    stringUser: undefined,
    process: undefined,
    stdinPort: 0,
    stdoutPort: 0,
    stderrPort: 0,
    processJson: new Uint8Array(0),
  };
}

export const ExecProcessRequest: MessageFns<ExecProcessRequest> = {
  encode(message: ExecProcessRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    if (message.stringUser !== undefined) {
      StringUser.encode(message.stringUser, writer.uint32(26).fork()).join();
    }
    if (message.process !== undefined) {
      Process.encode(message.process, writer.uint32(34).fork()).join();
    }
    if (message.stdinPort !== 0) {
      writer.uint32(40).uint32(message.stdinPort);
    }
    if (message.stdoutPort !== 0) {
      writer.uint32(48).uint32(message.stdoutPort);
    }
    if (message.stderrPort !== 0) {
      writer.uint32(56).uint32(message.stderrPort);
    }
    if (message.processJson.length !== 0) {
      writer.uint32(802).bytes(message.processJson);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ExecProcessRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseExecProcessRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.stringUser = StringUser.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.process = Process.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.stdinPort = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.stdoutPort = reader.uint32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.stderrPort = reader.uint32();
            continue;
          }
          case 100: {
            if (tag !== 802) {
              break;
            }

            message.processJson = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSignalProcessRequest(): SignalProcessRequest {
  return { containerId: "", execId: "", signal: 0 };
}

export const SignalProcessRequest: MessageFns<SignalProcessRequest> = {
  encode(message: SignalProcessRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    if (message.signal !== 0) {
      writer.uint32(24).uint32(message.signal);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SignalProcessRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSignalProcessRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.signal = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseWaitProcessRequest(): WaitProcessRequest {
  return { containerId: "", execId: "" };
}

export const WaitProcessRequest: MessageFns<WaitProcessRequest> = {
  encode(message: WaitProcessRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): WaitProcessRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseWaitProcessRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseWaitProcessResponse(): WaitProcessResponse {
  return { status: 0 };
}

export const WaitProcessResponse: MessageFns<WaitProcessResponse> = {
  encode(message: WaitProcessResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.status !== 0) {
      writer.uint32(8).int32(message.status);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): WaitProcessResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseWaitProcessResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.status = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseListProcessesRequest(): ListProcessesRequest {
  return { containerId: "", format: "", args: [] };
}

export const ListProcessesRequest: MessageFns<ListProcessesRequest> = {
  encode(message: ListProcessesRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.format !== "") {
      writer.uint32(18).string(message.format);
    }
    for (const v of message.args) {
      writer.uint32(26).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ListProcessesRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseListProcessesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.format = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.args.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseListProcessesResponse(): ListProcessesResponse {
  return { processList: new Uint8Array(0) };
}

export const ListProcessesResponse: MessageFns<ListProcessesResponse> = {
  encode(message: ListProcessesResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.processList.length !== 0) {
      writer.uint32(10).bytes(message.processList);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ListProcessesResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseListProcessesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.processList = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseUpdateContainerRequest(): UpdateContainerRequest {
  return { containerId: "", resources: undefined };
}

export const UpdateContainerRequest: MessageFns<UpdateContainerRequest> = {
  encode(message: UpdateContainerRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.resources !== undefined) {
      LinuxResources.encode(message.resources, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): UpdateContainerRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseUpdateContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.resources = LinuxResources.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseStatsContainerRequest(): StatsContainerRequest {
  return { containerId: "" };
}

export const StatsContainerRequest: MessageFns<StatsContainerRequest> = {
  encode(message: StatsContainerRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StatsContainerRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStatsContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBasePauseContainerRequest(): PauseContainerRequest {
  return { containerId: "" };
}

export const PauseContainerRequest: MessageFns<PauseContainerRequest> = {
  encode(message: PauseContainerRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PauseContainerRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePauseContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseResumeContainerRequest(): ResumeContainerRequest {
  return { containerId: "" };
}

export const ResumeContainerRequest: MessageFns<ResumeContainerRequest> = {
  encode(message: ResumeContainerRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ResumeContainerRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseResumeContainerRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseCpuUsage(): CpuUsage {
  return { totalUsage: 0n, percpuUsage: [], usageInKernelmode: 0n, usageInUsermode: 0n };
}

export const CpuUsage: MessageFns<CpuUsage> = {
  encode(message: CpuUsage, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.totalUsage !== 0n) {
      if (BigInt.asUintN(64, message.totalUsage) !== message.totalUsage) {
        throw new globalThis.Error("value provided for field message.totalUsage of type uint64 too large");
      }
      writer.uint32(8).uint64(message.totalUsage);
    }
    if (message.percpuUsage.length !== 0) {
      writer.uint32(18).fork();
      for (const v of message.percpuUsage) {
        if (BigInt.asUintN(64, v) !== v) {
          throw new globalThis.Error("a value provided in array field percpuUsage of type uint64 is too large");
        }
        writer.uint64(v);
      }
      writer.join();
    }
    if (message.usageInKernelmode !== 0n) {
      if (BigInt.asUintN(64, message.usageInKernelmode) !== message.usageInKernelmode) {
        throw new globalThis.Error("value provided for field message.usageInKernelmode of type uint64 too large");
      }
      writer.uint32(24).uint64(message.usageInKernelmode);
    }
    if (message.usageInUsermode !== 0n) {
      if (BigInt.asUintN(64, message.usageInUsermode) !== message.usageInUsermode) {
        throw new globalThis.Error("value provided for field message.usageInUsermode of type uint64 too large");
      }
      writer.uint32(32).uint64(message.usageInUsermode);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CpuUsage {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCpuUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.totalUsage = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag === 16) {
              message.percpuUsage.push(reader.uint64() as bigint);

              continue;
            }

            if (tag === 18) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.percpuUsage.push(reader.uint64() as bigint);
              }

              continue;
            }

            break;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.usageInKernelmode = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.usageInUsermode = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseThrottlingData(): ThrottlingData {
  return { periods: 0n, throttledPeriods: 0n, throttledTime: 0n };
}

export const ThrottlingData: MessageFns<ThrottlingData> = {
  encode(message: ThrottlingData, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.periods !== 0n) {
      if (BigInt.asUintN(64, message.periods) !== message.periods) {
        throw new globalThis.Error("value provided for field message.periods of type uint64 too large");
      }
      writer.uint32(8).uint64(message.periods);
    }
    if (message.throttledPeriods !== 0n) {
      if (BigInt.asUintN(64, message.throttledPeriods) !== message.throttledPeriods) {
        throw new globalThis.Error("value provided for field message.throttledPeriods of type uint64 too large");
      }
      writer.uint32(16).uint64(message.throttledPeriods);
    }
    if (message.throttledTime !== 0n) {
      if (BigInt.asUintN(64, message.throttledTime) !== message.throttledTime) {
        throw new globalThis.Error("value provided for field message.throttledTime of type uint64 too large");
      }
      writer.uint32(24).uint64(message.throttledTime);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ThrottlingData {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseThrottlingData();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.periods = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.throttledPeriods = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.throttledTime = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseCpuStats(): CpuStats {
  return { cpuUsage: undefined, throttlingData: undefined };
}

export const CpuStats: MessageFns<CpuStats> = {
  encode(message: CpuStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.cpuUsage !== undefined) {
      CpuUsage.encode(message.cpuUsage, writer.uint32(10).fork()).join();
    }
    if (message.throttlingData !== undefined) {
      ThrottlingData.encode(message.throttlingData, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CpuStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCpuStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.cpuUsage = CpuUsage.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.throttlingData = ThrottlingData.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBasePidsStats(): PidsStats {
  return { current: 0n, limit: 0n };
}

export const PidsStats: MessageFns<PidsStats> = {
  encode(message: PidsStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.current !== 0n) {
      if (BigInt.asUintN(64, message.current) !== message.current) {
        throw new globalThis.Error("value provided for field message.current of type uint64 too large");
      }
      writer.uint32(8).uint64(message.current);
    }
    if (message.limit !== 0n) {
      if (BigInt.asUintN(64, message.limit) !== message.limit) {
        throw new globalThis.Error("value provided for field message.limit of type uint64 too large");
      }
      writer.uint32(16).uint64(message.limit);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PidsStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePidsStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.current = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.limit = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMemoryData(): MemoryData {
  return { usage: 0n, maxUsage: 0n, failcnt: 0n, limit: 0n };
}

export const MemoryData: MessageFns<MemoryData> = {
  encode(message: MemoryData, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.usage !== 0n) {
      if (BigInt.asUintN(64, message.usage) !== message.usage) {
        throw new globalThis.Error("value provided for field message.usage of type uint64 too large");
      }
      writer.uint32(8).uint64(message.usage);
    }
    if (message.maxUsage !== 0n) {
      if (BigInt.asUintN(64, message.maxUsage) !== message.maxUsage) {
        throw new globalThis.Error("value provided for field message.maxUsage of type uint64 too large");
      }
      writer.uint32(16).uint64(message.maxUsage);
    }
    if (message.failcnt !== 0n) {
      if (BigInt.asUintN(64, message.failcnt) !== message.failcnt) {
        throw new globalThis.Error("value provided for field message.failcnt of type uint64 too large");
      }
      writer.uint32(24).uint64(message.failcnt);
    }
    if (message.limit !== 0n) {
      if (BigInt.asUintN(64, message.limit) !== message.limit) {
        throw new globalThis.Error("value provided for field message.limit of type uint64 too large");
      }
      writer.uint32(32).uint64(message.limit);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemoryData {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemoryData();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.usage = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.maxUsage = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.failcnt = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.limit = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMemoryStats(): MemoryStats {
  return { cache: 0n, usage: undefined, swapUsage: undefined, kernelUsage: undefined, useHierarchy: false, stats: {} };
}

export const MemoryStats: MessageFns<MemoryStats> = {
  encode(message: MemoryStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.cache !== 0n) {
      if (BigInt.asUintN(64, message.cache) !== message.cache) {
        throw new globalThis.Error("value provided for field message.cache of type uint64 too large");
      }
      writer.uint32(8).uint64(message.cache);
    }
    if (message.usage !== undefined) {
      MemoryData.encode(message.usage, writer.uint32(18).fork()).join();
    }
    if (message.swapUsage !== undefined) {
      MemoryData.encode(message.swapUsage, writer.uint32(26).fork()).join();
    }
    if (message.kernelUsage !== undefined) {
      MemoryData.encode(message.kernelUsage, writer.uint32(34).fork()).join();
    }
    if (message.useHierarchy !== false) {
      writer.uint32(40).bool(message.useHierarchy);
    }
    globalThis.Object.entries(message.stats).forEach(([key, value]: [string, bigint]) => {
      MemoryStats_StatsEntry.encode({ key: key as any, value }, writer.uint32(50).fork()).join();
    });
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemoryStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemoryStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.cache = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.usage = MemoryData.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.swapUsage = MemoryData.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.kernelUsage = MemoryData.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.useHierarchy = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            const entry6 = MemoryStats_StatsEntry.decode(reader, reader.uint32());
            if (entry6.value !== undefined) {
              message.stats[entry6.key] = entry6.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMemoryStats_StatsEntry(): MemoryStats_StatsEntry {
  return { key: "", value: 0n };
}

export const MemoryStats_StatsEntry: MessageFns<MemoryStats_StatsEntry> = {
  encode(message: MemoryStats_StatsEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== 0n) {
      if (BigInt.asUintN(64, message.value) !== message.value) {
        throw new globalThis.Error("value provided for field message.value of type uint64 too large");
      }
      writer.uint32(16).uint64(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemoryStats_StatsEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemoryStats_StatsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.value = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseBlkioStatsEntry(): BlkioStatsEntry {
  return { major: 0n, minor: 0n, op: "", value: 0n };
}

export const BlkioStatsEntry: MessageFns<BlkioStatsEntry> = {
  encode(message: BlkioStatsEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.major !== 0n) {
      if (BigInt.asUintN(64, message.major) !== message.major) {
        throw new globalThis.Error("value provided for field message.major of type uint64 too large");
      }
      writer.uint32(8).uint64(message.major);
    }
    if (message.minor !== 0n) {
      if (BigInt.asUintN(64, message.minor) !== message.minor) {
        throw new globalThis.Error("value provided for field message.minor of type uint64 too large");
      }
      writer.uint32(16).uint64(message.minor);
    }
    if (message.op !== "") {
      writer.uint32(26).string(message.op);
    }
    if (message.value !== 0n) {
      if (BigInt.asUintN(64, message.value) !== message.value) {
        throw new globalThis.Error("value provided for field message.value of type uint64 too large");
      }
      writer.uint32(32).uint64(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): BlkioStatsEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseBlkioStatsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.major = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.minor = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.op = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.value = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseBlkioStats(): BlkioStats {
  return {
    ioServiceBytesRecursive: [],
    ioServicedRecursive: [],
    ioQueuedRecursive: [],
    ioServiceTimeRecursive: [],
    ioWaitTimeRecursive: [],
    ioMergedRecursive: [],
    ioTimeRecursive: [],
    sectorsRecursive: [],
  };
}

export const BlkioStats: MessageFns<BlkioStats> = {
  encode(message: BlkioStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.ioServiceBytesRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(10).fork()).join();
    }
    for (const v of message.ioServicedRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(18).fork()).join();
    }
    for (const v of message.ioQueuedRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(26).fork()).join();
    }
    for (const v of message.ioServiceTimeRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(34).fork()).join();
    }
    for (const v of message.ioWaitTimeRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(42).fork()).join();
    }
    for (const v of message.ioMergedRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(50).fork()).join();
    }
    for (const v of message.ioTimeRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(58).fork()).join();
    }
    for (const v of message.sectorsRecursive) {
      BlkioStatsEntry.encode(v!, writer.uint32(66).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): BlkioStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseBlkioStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.ioServiceBytesRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.ioServicedRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.ioQueuedRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.ioServiceTimeRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.ioWaitTimeRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.ioMergedRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.ioTimeRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.sectorsRecursive.push(BlkioStatsEntry.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseHugetlbStats(): HugetlbStats {
  return { usage: 0n, maxUsage: 0n, failcnt: 0n };
}

export const HugetlbStats: MessageFns<HugetlbStats> = {
  encode(message: HugetlbStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.usage !== 0n) {
      if (BigInt.asUintN(64, message.usage) !== message.usage) {
        throw new globalThis.Error("value provided for field message.usage of type uint64 too large");
      }
      writer.uint32(8).uint64(message.usage);
    }
    if (message.maxUsage !== 0n) {
      if (BigInt.asUintN(64, message.maxUsage) !== message.maxUsage) {
        throw new globalThis.Error("value provided for field message.maxUsage of type uint64 too large");
      }
      writer.uint32(16).uint64(message.maxUsage);
    }
    if (message.failcnt !== 0n) {
      if (BigInt.asUintN(64, message.failcnt) !== message.failcnt) {
        throw new globalThis.Error("value provided for field message.failcnt of type uint64 too large");
      }
      writer.uint32(24).uint64(message.failcnt);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): HugetlbStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseHugetlbStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.usage = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.maxUsage = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.failcnt = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseCgroupStats(): CgroupStats {
  return { cpuStats: undefined, memoryStats: undefined, pidsStats: undefined, blkioStats: undefined, hugetlbStats: {} };
}

export const CgroupStats: MessageFns<CgroupStats> = {
  encode(message: CgroupStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.cpuStats !== undefined) {
      CpuStats.encode(message.cpuStats, writer.uint32(10).fork()).join();
    }
    if (message.memoryStats !== undefined) {
      MemoryStats.encode(message.memoryStats, writer.uint32(18).fork()).join();
    }
    if (message.pidsStats !== undefined) {
      PidsStats.encode(message.pidsStats, writer.uint32(26).fork()).join();
    }
    if (message.blkioStats !== undefined) {
      BlkioStats.encode(message.blkioStats, writer.uint32(34).fork()).join();
    }
    globalThis.Object.entries(message.hugetlbStats).forEach(([key, value]: [string, HugetlbStats]) => {
      CgroupStats_HugetlbStatsEntry.encode({ key: key as any, value }, writer.uint32(42).fork()).join();
    });
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CgroupStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCgroupStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.cpuStats = CpuStats.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.memoryStats = MemoryStats.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.pidsStats = PidsStats.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.blkioStats = BlkioStats.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            const entry5 = CgroupStats_HugetlbStatsEntry.decode(reader, reader.uint32());
            if (entry5.value !== undefined) {
              message.hugetlbStats[entry5.key] = entry5.value;
            }
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseCgroupStats_HugetlbStatsEntry(): CgroupStats_HugetlbStatsEntry {
  return { key: "", value: undefined };
}

export const CgroupStats_HugetlbStatsEntry: MessageFns<CgroupStats_HugetlbStatsEntry> = {
  encode(message: CgroupStats_HugetlbStatsEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== undefined) {
      HugetlbStats.encode(message.value, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CgroupStats_HugetlbStatsEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCgroupStats_HugetlbStatsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.value = HugetlbStats.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseNetworkStats(): NetworkStats {
  return {
    name: "",
    rxBytes: 0n,
    rxPackets: 0n,
    rxErrors: 0n,
    rxDropped: 0n,
    txBytes: 0n,
    txPackets: 0n,
    txErrors: 0n,
    txDropped: 0n,
  };
}

export const NetworkStats: MessageFns<NetworkStats> = {
  encode(message: NetworkStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.rxBytes !== 0n) {
      if (BigInt.asUintN(64, message.rxBytes) !== message.rxBytes) {
        throw new globalThis.Error("value provided for field message.rxBytes of type uint64 too large");
      }
      writer.uint32(16).uint64(message.rxBytes);
    }
    if (message.rxPackets !== 0n) {
      if (BigInt.asUintN(64, message.rxPackets) !== message.rxPackets) {
        throw new globalThis.Error("value provided for field message.rxPackets of type uint64 too large");
      }
      writer.uint32(24).uint64(message.rxPackets);
    }
    if (message.rxErrors !== 0n) {
      if (BigInt.asUintN(64, message.rxErrors) !== message.rxErrors) {
        throw new globalThis.Error("value provided for field message.rxErrors of type uint64 too large");
      }
      writer.uint32(32).uint64(message.rxErrors);
    }
    if (message.rxDropped !== 0n) {
      if (BigInt.asUintN(64, message.rxDropped) !== message.rxDropped) {
        throw new globalThis.Error("value provided for field message.rxDropped of type uint64 too large");
      }
      writer.uint32(40).uint64(message.rxDropped);
    }
    if (message.txBytes !== 0n) {
      if (BigInt.asUintN(64, message.txBytes) !== message.txBytes) {
        throw new globalThis.Error("value provided for field message.txBytes of type uint64 too large");
      }
      writer.uint32(48).uint64(message.txBytes);
    }
    if (message.txPackets !== 0n) {
      if (BigInt.asUintN(64, message.txPackets) !== message.txPackets) {
        throw new globalThis.Error("value provided for field message.txPackets of type uint64 too large");
      }
      writer.uint32(56).uint64(message.txPackets);
    }
    if (message.txErrors !== 0n) {
      if (BigInt.asUintN(64, message.txErrors) !== message.txErrors) {
        throw new globalThis.Error("value provided for field message.txErrors of type uint64 too large");
      }
      writer.uint32(64).uint64(message.txErrors);
    }
    if (message.txDropped !== 0n) {
      if (BigInt.asUintN(64, message.txDropped) !== message.txDropped) {
        throw new globalThis.Error("value provided for field message.txDropped of type uint64 too large");
      }
      writer.uint32(72).uint64(message.txDropped);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): NetworkStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseNetworkStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.rxBytes = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.rxPackets = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.rxErrors = reader.uint64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.rxDropped = reader.uint64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.txBytes = reader.uint64() as bigint;
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.txPackets = reader.uint64() as bigint;
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }

            message.txErrors = reader.uint64() as bigint;
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }

            message.txDropped = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseStatsContainerResponse(): StatsContainerResponse {
  return { cgroupStats: undefined, networkStats: [] };
}

export const StatsContainerResponse: MessageFns<StatsContainerResponse> = {
  encode(message: StatsContainerResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.cgroupStats !== undefined) {
      CgroupStats.encode(message.cgroupStats, writer.uint32(10).fork()).join();
    }
    for (const v of message.networkStats) {
      NetworkStats.encode(v!, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StatsContainerResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStatsContainerResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.cgroupStats = CgroupStats.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.networkStats.push(NetworkStats.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseWriteStreamRequest(): WriteStreamRequest {
  return { containerId: "", execId: "", data: new Uint8Array(0) };
}

export const WriteStreamRequest: MessageFns<WriteStreamRequest> = {
  encode(message: WriteStreamRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    if (message.data.length !== 0) {
      writer.uint32(26).bytes(message.data);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): WriteStreamRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseWriteStreamRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseWriteStreamResponse(): WriteStreamResponse {
  return { len: 0 };
}

export const WriteStreamResponse: MessageFns<WriteStreamResponse> = {
  encode(message: WriteStreamResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.len !== 0) {
      writer.uint32(8).uint32(message.len);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): WriteStreamResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseWriteStreamResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.len = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseReadStreamRequest(): ReadStreamRequest {
  return { containerId: "", execId: "", len: 0 };
}

export const ReadStreamRequest: MessageFns<ReadStreamRequest> = {
  encode(message: ReadStreamRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    if (message.len !== 0) {
      writer.uint32(24).uint32(message.len);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ReadStreamRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseReadStreamRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.len = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseReadStreamResponse(): ReadStreamResponse {
  return { data: new Uint8Array(0) };
}

export const ReadStreamResponse: MessageFns<ReadStreamResponse> = {
  encode(message: ReadStreamResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.data.length !== 0) {
      writer.uint32(10).bytes(message.data);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ReadStreamResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseReadStreamResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseCloseStdinRequest(): CloseStdinRequest {
  return { containerId: "", execId: "" };
}

export const CloseStdinRequest: MessageFns<CloseStdinRequest> = {
  encode(message: CloseStdinRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CloseStdinRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCloseStdinRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseTtyWinResizeRequest(): TtyWinResizeRequest {
  return { containerId: "", execId: "", row: 0, column: 0 };
}

export const TtyWinResizeRequest: MessageFns<TtyWinResizeRequest> = {
  encode(message: TtyWinResizeRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    if (message.execId !== "") {
      writer.uint32(18).string(message.execId);
    }
    if (message.row !== 0) {
      writer.uint32(24).uint32(message.row);
    }
    if (message.column !== 0) {
      writer.uint32(32).uint32(message.column);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): TtyWinResizeRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseTtyWinResizeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.execId = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.row = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.column = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseKernelModule(): KernelModule {
  return { name: "", parameters: [] };
}

export const KernelModule: MessageFns<KernelModule> = {
  encode(message: KernelModule, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    for (const v of message.parameters) {
      writer.uint32(18).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): KernelModule {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseKernelModule();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.parameters.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseCreateSandboxRequest(): CreateSandboxRequest {
  return {
    hostname: "",
    dns: [],
    storages: [],
    sandboxPidns: false,
    sandboxId: "",
    guestHookPath: "",
    kernelModules: [],
  };
}

export const CreateSandboxRequest: MessageFns<CreateSandboxRequest> = {
  encode(message: CreateSandboxRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.hostname !== "") {
      writer.uint32(10).string(message.hostname);
    }
    for (const v of message.dns) {
      writer.uint32(18).string(v!);
    }
    for (const v of message.storages) {
      Storage.encode(v!, writer.uint32(26).fork()).join();
    }
    if (message.sandboxPidns !== false) {
      writer.uint32(32).bool(message.sandboxPidns);
    }
    if (message.sandboxId !== "") {
      writer.uint32(42).string(message.sandboxId);
    }
    if (message.guestHookPath !== "") {
      writer.uint32(50).string(message.guestHookPath);
    }
    for (const v of message.kernelModules) {
      KernelModule.encode(v!, writer.uint32(58).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CreateSandboxRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCreateSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.hostname = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.dns.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.storages.push(Storage.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.sandboxPidns = reader.bool();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.sandboxId = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.guestHookPath = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.kernelModules.push(KernelModule.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseDestroySandboxRequest(): DestroySandboxRequest {
  return {};
}

export const DestroySandboxRequest: MessageFns<DestroySandboxRequest> = {
  encode(_: DestroySandboxRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): DestroySandboxRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseDestroySandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseRemoveStaleVirtiofsShareMountsRequest(): RemoveStaleVirtiofsShareMountsRequest {
  return {};
}

export const RemoveStaleVirtiofsShareMountsRequest: MessageFns<RemoveStaleVirtiofsShareMountsRequest> = {
  encode(_: RemoveStaleVirtiofsShareMountsRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): RemoveStaleVirtiofsShareMountsRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRemoveStaleVirtiofsShareMountsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseInterfaces(): Interfaces {
  return { Interfaces: [] };
}

export const Interfaces: MessageFns<Interfaces> = {
  encode(message: Interfaces, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.Interfaces) {
      Interface.encode(v!, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Interfaces {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseInterfaces();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Interfaces.push(Interface.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseRoutes(): Routes {
  return { Routes: [] };
}

export const Routes: MessageFns<Routes> = {
  encode(message: Routes, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.Routes) {
      Route.encode(v!, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Routes {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRoutes();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.Routes.push(Route.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseUpdateInterfaceRequest(): UpdateInterfaceRequest {
  return { interface: undefined };
}

export const UpdateInterfaceRequest: MessageFns<UpdateInterfaceRequest> = {
  encode(message: UpdateInterfaceRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.interface !== undefined) {
      Interface.encode(message.interface, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): UpdateInterfaceRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseUpdateInterfaceRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.interface = Interface.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseUpdateRoutesRequest(): UpdateRoutesRequest {
  return { routes: undefined };
}

export const UpdateRoutesRequest: MessageFns<UpdateRoutesRequest> = {
  encode(message: UpdateRoutesRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.routes !== undefined) {
      Routes.encode(message.routes, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): UpdateRoutesRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseUpdateRoutesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.routes = Routes.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseUpdateEphemeralMountsRequest(): UpdateEphemeralMountsRequest {
  return { storages: [] };
}

export const UpdateEphemeralMountsRequest: MessageFns<UpdateEphemeralMountsRequest> = {
  encode(message: UpdateEphemeralMountsRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.storages) {
      Storage.encode(v!, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): UpdateEphemeralMountsRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseUpdateEphemeralMountsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.storages.push(Storage.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseListInterfacesRequest(): ListInterfacesRequest {
  return {};
}

export const ListInterfacesRequest: MessageFns<ListInterfacesRequest> = {
  encode(_: ListInterfacesRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ListInterfacesRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseListInterfacesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseListRoutesRequest(): ListRoutesRequest {
  return {};
}

export const ListRoutesRequest: MessageFns<ListRoutesRequest> = {
  encode(_: ListRoutesRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ListRoutesRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseListRoutesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseARPNeighbors(): ARPNeighbors {
  return { ARPNeighbors: [] };
}

export const ARPNeighbors: MessageFns<ARPNeighbors> = {
  encode(message: ARPNeighbors, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.ARPNeighbors) {
      ARPNeighbor.encode(v!, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ARPNeighbors {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseARPNeighbors();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.ARPNeighbors.push(ARPNeighbor.decode(reader, reader.uint32()));
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseAddARPNeighborsRequest(): AddARPNeighborsRequest {
  return { neighbors: undefined };
}

export const AddARPNeighborsRequest: MessageFns<AddARPNeighborsRequest> = {
  encode(message: AddARPNeighborsRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.neighbors !== undefined) {
      ARPNeighbors.encode(message.neighbors, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): AddARPNeighborsRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseAddARPNeighborsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.neighbors = ARPNeighbors.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseGetIPTablesRequest(): GetIPTablesRequest {
  return { isIpv6: false };
}

export const GetIPTablesRequest: MessageFns<GetIPTablesRequest> = {
  encode(message: GetIPTablesRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.isIpv6 !== false) {
      writer.uint32(8).bool(message.isIpv6);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): GetIPTablesRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseGetIPTablesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.isIpv6 = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseGetIPTablesResponse(): GetIPTablesResponse {
  return { data: new Uint8Array(0) };
}

export const GetIPTablesResponse: MessageFns<GetIPTablesResponse> = {
  encode(message: GetIPTablesResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.data.length !== 0) {
      writer.uint32(10).bytes(message.data);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): GetIPTablesResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseGetIPTablesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSetIPTablesRequest(): SetIPTablesRequest {
  return { isIpv6: false, data: new Uint8Array(0) };
}

export const SetIPTablesRequest: MessageFns<SetIPTablesRequest> = {
  encode(message: SetIPTablesRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.isIpv6 !== false) {
      writer.uint32(8).bool(message.isIpv6);
    }
    if (message.data.length !== 0) {
      writer.uint32(18).bytes(message.data);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SetIPTablesRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSetIPTablesRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.isIpv6 = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSetIPTablesResponse(): SetIPTablesResponse {
  return { data: new Uint8Array(0) };
}

export const SetIPTablesResponse: MessageFns<SetIPTablesResponse> = {
  encode(message: SetIPTablesResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.data.length !== 0) {
      writer.uint32(10).bytes(message.data);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SetIPTablesResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSetIPTablesResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseOnlineCPUMemRequest(): OnlineCPUMemRequest {
  return { wait: false, nbCpus: 0, cpuOnly: false };
}

export const OnlineCPUMemRequest: MessageFns<OnlineCPUMemRequest> = {
  encode(message: OnlineCPUMemRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.wait !== false) {
      writer.uint32(8).bool(message.wait);
    }
    if (message.nbCpus !== 0) {
      writer.uint32(16).uint32(message.nbCpus);
    }
    if (message.cpuOnly !== false) {
      writer.uint32(24).bool(message.cpuOnly);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): OnlineCPUMemRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseOnlineCPUMemRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.wait = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.nbCpus = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.cpuOnly = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseReseedRandomDevRequest(): ReseedRandomDevRequest {
  return { data: new Uint8Array(0) };
}

export const ReseedRandomDevRequest: MessageFns<ReseedRandomDevRequest> = {
  encode(message: ReseedRandomDevRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.data.length !== 0) {
      writer.uint32(18).bytes(message.data);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ReseedRandomDevRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseReseedRandomDevRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseAgentDetails(): AgentDetails {
  return {
    version: "",
    initDaemon: false,
    deviceHandlers: [],
    storageHandlers: [],
    supportsSeccomp: false,
    extraFeatures: [],
  };
}

export const AgentDetails: MessageFns<AgentDetails> = {
  encode(message: AgentDetails, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.initDaemon !== false) {
      writer.uint32(16).bool(message.initDaemon);
    }
    for (const v of message.deviceHandlers) {
      writer.uint32(26).string(v!);
    }
    for (const v of message.storageHandlers) {
      writer.uint32(34).string(v!);
    }
    if (message.supportsSeccomp !== false) {
      writer.uint32(40).bool(message.supportsSeccomp);
    }
    for (const v of message.extraFeatures) {
      writer.uint32(50).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): AgentDetails {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseAgentDetails();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.initDaemon = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.deviceHandlers.push(reader.string());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.storageHandlers.push(reader.string());
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.supportsSeccomp = reader.bool();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.extraFeatures.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseGuestDetailsRequest(): GuestDetailsRequest {
  return { memBlockSize: false, memHotplugProbe: false };
}

export const GuestDetailsRequest: MessageFns<GuestDetailsRequest> = {
  encode(message: GuestDetailsRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.memBlockSize !== false) {
      writer.uint32(8).bool(message.memBlockSize);
    }
    if (message.memHotplugProbe !== false) {
      writer.uint32(16).bool(message.memHotplugProbe);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): GuestDetailsRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseGuestDetailsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.memBlockSize = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.memHotplugProbe = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseGuestDetailsResponse(): GuestDetailsResponse {
  return { memBlockSizeBytes: 0n, agentDetails: undefined, supportMemHotplugProbe: false };
}

export const GuestDetailsResponse: MessageFns<GuestDetailsResponse> = {
  encode(message: GuestDetailsResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.memBlockSizeBytes !== 0n) {
      if (BigInt.asUintN(64, message.memBlockSizeBytes) !== message.memBlockSizeBytes) {
        throw new globalThis.Error("value provided for field message.memBlockSizeBytes of type uint64 too large");
      }
      writer.uint32(8).uint64(message.memBlockSizeBytes);
    }
    if (message.agentDetails !== undefined) {
      AgentDetails.encode(message.agentDetails, writer.uint32(18).fork()).join();
    }
    if (message.supportMemHotplugProbe !== false) {
      writer.uint32(24).bool(message.supportMemHotplugProbe);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): GuestDetailsResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseGuestDetailsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.memBlockSizeBytes = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.agentDetails = AgentDetails.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.supportMemHotplugProbe = reader.bool();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMemHotplugByProbeRequest(): MemHotplugByProbeRequest {
  return { memHotplugProbeAddr: [] };
}

export const MemHotplugByProbeRequest: MessageFns<MemHotplugByProbeRequest> = {
  encode(message: MemHotplugByProbeRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.memHotplugProbeAddr.length !== 0) {
      writer.uint32(10).fork();
      for (const v of message.memHotplugProbeAddr) {
        if (BigInt.asUintN(64, v) !== v) {
          throw new globalThis.Error("a value provided in array field memHotplugProbeAddr of type uint64 is too large");
        }
        writer.uint64(v);
      }
      writer.join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemHotplugByProbeRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemHotplugByProbeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag === 8) {
              message.memHotplugProbeAddr.push(reader.uint64() as bigint);

              continue;
            }

            if (tag === 10) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.memHotplugProbeAddr.push(reader.uint64() as bigint);
              }

              continue;
            }

            break;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSetGuestDateTimeRequest(): SetGuestDateTimeRequest {
  return { Sec: 0n, Usec: 0n };
}

export const SetGuestDateTimeRequest: MessageFns<SetGuestDateTimeRequest> = {
  encode(message: SetGuestDateTimeRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.Sec !== 0n) {
      if (BigInt.asIntN(64, message.Sec) !== message.Sec) {
        throw new globalThis.Error("value provided for field message.Sec of type int64 too large");
      }
      writer.uint32(8).int64(message.Sec);
    }
    if (message.Usec !== 0n) {
      if (BigInt.asIntN(64, message.Usec) !== message.Usec) {
        throw new globalThis.Error("value provided for field message.Usec of type int64 too large");
      }
      writer.uint32(16).int64(message.Usec);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SetGuestDateTimeRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSetGuestDateTimeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.Sec = reader.int64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.Usec = reader.int64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseFSGroup(): FSGroup {
  return { groupId: 0, groupChangePolicy: 0 };
}

export const FSGroup: MessageFns<FSGroup> = {
  encode(message: FSGroup, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.groupId !== 0) {
      writer.uint32(16).uint32(message.groupId);
    }
    if (message.groupChangePolicy !== 0) {
      writer.uint32(24).int32(message.groupChangePolicy);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): FSGroup {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseFSGroup();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.groupId = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.groupChangePolicy = reader.int32() as any;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSharedMount(): SharedMount {
  return { name: "", srcCtr: "", srcPath: "", dstCtr: "", dstPath: "" };
}

export const SharedMount: MessageFns<SharedMount> = {
  encode(message: SharedMount, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.srcCtr !== "") {
      writer.uint32(18).string(message.srcCtr);
    }
    if (message.srcPath !== "") {
      writer.uint32(26).string(message.srcPath);
    }
    if (message.dstCtr !== "") {
      writer.uint32(34).string(message.dstCtr);
    }
    if (message.dstPath !== "") {
      writer.uint32(42).string(message.dstPath);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SharedMount {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSharedMount();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.srcCtr = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.srcPath = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.dstCtr = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.dstPath = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseStorage(): Storage {
  return { driver: "", driverOptions: [], source: "", fstype: "", options: [], mountPoint: "", fsGroup: undefined };
}

export const Storage: MessageFns<Storage> = {
  encode(message: Storage, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.driver !== "") {
      writer.uint32(10).string(message.driver);
    }
    for (const v of message.driverOptions) {
      writer.uint32(18).string(v!);
    }
    if (message.source !== "") {
      writer.uint32(26).string(message.source);
    }
    if (message.fstype !== "") {
      writer.uint32(34).string(message.fstype);
    }
    for (const v of message.options) {
      writer.uint32(42).string(v!);
    }
    if (message.mountPoint !== "") {
      writer.uint32(50).string(message.mountPoint);
    }
    if (message.fsGroup !== undefined) {
      FSGroup.encode(message.fsGroup, writer.uint32(58).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Storage {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStorage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.driver = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.driverOptions.push(reader.string());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.source = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.fstype = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.options.push(reader.string());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.mountPoint = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.fsGroup = FSGroup.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseDevice(): Device {
  return { id: "", type: "", vmPath: "", containerPath: "", options: [] };
}

export const Device: MessageFns<Device> = {
  encode(message: Device, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.id !== "") {
      writer.uint32(10).string(message.id);
    }
    if (message.type !== "") {
      writer.uint32(18).string(message.type);
    }
    if (message.vmPath !== "") {
      writer.uint32(26).string(message.vmPath);
    }
    if (message.containerPath !== "") {
      writer.uint32(34).string(message.containerPath);
    }
    for (const v of message.options) {
      writer.uint32(42).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Device {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseDevice();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.id = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.type = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.vmPath = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.containerPath = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.options.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseStringUser(): StringUser {
  return { uid: "", gid: "", additionalGids: [] };
}

export const StringUser: MessageFns<StringUser> = {
  encode(message: StringUser, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.uid !== "") {
      writer.uint32(10).string(message.uid);
    }
    if (message.gid !== "") {
      writer.uint32(18).string(message.gid);
    }
    for (const v of message.additionalGids) {
      writer.uint32(26).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StringUser {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStringUser();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.uid = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.gid = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.additionalGids.push(reader.string());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseCopyFileRequest(): CopyFileRequest {
  return { path: "", fileSize: 0n, fileMode: 0, dirMode: 0, uid: 0, gid: 0, offset: 0n, data: new Uint8Array(0) };
}

export const CopyFileRequest: MessageFns<CopyFileRequest> = {
  encode(message: CopyFileRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.path !== "") {
      writer.uint32(10).string(message.path);
    }
    if (message.fileSize !== 0n) {
      if (BigInt.asIntN(64, message.fileSize) !== message.fileSize) {
        throw new globalThis.Error("value provided for field message.fileSize of type int64 too large");
      }
      writer.uint32(16).int64(message.fileSize);
    }
    if (message.fileMode !== 0) {
      writer.uint32(24).uint32(message.fileMode);
    }
    if (message.dirMode !== 0) {
      writer.uint32(32).uint32(message.dirMode);
    }
    if (message.uid !== 0) {
      writer.uint32(40).int32(message.uid);
    }
    if (message.gid !== 0) {
      writer.uint32(48).int32(message.gid);
    }
    if (message.offset !== 0n) {
      if (BigInt.asIntN(64, message.offset) !== message.offset) {
        throw new globalThis.Error("value provided for field message.offset of type int64 too large");
      }
      writer.uint32(56).int64(message.offset);
    }
    if (message.data.length !== 0) {
      writer.uint32(66).bytes(message.data);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CopyFileRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCopyFileRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.path = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.fileSize = reader.int64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.fileMode = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.dirMode = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.uid = reader.int32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.gid = reader.int32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.offset = reader.int64() as bigint;
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.data = reader.bytes();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseGetOOMEventRequest(): GetOOMEventRequest {
  return {};
}

export const GetOOMEventRequest: MessageFns<GetOOMEventRequest> = {
  encode(_: GetOOMEventRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): GetOOMEventRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseGetOOMEventRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseOOMEvent(): OOMEvent {
  return { containerId: "" };
}

export const OOMEvent: MessageFns<OOMEvent> = {
  encode(message: OOMEvent, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.containerId !== "") {
      writer.uint32(10).string(message.containerId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): OOMEvent {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseOOMEvent();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.containerId = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseAddSwapRequest(): AddSwapRequest {
  return { PCIPath: [] };
}

export const AddSwapRequest: MessageFns<AddSwapRequest> = {
  encode(message: AddSwapRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.PCIPath.length !== 0) {
      writer.uint32(10).fork();
      for (const v of message.PCIPath) {
        writer.uint32(v);
      }
      writer.join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): AddSwapRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseAddSwapRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag === 8) {
              message.PCIPath.push(reader.uint32());

              continue;
            }

            if (tag === 10) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.PCIPath.push(reader.uint32());
              }

              continue;
            }

            break;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseGetMetricsRequest(): GetMetricsRequest {
  return {};
}

export const GetMetricsRequest: MessageFns<GetMetricsRequest> = {
  encode(_: GetMetricsRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): GetMetricsRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseGetMetricsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMetrics(): Metrics {
  return { metrics: "" };
}

export const Metrics: MessageFns<Metrics> = {
  encode(message: Metrics, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.metrics !== "") {
      writer.uint32(10).string(message.metrics);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Metrics {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMetrics();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.metrics = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseVolumeStatsRequest(): VolumeStatsRequest {
  return { volumeGuestPath: "" };
}

export const VolumeStatsRequest: MessageFns<VolumeStatsRequest> = {
  encode(message: VolumeStatsRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.volumeGuestPath !== "") {
      writer.uint32(10).string(message.volumeGuestPath);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): VolumeStatsRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseVolumeStatsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.volumeGuestPath = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseResizeVolumeRequest(): ResizeVolumeRequest {
  return { volumeGuestPath: "", size: 0n };
}

export const ResizeVolumeRequest: MessageFns<ResizeVolumeRequest> = {
  encode(message: ResizeVolumeRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.volumeGuestPath !== "") {
      writer.uint32(10).string(message.volumeGuestPath);
    }
    if (message.size !== 0n) {
      if (BigInt.asUintN(64, message.size) !== message.size) {
        throw new globalThis.Error("value provided for field message.size of type uint64 too large");
      }
      writer.uint32(16).uint64(message.size);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ResizeVolumeRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseResizeVolumeRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.volumeGuestPath = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.size = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseSetPolicyRequest(): SetPolicyRequest {
  return { policy: "" };
}

export const SetPolicyRequest: MessageFns<SetPolicyRequest> = {
  encode(message: SetPolicyRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.policy !== "") {
      writer.uint32(10).string(message.policy);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SetPolicyRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSetPolicyRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.policy = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMemAgentMemcgConfig(): MemAgentMemcgConfig {
  return {
    disabled: undefined,
    swap: undefined,
    swappinessMax: undefined,
    periodSecs: undefined,
    periodPsiPercentLimit: undefined,
    evictionPsiPercentLimit: undefined,
    evictionRunAgingCountMin: undefined,
  };
}

export const MemAgentMemcgConfig: MessageFns<MemAgentMemcgConfig> = {
  encode(message: MemAgentMemcgConfig, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.disabled !== undefined) {
      writer.uint32(8).bool(message.disabled);
    }
    if (message.swap !== undefined) {
      writer.uint32(16).bool(message.swap);
    }
    if (message.swappinessMax !== undefined) {
      writer.uint32(24).uint32(message.swappinessMax);
    }
    if (message.periodSecs !== undefined) {
      if (BigInt.asUintN(64, message.periodSecs) !== message.periodSecs) {
        throw new globalThis.Error("value provided for field message.periodSecs of type uint64 too large");
      }
      writer.uint32(32).uint64(message.periodSecs);
    }
    if (message.periodPsiPercentLimit !== undefined) {
      writer.uint32(40).uint32(message.periodPsiPercentLimit);
    }
    if (message.evictionPsiPercentLimit !== undefined) {
      writer.uint32(48).uint32(message.evictionPsiPercentLimit);
    }
    if (message.evictionRunAgingCountMin !== undefined) {
      if (BigInt.asUintN(64, message.evictionRunAgingCountMin) !== message.evictionRunAgingCountMin) {
        throw new globalThis.Error(
          "value provided for field message.evictionRunAgingCountMin of type uint64 too large",
        );
      }
      writer.uint32(56).uint64(message.evictionRunAgingCountMin);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemAgentMemcgConfig {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemAgentMemcgConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.disabled = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.swap = reader.bool();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.swappinessMax = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.periodSecs = reader.uint64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.periodPsiPercentLimit = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.evictionPsiPercentLimit = reader.uint32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.evictionRunAgingCountMin = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseMemAgentCompactConfig(): MemAgentCompactConfig {
  return {
    disabled: undefined,
    periodSecs: undefined,
    periodPsiPercentLimit: undefined,
    compactPsiPercentLimit: undefined,
    compactSecMax: undefined,
    compactOrder: undefined,
    compactThreshold: undefined,
    compactForceTimes: undefined,
  };
}

export const MemAgentCompactConfig: MessageFns<MemAgentCompactConfig> = {
  encode(message: MemAgentCompactConfig, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.disabled !== undefined) {
      writer.uint32(8).bool(message.disabled);
    }
    if (message.periodSecs !== undefined) {
      if (BigInt.asUintN(64, message.periodSecs) !== message.periodSecs) {
        throw new globalThis.Error("value provided for field message.periodSecs of type uint64 too large");
      }
      writer.uint32(16).uint64(message.periodSecs);
    }
    if (message.periodPsiPercentLimit !== undefined) {
      writer.uint32(24).uint32(message.periodPsiPercentLimit);
    }
    if (message.compactPsiPercentLimit !== undefined) {
      writer.uint32(32).uint32(message.compactPsiPercentLimit);
    }
    if (message.compactSecMax !== undefined) {
      if (BigInt.asIntN(64, message.compactSecMax) !== message.compactSecMax) {
        throw new globalThis.Error("value provided for field message.compactSecMax of type int64 too large");
      }
      writer.uint32(40).int64(message.compactSecMax);
    }
    if (message.compactOrder !== undefined) {
      writer.uint32(48).uint32(message.compactOrder);
    }
    if (message.compactThreshold !== undefined) {
      if (BigInt.asUintN(64, message.compactThreshold) !== message.compactThreshold) {
        throw new globalThis.Error("value provided for field message.compactThreshold of type uint64 too large");
      }
      writer.uint32(56).uint64(message.compactThreshold);
    }
    if (message.compactForceTimes !== undefined) {
      if (BigInt.asUintN(64, message.compactForceTimes) !== message.compactForceTimes) {
        throw new globalThis.Error("value provided for field message.compactForceTimes of type uint64 too large");
      }
      writer.uint32(64).uint64(message.compactForceTimes);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemAgentCompactConfig {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemAgentCompactConfig();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.disabled = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.periodSecs = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.periodPsiPercentLimit = reader.uint32();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.compactPsiPercentLimit = reader.uint32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.compactSecMax = reader.int64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.compactOrder = reader.uint32();
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.compactThreshold = reader.uint64() as bigint;
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }

            message.compactForceTimes = reader.uint64() as bigint;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

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

interface MessageFns<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}
