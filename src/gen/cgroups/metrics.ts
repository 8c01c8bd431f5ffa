// Generated from proto/cgroups/metrics.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Metrics: MessageType<Metrics> = /* @__PURE__ */ messageType("pids=1:PidsStat cpu=2:CPUStat memory=4:MemoryStat rdma=5:RdmaStat io=6:IOStat hugetlb=7:HugeTlbStat[] memoryEvents=8:MemoryEvents network=9:NetworkStat[]", () => ({ PidsStat, CPUStat, MemoryStat, RdmaStat, IOStat, HugeTlbStat, MemoryEvents, NetworkStat }));
export const PSIData: MessageType<PSIData> = /* @__PURE__ */ messageType("avg10=1:double avg60=2:double avg300=3:double total=4:uint64");
export const PSIStats: MessageType<PSIStats> = /* @__PURE__ */ messageType("some=1:PSIData full=2:PSIData", () => ({ PSIData }));
export const PidsStat: MessageType<PidsStat> = /* @__PURE__ */ messageType("current=1:uint64 limit=2:uint64");
export const CPUStat: MessageType<CPUStat> = /* @__PURE__ */ messageType("usageUsec=1:uint64 userUsec=2:uint64 systemUsec=3:uint64 nrPeriods=4:uint64 nrThrottled=5:uint64 throttledUsec=6:uint64 psi=7:PSIStats nrBursts=8:uint64 burstUsec=9:uint64", () => ({ PSIStats }));
export const MemoryStat: MessageType<MemoryStat> = /* @__PURE__ */ messageType("anon=1:uint64 file=2:uint64 kernelStack=3:uint64 slab=4:uint64 sock=5:uint64 shmem=6:uint64 fileMapped=7:uint64 fileDirty=8:uint64 fileWriteback=9:uint64 anonThp=10:uint64 inactiveAnon=11:uint64 activeAnon=12:uint64 inactiveFile=13:uint64 activeFile=14:uint64 unevictable=15:uint64 slabReclaimable=16:uint64 slabUnreclaimable=17:uint64 pgfault=18:uint64 pgmajfault=19:uint64 workingsetRefault=20:uint64 workingsetActivate=21:uint64 workingsetNodereclaim=22:uint64 pgrefill=23:uint64 pgscan=24:uint64 pgsteal=25:uint64 pgactivate=26:uint64 pgdeactivate=27:uint64 pglazyfree=28:uint64 pglazyfreed=29:uint64 thpFaultAlloc=30:uint64 thpCollapseAlloc=31:uint64 usage=32:uint64 usageLimit=33:uint64 swapUsage=34:uint64 swapLimit=35:uint64 maxUsage=36:uint64 swapMaxUsage=37:uint64 psi=38:PSIStats", () => ({ PSIStats }));
export const MemoryEvents: MessageType<MemoryEvents> = /* @__PURE__ */ messageType("low=1:uint64 high=2:uint64 max=3:uint64 oom=4:uint64 oomKill=5:uint64 oomGroupKill=6:uint64");
export const RdmaStat: MessageType<RdmaStat> = /* @__PURE__ */ messageType("current=1:RdmaEntry[] limit=2:RdmaEntry[]", () => ({ RdmaEntry }));
export const RdmaEntry: MessageType<RdmaEntry> = /* @__PURE__ */ messageType("device=1:string hcaHandles=2:uint32 hcaObjects=3:uint32");
export const IOStat: MessageType<IOStat> = /* @__PURE__ */ messageType("usage=1:IOEntry[] psi=2:PSIStats", () => ({ IOEntry, PSIStats }));
export const IOEntry: MessageType<IOEntry> = /* @__PURE__ */ messageType("major=1:uint64 minor=2:uint64 rbytes=3:uint64 wbytes=4:uint64 rios=5:uint64 wios=6:uint64");
export const HugeTlbStat: MessageType<HugeTlbStat> = /* @__PURE__ */ messageType("current=1:uint64 max=2:uint64 pagesize=3:string failcnt=4:uint64");
export const NetworkStat: MessageType<NetworkStat> = /* @__PURE__ */ messageType("name=1:string rxBytes=2:uint64 rxPackets=3:uint64 rxErrors=4:uint64 rxDropped=5:uint64 txBytes=6:uint64 txPackets=7:uint64 txErrors=8:uint64 txDropped=9:uint64");

/** Statistics of one cgroup v2, as crictl and kubelet read them through containerd. */
export interface Metrics {
  pids: PidsStat | undefined;
  cpu: CPUStat | undefined;
  memory: MemoryStat | undefined;
  rdma: RdmaStat | undefined;
  io: IOStat | undefined;
  hugetlb: HugeTlbStat[];
  memoryEvents: MemoryEvents | undefined;
  network: NetworkStat[];
}

/** One line of a *.pressure file: percent, and microseconds for the total. */
export interface PSIData {
  avg10: number;
  avg60: number;
  avg300: number;
  total: bigint;
}

export interface PSIStats {
  some: PSIData | undefined;
  full: PSIData | undefined;
}

/** pids.current, pids.max. */
export interface PidsStat {
  current: bigint;
  limit: bigint;
}

/** cpu.stat. */
export interface CPUStat {
  usageUsec: bigint;
  userUsec: bigint;
  systemUsec: bigint;
  nrPeriods: bigint;
  nrThrottled: bigint;
  throttledUsec: bigint;
  psi: PSIStats | undefined;
  nrBursts: bigint;
  burstUsec: bigint;
}

/** memory.stat, then memory.current, memory.max, memory.swap.* and memory.peak. */
export interface MemoryStat {
  anon: bigint;
  file: bigint;
  kernelStack: bigint;
  slab: bigint;
  sock: bigint;
  shmem: bigint;
  fileMapped: bigint;
  fileDirty: bigint;
  fileWriteback: bigint;
  anonThp: bigint;
  inactiveAnon: bigint;
  activeAnon: bigint;
  inactiveFile: bigint;
  activeFile: bigint;
  unevictable: bigint;
  slabReclaimable: bigint;
  slabUnreclaimable: bigint;
  pgfault: bigint;
  pgmajfault: bigint;
  workingsetRefault: bigint;
  workingsetActivate: bigint;
  workingsetNodereclaim: bigint;
  pgrefill: bigint;
  pgscan: bigint;
  pgsteal: bigint;
  pgactivate: bigint;
  pgdeactivate: bigint;
  pglazyfree: bigint;
  pglazyfreed: bigint;
  thpFaultAlloc: bigint;
  thpCollapseAlloc: bigint;
  usage: bigint;
  usageLimit: bigint;
  swapUsage: bigint;
  swapLimit: bigint;
  maxUsage: bigint;
  swapMaxUsage: bigint;
  psi: PSIStats | undefined;
}

/** memory.events. */
export interface MemoryEvents {
  low: bigint;
  high: bigint;
  max: bigint;
  oom: bigint;
  oomKill: bigint;
  oomGroupKill: bigint;
}

/** rdma.current, rdma.max. */
export interface RdmaStat {
  current: RdmaEntry[];
  limit: RdmaEntry[];
}

export interface RdmaEntry {
  device: string;
  hcaHandles: number;
  hcaObjects: number;
}

/** io.stat. */
export interface IOStat {
  usage: IOEntry[];
  psi: PSIStats | undefined;
}

export interface IOEntry {
  major: bigint;
  minor: bigint;
  rbytes: bigint;
  wbytes: bigint;
  rios: bigint;
  wios: bigint;
}

export interface HugeTlbStat {
  current: bigint;
  max: bigint;
  pagesize: string;
  failcnt: bigint;
}

export interface NetworkStat {
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
