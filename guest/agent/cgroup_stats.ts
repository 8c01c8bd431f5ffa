import type { BlkioStats, NetworkStats, StatsContainerResponse } from "../../src/gen/agent/agent.ts";
import { tryRead } from "./files.ts";
import type { Native } from "./native.ts";

/** A container's figures out of its cgroup v2 directory, in the terms of Kata's API. Absent controllers read as 0. */
export function readStats(native: Native, cgroup: string): StatsContainerResponse {
  const file = (name: string) => tryRead(native, `${cgroup}/${name}`) ?? "";
  const cpu = parseFlat(file("cpu.stat"));
  const memory = parseFlat(file("memory.stat"));
  const events = parseFlat(file("memory.events"));
  const get = (map: Record<string, bigint>, key: string) => map[key] ?? 0n;
  return {
    networkStats: parseNetwork(tryRead(native, "/proc/net/dev") ?? ""),
    cgroupStats: {
      cpuStats: {
        cpuUsage: {
          totalUsage: get(cpu, "usage_usec") * 1000n,
          usageInUsermode: get(cpu, "user_usec") * 1000n,
          usageInKernelmode: get(cpu, "system_usec") * 1000n,
          percpuUsage: [],
        },
        throttlingData: {
          periods: get(cpu, "nr_periods"),
          throttledPeriods: get(cpu, "nr_throttled"),
          throttledTime: get(cpu, "throttled_usec") * 1000n,
          bursts: get(cpu, "nr_bursts"),
          burstTime: get(cpu, "burst_usec") * 1000n,
        },
      },
      memoryStats: {
        cache: get(memory, "file"),
        usage: {
          usage: parseLimit(file("memory.current")),
          maxUsage: parseLimit(file("memory.peak")),
          failcnt: get(events, "max"),
          limit: parseLimit(file("memory.max")),
        },
        swapUsage: {
          usage: parseLimit(file("memory.swap.current")),
          maxUsage: parseLimit(file("memory.swap.peak")),
          failcnt: 0n,
          limit: parseLimit(file("memory.swap.max")),
        },
        kernelUsage: { usage: get(memory, "kernel"), maxUsage: 0n, failcnt: 0n, limit: 0n },
        useHierarchy: true,
        stats: memory,
        events,
      },
      pidsStats: { current: parseLimit(file("pids.current")), limit: parsePidsLimit(file("pids.max")) },
      blkioStats: parseIo(file("io.stat")),
      hugetlbStats: {},
    },
  };
}

/** "name value" lines: cpu.stat, memory.stat, memory.events. */
export function parseFlat(text: string): Record<string, bigint> {
  const map: Record<string, bigint> = {};
  for (const line of text.split("\n")) {
    const space = line.indexOf(" ");
    if (space > 0) map[line.slice(0, space)] = BigInt(line.slice(space + 1).trim());
  }
  return map;
}

/** A single number; "max" is what cgroup v1 and its readers say for no limit: 2^64 - 1. */
export function parseLimit(text: string): bigint {
  const value = text.trim();
  return value === "max" ? 0xffff_ffff_ffff_ffffn : BigInt(value || 0);
}

/** With pids 0 stands for no limit (github.com/containerd/cgroups). */
function parsePidsLimit(text: string): bigint {
  return text.trim() === "max" ? 0n : parseLimit(text);
}

/** io.stat: "8:0 rbytes=90 wbytes=0 rios=1 wios=0 ..." for each device. */
export function parseIo(text: string): BlkioStats {
  const stats: BlkioStats = {
    ioServiceBytesRecursive: [],
    ioServicedRecursive: [],
    ioQueuedRecursive: [],
    ioServiceTimeRecursive: [],
    ioWaitTimeRecursive: [],
    ioMergedRecursive: [],
    ioTimeRecursive: [],
    sectorsRecursive: [],
  };
  for (const line of text.split("\n")) {
    const [device = "", ...fields] = line.split(" ");
    const [major, minor] = device.split(":");
    if (!major || !minor) continue;
    for (const field of fields) {
      const [key = "", value = ""] = field.split("=");
      const op = key.startsWith("r") ? "Read" : key.startsWith("w") ? "Write" : "Discard";
      const entry = { major: BigInt(major), minor: BigInt(minor), op, value: BigInt(value || 0) };
      if (key.endsWith("bytes")) stats.ioServiceBytesRecursive.push(entry);
      else if (key.endsWith("ios")) stats.ioServicedRecursive.push(entry);
    }
  }
  return stats;
}

/** /proc/net/dev: "eth0: 8 received figures, 8 sent ones"; the VM's network is the pod's. The loopback is nobody's traffic. */
export function parseNetwork(text: string): NetworkStats[] {
  const stats: NetworkStats[] = [];
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim();
    if (colon < 0 || name === "lo") continue;
    const figures = line.slice(colon + 1).trim().split(/\s+/).map(BigInt);
    const at = (index: number) => figures[index] ?? 0n;
    stats.push({
      name,
      rxBytes: at(0),
      rxPackets: at(1),
      rxErrors: at(2),
      rxDropped: at(3),
      txBytes: at(8),
      txPackets: at(9),
      txErrors: at(10),
      txDropped: at(11),
    });
  }
  return stats;
}
