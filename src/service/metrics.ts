import type { ContainerStats } from "../agent_client/agent.ts";
import { CPUStat, MemoryStat, Metrics } from "../gen/cgroups/metrics.ts";

export const METRICS_TYPE_URL = "io.containerd.cgroups.v2.Metrics";

const NOTHING = new Uint8Array();
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

/** The guest's figures as containerd's cgroup v2 Metrics, encoded. */
export function encodeMetrics(stats: ContainerStats): Uint8Array {
  const cpu = CPUStat.decode(NOTHING);
  cpu.usageUsec = stats.cpu.usage;
  cpu.userUsec = stats.cpu.user;
  cpu.systemUsec = stats.cpu.system;
  cpu.nrPeriods = stats.cpu.periods;
  cpu.nrThrottled = stats.cpu.throttledPeriods;
  cpu.throttledUsec = stats.cpu.throttledTime;
  const memory = MemoryStat.decode(NOTHING);
  for (const key of MEMORY_STAT_KEYS) memory[key] = stats.memory.stat.get(snakeCase(key)) ?? 0n;
  memory.usage = stats.memory.usage;
  memory.usageLimit = stats.memory.limit;
  const metrics = Metrics.decode(NOTHING);
  metrics.cpu = cpu;
  metrics.memory = memory;
  metrics.pids = { current: stats.pids.current, limit: stats.pids.limit };
  return Metrics.encode(metrics).finish();
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
