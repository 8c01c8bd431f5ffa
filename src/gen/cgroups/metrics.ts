// Generated from proto/cgroups/metrics.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";

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

function createBaseMetrics(): Metrics {
  return {
    pids: undefined,
    cpu: undefined,
    memory: undefined,
    rdma: undefined,
    io: undefined,
    hugetlb: [],
    memoryEvents: undefined,
    network: [],
  };
}

export const Metrics: MessageFns<Metrics> = {
  encode(message: Metrics, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.pids !== undefined) {
      PidsStat.encode(message.pids, writer.uint32(10).fork()).join();
    }
    if (message.cpu !== undefined) {
      CPUStat.encode(message.cpu, writer.uint32(18).fork()).join();
    }
    if (message.memory !== undefined) {
      MemoryStat.encode(message.memory, writer.uint32(34).fork()).join();
    }
    if (message.rdma !== undefined) {
      RdmaStat.encode(message.rdma, writer.uint32(42).fork()).join();
    }
    if (message.io !== undefined) {
      IOStat.encode(message.io, writer.uint32(50).fork()).join();
    }
    for (const v of message.hugetlb) {
      HugeTlbStat.encode(v!, writer.uint32(58).fork()).join();
    }
    if (message.memoryEvents !== undefined) {
      MemoryEvents.encode(message.memoryEvents, writer.uint32(66).fork()).join();
    }
    for (const v of message.network) {
      NetworkStat.encode(v!, writer.uint32(74).fork()).join();
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

            message.pids = PidsStat.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.cpu = CPUStat.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.memory = MemoryStat.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.rdma = RdmaStat.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.io = IOStat.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.hugetlb.push(HugeTlbStat.decode(reader, reader.uint32()));
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.memoryEvents = MemoryEvents.decode(reader, reader.uint32());
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }

            message.network.push(NetworkStat.decode(reader, reader.uint32()));
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

function createBasePSIData(): PSIData {
  return { avg10: 0, avg60: 0, avg300: 0, total: 0n };
}

export const PSIData: MessageFns<PSIData> = {
  encode(message: PSIData, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.avg10 !== 0) {
      writer.uint32(9).double(message.avg10);
    }
    if (message.avg60 !== 0) {
      writer.uint32(17).double(message.avg60);
    }
    if (message.avg300 !== 0) {
      writer.uint32(25).double(message.avg300);
    }
    if (message.total !== 0n) {
      if (BigInt.asUintN(64, message.total) !== message.total) {
        throw new globalThis.Error("value provided for field message.total of type uint64 too large");
      }
      writer.uint32(32).uint64(message.total);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PSIData {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePSIData();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 9) {
              break;
            }

            message.avg10 = reader.double();
            continue;
          }
          case 2: {
            if (tag !== 17) {
              break;
            }

            message.avg60 = reader.double();
            continue;
          }
          case 3: {
            if (tag !== 25) {
              break;
            }

            message.avg300 = reader.double();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.total = reader.uint64() as bigint;
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

function createBasePSIStats(): PSIStats {
  return { some: undefined, full: undefined };
}

export const PSIStats: MessageFns<PSIStats> = {
  encode(message: PSIStats, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.some !== undefined) {
      PSIData.encode(message.some, writer.uint32(10).fork()).join();
    }
    if (message.full !== undefined) {
      PSIData.encode(message.full, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PSIStats {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePSIStats();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.some = PSIData.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.full = PSIData.decode(reader, reader.uint32());
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

function createBasePidsStat(): PidsStat {
  return { current: 0n, limit: 0n };
}

export const PidsStat: MessageFns<PidsStat> = {
  encode(message: PidsStat, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
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

  decode(input: BinaryReader | Uint8Array, length?: number): PidsStat {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePidsStat();
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

function createBaseCPUStat(): CPUStat {
  return {
    usageUsec: 0n,
    userUsec: 0n,
    systemUsec: 0n,
    nrPeriods: 0n,
    nrThrottled: 0n,
    throttledUsec: 0n,
    psi: undefined,
    nrBursts: 0n,
    burstUsec: 0n,
  };
}

export const CPUStat: MessageFns<CPUStat> = {
  encode(message: CPUStat, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.usageUsec !== 0n) {
      if (BigInt.asUintN(64, message.usageUsec) !== message.usageUsec) {
        throw new globalThis.Error("value provided for field message.usageUsec of type uint64 too large");
      }
      writer.uint32(8).uint64(message.usageUsec);
    }
    if (message.userUsec !== 0n) {
      if (BigInt.asUintN(64, message.userUsec) !== message.userUsec) {
        throw new globalThis.Error("value provided for field message.userUsec of type uint64 too large");
      }
      writer.uint32(16).uint64(message.userUsec);
    }
    if (message.systemUsec !== 0n) {
      if (BigInt.asUintN(64, message.systemUsec) !== message.systemUsec) {
        throw new globalThis.Error("value provided for field message.systemUsec of type uint64 too large");
      }
      writer.uint32(24).uint64(message.systemUsec);
    }
    if (message.nrPeriods !== 0n) {
      if (BigInt.asUintN(64, message.nrPeriods) !== message.nrPeriods) {
        throw new globalThis.Error("value provided for field message.nrPeriods of type uint64 too large");
      }
      writer.uint32(32).uint64(message.nrPeriods);
    }
    if (message.nrThrottled !== 0n) {
      if (BigInt.asUintN(64, message.nrThrottled) !== message.nrThrottled) {
        throw new globalThis.Error("value provided for field message.nrThrottled of type uint64 too large");
      }
      writer.uint32(40).uint64(message.nrThrottled);
    }
    if (message.throttledUsec !== 0n) {
      if (BigInt.asUintN(64, message.throttledUsec) !== message.throttledUsec) {
        throw new globalThis.Error("value provided for field message.throttledUsec of type uint64 too large");
      }
      writer.uint32(48).uint64(message.throttledUsec);
    }
    if (message.psi !== undefined) {
      PSIStats.encode(message.psi, writer.uint32(58).fork()).join();
    }
    if (message.nrBursts !== 0n) {
      if (BigInt.asUintN(64, message.nrBursts) !== message.nrBursts) {
        throw new globalThis.Error("value provided for field message.nrBursts of type uint64 too large");
      }
      writer.uint32(64).uint64(message.nrBursts);
    }
    if (message.burstUsec !== 0n) {
      if (BigInt.asUintN(64, message.burstUsec) !== message.burstUsec) {
        throw new globalThis.Error("value provided for field message.burstUsec of type uint64 too large");
      }
      writer.uint32(72).uint64(message.burstUsec);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CPUStat {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCPUStat();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.usageUsec = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.userUsec = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.systemUsec = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.nrPeriods = reader.uint64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.nrThrottled = reader.uint64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.throttledUsec = reader.uint64() as bigint;
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.psi = PSIStats.decode(reader, reader.uint32());
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }

            message.nrBursts = reader.uint64() as bigint;
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }

            message.burstUsec = reader.uint64() as bigint;
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

function createBaseMemoryStat(): MemoryStat {
  return {
    anon: 0n,
    file: 0n,
    kernelStack: 0n,
    slab: 0n,
    sock: 0n,
    shmem: 0n,
    fileMapped: 0n,
    fileDirty: 0n,
    fileWriteback: 0n,
    anonThp: 0n,
    inactiveAnon: 0n,
    activeAnon: 0n,
    inactiveFile: 0n,
    activeFile: 0n,
    unevictable: 0n,
    slabReclaimable: 0n,
    slabUnreclaimable: 0n,
    pgfault: 0n,
    pgmajfault: 0n,
    workingsetRefault: 0n,
    workingsetActivate: 0n,
    workingsetNodereclaim: 0n,
    pgrefill: 0n,
    pgscan: 0n,
    pgsteal: 0n,
    pgactivate: 0n,
    pgdeactivate: 0n,
    pglazyfree: 0n,
    pglazyfreed: 0n,
    thpFaultAlloc: 0n,
    thpCollapseAlloc: 0n,
    usage: 0n,
    usageLimit: 0n,
    swapUsage: 0n,
    swapLimit: 0n,
    maxUsage: 0n,
    swapMaxUsage: 0n,
    psi: undefined,
  };
}

export const MemoryStat: MessageFns<MemoryStat> = {
  encode(message: MemoryStat, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.anon !== 0n) {
      if (BigInt.asUintN(64, message.anon) !== message.anon) {
        throw new globalThis.Error("value provided for field message.anon of type uint64 too large");
      }
      writer.uint32(8).uint64(message.anon);
    }
    if (message.file !== 0n) {
      if (BigInt.asUintN(64, message.file) !== message.file) {
        throw new globalThis.Error("value provided for field message.file of type uint64 too large");
      }
      writer.uint32(16).uint64(message.file);
    }
    if (message.kernelStack !== 0n) {
      if (BigInt.asUintN(64, message.kernelStack) !== message.kernelStack) {
        throw new globalThis.Error("value provided for field message.kernelStack of type uint64 too large");
      }
      writer.uint32(24).uint64(message.kernelStack);
    }
    if (message.slab !== 0n) {
      if (BigInt.asUintN(64, message.slab) !== message.slab) {
        throw new globalThis.Error("value provided for field message.slab of type uint64 too large");
      }
      writer.uint32(32).uint64(message.slab);
    }
    if (message.sock !== 0n) {
      if (BigInt.asUintN(64, message.sock) !== message.sock) {
        throw new globalThis.Error("value provided for field message.sock of type uint64 too large");
      }
      writer.uint32(40).uint64(message.sock);
    }
    if (message.shmem !== 0n) {
      if (BigInt.asUintN(64, message.shmem) !== message.shmem) {
        throw new globalThis.Error("value provided for field message.shmem of type uint64 too large");
      }
      writer.uint32(48).uint64(message.shmem);
    }
    if (message.fileMapped !== 0n) {
      if (BigInt.asUintN(64, message.fileMapped) !== message.fileMapped) {
        throw new globalThis.Error("value provided for field message.fileMapped of type uint64 too large");
      }
      writer.uint32(56).uint64(message.fileMapped);
    }
    if (message.fileDirty !== 0n) {
      if (BigInt.asUintN(64, message.fileDirty) !== message.fileDirty) {
        throw new globalThis.Error("value provided for field message.fileDirty of type uint64 too large");
      }
      writer.uint32(64).uint64(message.fileDirty);
    }
    if (message.fileWriteback !== 0n) {
      if (BigInt.asUintN(64, message.fileWriteback) !== message.fileWriteback) {
        throw new globalThis.Error("value provided for field message.fileWriteback of type uint64 too large");
      }
      writer.uint32(72).uint64(message.fileWriteback);
    }
    if (message.anonThp !== 0n) {
      if (BigInt.asUintN(64, message.anonThp) !== message.anonThp) {
        throw new globalThis.Error("value provided for field message.anonThp of type uint64 too large");
      }
      writer.uint32(80).uint64(message.anonThp);
    }
    if (message.inactiveAnon !== 0n) {
      if (BigInt.asUintN(64, message.inactiveAnon) !== message.inactiveAnon) {
        throw new globalThis.Error("value provided for field message.inactiveAnon of type uint64 too large");
      }
      writer.uint32(88).uint64(message.inactiveAnon);
    }
    if (message.activeAnon !== 0n) {
      if (BigInt.asUintN(64, message.activeAnon) !== message.activeAnon) {
        throw new globalThis.Error("value provided for field message.activeAnon of type uint64 too large");
      }
      writer.uint32(96).uint64(message.activeAnon);
    }
    if (message.inactiveFile !== 0n) {
      if (BigInt.asUintN(64, message.inactiveFile) !== message.inactiveFile) {
        throw new globalThis.Error("value provided for field message.inactiveFile of type uint64 too large");
      }
      writer.uint32(104).uint64(message.inactiveFile);
    }
    if (message.activeFile !== 0n) {
      if (BigInt.asUintN(64, message.activeFile) !== message.activeFile) {
        throw new globalThis.Error("value provided for field message.activeFile of type uint64 too large");
      }
      writer.uint32(112).uint64(message.activeFile);
    }
    if (message.unevictable !== 0n) {
      if (BigInt.asUintN(64, message.unevictable) !== message.unevictable) {
        throw new globalThis.Error("value provided for field message.unevictable of type uint64 too large");
      }
      writer.uint32(120).uint64(message.unevictable);
    }
    if (message.slabReclaimable !== 0n) {
      if (BigInt.asUintN(64, message.slabReclaimable) !== message.slabReclaimable) {
        throw new globalThis.Error("value provided for field message.slabReclaimable of type uint64 too large");
      }
      writer.uint32(128).uint64(message.slabReclaimable);
    }
    if (message.slabUnreclaimable !== 0n) {
      if (BigInt.asUintN(64, message.slabUnreclaimable) !== message.slabUnreclaimable) {
        throw new globalThis.Error("value provided for field message.slabUnreclaimable of type uint64 too large");
      }
      writer.uint32(136).uint64(message.slabUnreclaimable);
    }
    if (message.pgfault !== 0n) {
      if (BigInt.asUintN(64, message.pgfault) !== message.pgfault) {
        throw new globalThis.Error("value provided for field message.pgfault of type uint64 too large");
      }
      writer.uint32(144).uint64(message.pgfault);
    }
    if (message.pgmajfault !== 0n) {
      if (BigInt.asUintN(64, message.pgmajfault) !== message.pgmajfault) {
        throw new globalThis.Error("value provided for field message.pgmajfault of type uint64 too large");
      }
      writer.uint32(152).uint64(message.pgmajfault);
    }
    if (message.workingsetRefault !== 0n) {
      if (BigInt.asUintN(64, message.workingsetRefault) !== message.workingsetRefault) {
        throw new globalThis.Error("value provided for field message.workingsetRefault of type uint64 too large");
      }
      writer.uint32(160).uint64(message.workingsetRefault);
    }
    if (message.workingsetActivate !== 0n) {
      if (BigInt.asUintN(64, message.workingsetActivate) !== message.workingsetActivate) {
        throw new globalThis.Error("value provided for field message.workingsetActivate of type uint64 too large");
      }
      writer.uint32(168).uint64(message.workingsetActivate);
    }
    if (message.workingsetNodereclaim !== 0n) {
      if (BigInt.asUintN(64, message.workingsetNodereclaim) !== message.workingsetNodereclaim) {
        throw new globalThis.Error("value provided for field message.workingsetNodereclaim of type uint64 too large");
      }
      writer.uint32(176).uint64(message.workingsetNodereclaim);
    }
    if (message.pgrefill !== 0n) {
      if (BigInt.asUintN(64, message.pgrefill) !== message.pgrefill) {
        throw new globalThis.Error("value provided for field message.pgrefill of type uint64 too large");
      }
      writer.uint32(184).uint64(message.pgrefill);
    }
    if (message.pgscan !== 0n) {
      if (BigInt.asUintN(64, message.pgscan) !== message.pgscan) {
        throw new globalThis.Error("value provided for field message.pgscan of type uint64 too large");
      }
      writer.uint32(192).uint64(message.pgscan);
    }
    if (message.pgsteal !== 0n) {
      if (BigInt.asUintN(64, message.pgsteal) !== message.pgsteal) {
        throw new globalThis.Error("value provided for field message.pgsteal of type uint64 too large");
      }
      writer.uint32(200).uint64(message.pgsteal);
    }
    if (message.pgactivate !== 0n) {
      if (BigInt.asUintN(64, message.pgactivate) !== message.pgactivate) {
        throw new globalThis.Error("value provided for field message.pgactivate of type uint64 too large");
      }
      writer.uint32(208).uint64(message.pgactivate);
    }
    if (message.pgdeactivate !== 0n) {
      if (BigInt.asUintN(64, message.pgdeactivate) !== message.pgdeactivate) {
        throw new globalThis.Error("value provided for field message.pgdeactivate of type uint64 too large");
      }
      writer.uint32(216).uint64(message.pgdeactivate);
    }
    if (message.pglazyfree !== 0n) {
      if (BigInt.asUintN(64, message.pglazyfree) !== message.pglazyfree) {
        throw new globalThis.Error("value provided for field message.pglazyfree of type uint64 too large");
      }
      writer.uint32(224).uint64(message.pglazyfree);
    }
    if (message.pglazyfreed !== 0n) {
      if (BigInt.asUintN(64, message.pglazyfreed) !== message.pglazyfreed) {
        throw new globalThis.Error("value provided for field message.pglazyfreed of type uint64 too large");
      }
      writer.uint32(232).uint64(message.pglazyfreed);
    }
    if (message.thpFaultAlloc !== 0n) {
      if (BigInt.asUintN(64, message.thpFaultAlloc) !== message.thpFaultAlloc) {
        throw new globalThis.Error("value provided for field message.thpFaultAlloc of type uint64 too large");
      }
      writer.uint32(240).uint64(message.thpFaultAlloc);
    }
    if (message.thpCollapseAlloc !== 0n) {
      if (BigInt.asUintN(64, message.thpCollapseAlloc) !== message.thpCollapseAlloc) {
        throw new globalThis.Error("value provided for field message.thpCollapseAlloc of type uint64 too large");
      }
      writer.uint32(248).uint64(message.thpCollapseAlloc);
    }
    if (message.usage !== 0n) {
      if (BigInt.asUintN(64, message.usage) !== message.usage) {
        throw new globalThis.Error("value provided for field message.usage of type uint64 too large");
      }
      writer.uint32(256).uint64(message.usage);
    }
    if (message.usageLimit !== 0n) {
      if (BigInt.asUintN(64, message.usageLimit) !== message.usageLimit) {
        throw new globalThis.Error("value provided for field message.usageLimit of type uint64 too large");
      }
      writer.uint32(264).uint64(message.usageLimit);
    }
    if (message.swapUsage !== 0n) {
      if (BigInt.asUintN(64, message.swapUsage) !== message.swapUsage) {
        throw new globalThis.Error("value provided for field message.swapUsage of type uint64 too large");
      }
      writer.uint32(272).uint64(message.swapUsage);
    }
    if (message.swapLimit !== 0n) {
      if (BigInt.asUintN(64, message.swapLimit) !== message.swapLimit) {
        throw new globalThis.Error("value provided for field message.swapLimit of type uint64 too large");
      }
      writer.uint32(280).uint64(message.swapLimit);
    }
    if (message.maxUsage !== 0n) {
      if (BigInt.asUintN(64, message.maxUsage) !== message.maxUsage) {
        throw new globalThis.Error("value provided for field message.maxUsage of type uint64 too large");
      }
      writer.uint32(288).uint64(message.maxUsage);
    }
    if (message.swapMaxUsage !== 0n) {
      if (BigInt.asUintN(64, message.swapMaxUsage) !== message.swapMaxUsage) {
        throw new globalThis.Error("value provided for field message.swapMaxUsage of type uint64 too large");
      }
      writer.uint32(296).uint64(message.swapMaxUsage);
    }
    if (message.psi !== undefined) {
      PSIStats.encode(message.psi, writer.uint32(306).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemoryStat {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemoryStat();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.anon = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.file = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.kernelStack = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.slab = reader.uint64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.sock = reader.uint64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.shmem = reader.uint64() as bigint;
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.fileMapped = reader.uint64() as bigint;
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }

            message.fileDirty = reader.uint64() as bigint;
            continue;
          }
          case 9: {
            if (tag !== 72) {
              break;
            }

            message.fileWriteback = reader.uint64() as bigint;
            continue;
          }
          case 10: {
            if (tag !== 80) {
              break;
            }

            message.anonThp = reader.uint64() as bigint;
            continue;
          }
          case 11: {
            if (tag !== 88) {
              break;
            }

            message.inactiveAnon = reader.uint64() as bigint;
            continue;
          }
          case 12: {
            if (tag !== 96) {
              break;
            }

            message.activeAnon = reader.uint64() as bigint;
            continue;
          }
          case 13: {
            if (tag !== 104) {
              break;
            }

            message.inactiveFile = reader.uint64() as bigint;
            continue;
          }
          case 14: {
            if (tag !== 112) {
              break;
            }

            message.activeFile = reader.uint64() as bigint;
            continue;
          }
          case 15: {
            if (tag !== 120) {
              break;
            }

            message.unevictable = reader.uint64() as bigint;
            continue;
          }
          case 16: {
            if (tag !== 128) {
              break;
            }

            message.slabReclaimable = reader.uint64() as bigint;
            continue;
          }
          case 17: {
            if (tag !== 136) {
              break;
            }

            message.slabUnreclaimable = reader.uint64() as bigint;
            continue;
          }
          case 18: {
            if (tag !== 144) {
              break;
            }

            message.pgfault = reader.uint64() as bigint;
            continue;
          }
          case 19: {
            if (tag !== 152) {
              break;
            }

            message.pgmajfault = reader.uint64() as bigint;
            continue;
          }
          case 20: {
            if (tag !== 160) {
              break;
            }

            message.workingsetRefault = reader.uint64() as bigint;
            continue;
          }
          case 21: {
            if (tag !== 168) {
              break;
            }

            message.workingsetActivate = reader.uint64() as bigint;
            continue;
          }
          case 22: {
            if (tag !== 176) {
              break;
            }

            message.workingsetNodereclaim = reader.uint64() as bigint;
            continue;
          }
          case 23: {
            if (tag !== 184) {
              break;
            }

            message.pgrefill = reader.uint64() as bigint;
            continue;
          }
          case 24: {
            if (tag !== 192) {
              break;
            }

            message.pgscan = reader.uint64() as bigint;
            continue;
          }
          case 25: {
            if (tag !== 200) {
              break;
            }

            message.pgsteal = reader.uint64() as bigint;
            continue;
          }
          case 26: {
            if (tag !== 208) {
              break;
            }

            message.pgactivate = reader.uint64() as bigint;
            continue;
          }
          case 27: {
            if (tag !== 216) {
              break;
            }

            message.pgdeactivate = reader.uint64() as bigint;
            continue;
          }
          case 28: {
            if (tag !== 224) {
              break;
            }

            message.pglazyfree = reader.uint64() as bigint;
            continue;
          }
          case 29: {
            if (tag !== 232) {
              break;
            }

            message.pglazyfreed = reader.uint64() as bigint;
            continue;
          }
          case 30: {
            if (tag !== 240) {
              break;
            }

            message.thpFaultAlloc = reader.uint64() as bigint;
            continue;
          }
          case 31: {
            if (tag !== 248) {
              break;
            }

            message.thpCollapseAlloc = reader.uint64() as bigint;
            continue;
          }
          case 32: {
            if (tag !== 256) {
              break;
            }

            message.usage = reader.uint64() as bigint;
            continue;
          }
          case 33: {
            if (tag !== 264) {
              break;
            }

            message.usageLimit = reader.uint64() as bigint;
            continue;
          }
          case 34: {
            if (tag !== 272) {
              break;
            }

            message.swapUsage = reader.uint64() as bigint;
            continue;
          }
          case 35: {
            if (tag !== 280) {
              break;
            }

            message.swapLimit = reader.uint64() as bigint;
            continue;
          }
          case 36: {
            if (tag !== 288) {
              break;
            }

            message.maxUsage = reader.uint64() as bigint;
            continue;
          }
          case 37: {
            if (tag !== 296) {
              break;
            }

            message.swapMaxUsage = reader.uint64() as bigint;
            continue;
          }
          case 38: {
            if (tag !== 306) {
              break;
            }

            message.psi = PSIStats.decode(reader, reader.uint32());
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

function createBaseMemoryEvents(): MemoryEvents {
  return { low: 0n, high: 0n, max: 0n, oom: 0n, oomKill: 0n, oomGroupKill: 0n };
}

export const MemoryEvents: MessageFns<MemoryEvents> = {
  encode(message: MemoryEvents, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.low !== 0n) {
      if (BigInt.asUintN(64, message.low) !== message.low) {
        throw new globalThis.Error("value provided for field message.low of type uint64 too large");
      }
      writer.uint32(8).uint64(message.low);
    }
    if (message.high !== 0n) {
      if (BigInt.asUintN(64, message.high) !== message.high) {
        throw new globalThis.Error("value provided for field message.high of type uint64 too large");
      }
      writer.uint32(16).uint64(message.high);
    }
    if (message.max !== 0n) {
      if (BigInt.asUintN(64, message.max) !== message.max) {
        throw new globalThis.Error("value provided for field message.max of type uint64 too large");
      }
      writer.uint32(24).uint64(message.max);
    }
    if (message.oom !== 0n) {
      if (BigInt.asUintN(64, message.oom) !== message.oom) {
        throw new globalThis.Error("value provided for field message.oom of type uint64 too large");
      }
      writer.uint32(32).uint64(message.oom);
    }
    if (message.oomKill !== 0n) {
      if (BigInt.asUintN(64, message.oomKill) !== message.oomKill) {
        throw new globalThis.Error("value provided for field message.oomKill of type uint64 too large");
      }
      writer.uint32(40).uint64(message.oomKill);
    }
    if (message.oomGroupKill !== 0n) {
      if (BigInt.asUintN(64, message.oomGroupKill) !== message.oomGroupKill) {
        throw new globalThis.Error("value provided for field message.oomGroupKill of type uint64 too large");
      }
      writer.uint32(48).uint64(message.oomGroupKill);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): MemoryEvents {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseMemoryEvents();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.low = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.high = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.max = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.oom = reader.uint64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.oomKill = reader.uint64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.oomGroupKill = reader.uint64() as bigint;
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

function createBaseRdmaStat(): RdmaStat {
  return { current: [], limit: [] };
}

export const RdmaStat: MessageFns<RdmaStat> = {
  encode(message: RdmaStat, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.current) {
      RdmaEntry.encode(v!, writer.uint32(10).fork()).join();
    }
    for (const v of message.limit) {
      RdmaEntry.encode(v!, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): RdmaStat {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRdmaStat();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.current.push(RdmaEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.limit.push(RdmaEntry.decode(reader, reader.uint32()));
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

function createBaseRdmaEntry(): RdmaEntry {
  return { device: "", hcaHandles: 0, hcaObjects: 0 };
}

export const RdmaEntry: MessageFns<RdmaEntry> = {
  encode(message: RdmaEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.device !== "") {
      writer.uint32(10).string(message.device);
    }
    if (message.hcaHandles !== 0) {
      writer.uint32(16).uint32(message.hcaHandles);
    }
    if (message.hcaObjects !== 0) {
      writer.uint32(24).uint32(message.hcaObjects);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): RdmaEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRdmaEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.device = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.hcaHandles = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.hcaObjects = reader.uint32();
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

function createBaseIOStat(): IOStat {
  return { usage: [], psi: undefined };
}

export const IOStat: MessageFns<IOStat> = {
  encode(message: IOStat, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.usage) {
      IOEntry.encode(v!, writer.uint32(10).fork()).join();
    }
    if (message.psi !== undefined) {
      PSIStats.encode(message.psi, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): IOStat {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseIOStat();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.usage.push(IOEntry.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.psi = PSIStats.decode(reader, reader.uint32());
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

function createBaseIOEntry(): IOEntry {
  return { major: 0n, minor: 0n, rbytes: 0n, wbytes: 0n, rios: 0n, wios: 0n };
}

export const IOEntry: MessageFns<IOEntry> = {
  encode(message: IOEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
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
    if (message.rbytes !== 0n) {
      if (BigInt.asUintN(64, message.rbytes) !== message.rbytes) {
        throw new globalThis.Error("value provided for field message.rbytes of type uint64 too large");
      }
      writer.uint32(24).uint64(message.rbytes);
    }
    if (message.wbytes !== 0n) {
      if (BigInt.asUintN(64, message.wbytes) !== message.wbytes) {
        throw new globalThis.Error("value provided for field message.wbytes of type uint64 too large");
      }
      writer.uint32(32).uint64(message.wbytes);
    }
    if (message.rios !== 0n) {
      if (BigInt.asUintN(64, message.rios) !== message.rios) {
        throw new globalThis.Error("value provided for field message.rios of type uint64 too large");
      }
      writer.uint32(40).uint64(message.rios);
    }
    if (message.wios !== 0n) {
      if (BigInt.asUintN(64, message.wios) !== message.wios) {
        throw new globalThis.Error("value provided for field message.wios of type uint64 too large");
      }
      writer.uint32(48).uint64(message.wios);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): IOEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseIOEntry();
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
            if (tag !== 24) {
              break;
            }

            message.rbytes = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.wbytes = reader.uint64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.rios = reader.uint64() as bigint;
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.wios = reader.uint64() as bigint;
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

function createBaseHugeTlbStat(): HugeTlbStat {
  return { current: 0n, max: 0n, pagesize: "", failcnt: 0n };
}

export const HugeTlbStat: MessageFns<HugeTlbStat> = {
  encode(message: HugeTlbStat, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.current !== 0n) {
      if (BigInt.asUintN(64, message.current) !== message.current) {
        throw new globalThis.Error("value provided for field message.current of type uint64 too large");
      }
      writer.uint32(8).uint64(message.current);
    }
    if (message.max !== 0n) {
      if (BigInt.asUintN(64, message.max) !== message.max) {
        throw new globalThis.Error("value provided for field message.max of type uint64 too large");
      }
      writer.uint32(16).uint64(message.max);
    }
    if (message.pagesize !== "") {
      writer.uint32(26).string(message.pagesize);
    }
    if (message.failcnt !== 0n) {
      if (BigInt.asUintN(64, message.failcnt) !== message.failcnt) {
        throw new globalThis.Error("value provided for field message.failcnt of type uint64 too large");
      }
      writer.uint32(32).uint64(message.failcnt);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): HugeTlbStat {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseHugeTlbStat();
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

            message.max = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.pagesize = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
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

function createBaseNetworkStat(): NetworkStat {
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

export const NetworkStat: MessageFns<NetworkStat> = {
  encode(message: NetworkStat, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
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

  decode(input: BinaryReader | Uint8Array, length?: number): NetworkStat {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseNetworkStat();
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

interface MessageFns<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}
