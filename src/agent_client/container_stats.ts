import type { BlkioStatsEntry, StatsContainerResponse } from "../gen/agent/agent.ts";
import type { ContainerStats, DeviceIo } from "./agent.ts";

/** What Kata's API calls a container's stats, in cgroup v2's terms: its cpu times are nanoseconds, cgroup v2 counts microseconds. */
export function toContainerStats({ cgroupStats, networkStats }: StatsContainerResponse): ContainerStats {
  const cpu = cgroupStats?.cpuStats;
  const memory = cgroupStats?.memoryStats;
  const pids = cgroupStats?.pidsStats;
  const blkio = cgroupStats?.blkioStats;
  const throttling = cpu?.throttlingData;
  const micro = (nanoseconds: bigint | undefined) => (nanoseconds ?? 0n) / 1000n;
  return {
    cpu: {
      usage: micro(cpu?.cpuUsage?.totalUsage),
      user: micro(cpu?.cpuUsage?.usageInUsermode),
      system: micro(cpu?.cpuUsage?.usageInKernelmode),
      periods: throttling?.periods ?? 0n,
      throttledPeriods: throttling?.throttledPeriods ?? 0n,
      throttledTime: micro(throttling?.throttledTime),
      bursts: throttling?.bursts ?? 0n,
      burstTime: micro(throttling?.burstTime),
    },
    memory: {
      usage: memory?.usage?.usage ?? 0n,
      limit: memory?.usage?.limit ?? 0n,
      maxUsage: memory?.usage?.maxUsage ?? 0n,
      swapUsage: memory?.swapUsage?.usage ?? 0n,
      swapLimit: memory?.swapUsage?.limit ?? 0n,
      swapMaxUsage: memory?.swapUsage?.maxUsage ?? 0n,
      stat: new Map(Object.entries(memory?.stats ?? {})),
      events: new Map(Object.entries(memory?.events ?? {})),
    },
    pids: { current: pids?.current ?? 0n, limit: pids?.limit ?? 0n },
    io: toDeviceIo(blkio?.ioServiceBytesRecursive ?? [], blkio?.ioServicedRecursive ?? []),
    network: networkStats,
  };
}

/** cgroup v1's lists of entries by operation, which Kata kept, as one entry a device. */
function toDeviceIo(bytes: readonly BlkioStatsEntry[], operations: readonly BlkioStatsEntry[]): DeviceIo[] {
  const devices = new Map<string, DeviceIo>();
  const device = ({ major, minor }: BlkioStatsEntry): DeviceIo => {
    const key = `${major}:${minor}`;
    const nothing = { major, minor, readBytes: 0n, writtenBytes: 0n, reads: 0n, writes: 0n };
    return devices.get(key) ?? devices.set(key, nothing).get(key)!;
  };
  for (const entry of bytes) {
    if (/^read$/i.test(entry.op)) device(entry).readBytes += entry.value;
    else if (/^write$/i.test(entry.op)) device(entry).writtenBytes += entry.value;
  }
  for (const entry of operations) {
    if (/^read$/i.test(entry.op)) device(entry).reads += entry.value;
    else if (/^write$/i.test(entry.op)) device(entry).writes += entry.value;
  }
  return [...devices.values()];
}
