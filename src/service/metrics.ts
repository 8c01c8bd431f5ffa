import type { ContainerStats } from "../agent_client/agent.ts";
import { CPUStat, MemoryEvents, MemoryStat, Metrics } from "../gen/cgroups/metrics.ts";

export const METRICS_TYPE_URL = "io.containerd.cgroups.v2.Metrics";

const NOTHING = new Uint8Array();
/** How containerd writes "max". */
const NO_LIMIT = 2n ** 64n - 1n;
/** Keys of MemoryStat that are lines of memory.stat under their snake_case name. */
const MEMORY_STAT_KEYS = [
  "anon",
  "file",
  "kernelStack",
  "slab",
  "sock",
  "shmem",
  "fileMapped",
  "fileDirty",
  "fileWriteback",
  "anonThp",
  "inactiveAnon",
  "activeAnon",
  "inactiveFile",
  "activeFile",
  "unevictable",
  "slabReclaimable",
  "slabUnreclaimable",
  "pgfault",
  "pgmajfault",
  "workingsetRefault",
  "workingsetActivate",
  "workingsetNodereclaim",
  "pgrefill",
  "pgscan",
  "pgsteal",
  "pgactivate",
  "pgdeactivate",
  "pglazyfree",
  "pglazyfreed",
  "thpFaultAlloc",
  "thpCollapseAlloc",
] as const;

const MEMORY_EVENT_KEYS = ["low", "high", "max", "oom", "oomKill", "oomGroupKill"] as const;

/** The guest's figures as containerd's cgroup v2 Metrics, encoded. */
export function encodeMetrics(stats: ContainerStats): Uint8Array {
  const cpu = CPUStat.decode(NOTHING);
  cpu.usageUsec = stats.cpu.usage;
  cpu.userUsec = stats.cpu.user;
  cpu.systemUsec = stats.cpu.system;
  cpu.nrPeriods = stats.cpu.periods;
  cpu.nrThrottled = stats.cpu.throttledPeriods;
  cpu.throttledUsec = stats.cpu.throttledTime;
  cpu.nrBursts = stats.cpu.bursts;
  cpu.burstUsec = stats.cpu.burstTime;
  const memory = MemoryStat.decode(NOTHING);
  for (const key of MEMORY_STAT_KEYS) memory[key] = stats.memory.stat.get(snakeCase(key)) ?? 0n;
  memory.usage = stats.memory.usage;
  memory.usageLimit = stats.memory.limit;
  memory.maxUsage = stats.memory.maxUsage;
  memory.swapUsage = stats.memory.swapUsage;
  memory.swapLimit = stats.memory.swapLimit;
  memory.swapMaxUsage = stats.memory.swapMaxUsage;
  const events = MemoryEvents.decode(NOTHING);
  for (const key of MEMORY_EVENT_KEYS) events[key] = stats.memory.events.get(snakeCase(key)) ?? 0n;
  const metrics = Metrics.decode(NOTHING);
  metrics.cpu = cpu;
  metrics.memory = memory;
  metrics.memoryEvents = events;
  metrics.pids = { current: stats.pids.current, limit: stats.pids.limit === 0n ? NO_LIMIT : stats.pids.limit };
  metrics.io = {
    usage: stats.io.map(({ major, minor, readBytes, writtenBytes, reads, writes }) => (
      { major, minor, rbytes: readBytes, wbytes: writtenBytes, rios: reads, wios: writes }
    )),
    psi: undefined,
  };
  metrics.network = stats.network;
  return Metrics.encode(metrics).finish();
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
