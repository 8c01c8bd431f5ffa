import { assertEquals } from "@std/assert";
import { toContainerStats } from "../agent_client/container_stats.ts";
import { StatsContainerResponse } from "../gen/agent/agent.ts";
import { Metrics, NetworkStat } from "../gen/cgroups/metrics.ts";
import { encodeMetrics } from "./metrics.ts";

Deno.test("encodeMetrics() puts each figure of the guest where containerd reads it", () => {
  const metrics = Metrics.decode(encodeMetrics({
    cpu: {
      usage: 7n,
      user: 4n,
      system: 3n,
      periods: 2n,
      throttledPeriods: 1n,
      throttledTime: 9n,
      bursts: 11n,
      burstTime: 12n,
    },
    memory: {
      usage: 100n,
      limit: 200n,
      maxUsage: 150n,
      swapUsage: 20n,
      swapLimit: 40n,
      swapMaxUsage: 30n,
      stat: new Map([["anon", 5n], ["inactive_file", 6n], ["pgmajfault", 8n]]),
      events: new Map([["oom", 2n], ["oom_kill", 1n]]),
    },
    pids: { current: 3n, limit: 10n },
    io: [{ major: 254n, minor: 0n, readBytes: 4096n, writtenBytes: 512n, reads: 2n, writes: 1n }],
    network: [{ ...NetworkStat.decode(new Uint8Array()), name: "eth0", rxBytes: 77n }],
  }));
  assertEquals([metrics.cpu!.usageUsec, metrics.cpu!.userUsec, metrics.cpu!.systemUsec], [7n, 4n, 3n]);
  assertEquals([metrics.cpu!.nrPeriods, metrics.cpu!.nrThrottled, metrics.cpu!.throttledUsec], [2n, 1n, 9n]);
  assertEquals([metrics.memory!.usage, metrics.memory!.usageLimit], [100n, 200n]);
  assertEquals([metrics.memory!.anon, metrics.memory!.inactiveFile, metrics.memory!.pgmajfault], [5n, 6n, 8n]);
  assertEquals([metrics.cpu!.nrBursts, metrics.cpu!.burstUsec], [11n, 12n]);
  const { maxUsage, swapUsage, swapLimit, swapMaxUsage } = metrics.memory!;
  assertEquals([maxUsage, swapUsage, swapLimit, swapMaxUsage], [150n, 20n, 40n, 30n]);
  assertEquals([metrics.memoryEvents!.oom, metrics.memoryEvents!.oomKill, metrics.memoryEvents!.low], [2n, 1n, 0n]);
  assertEquals(metrics.pids, { current: 3n, limit: 10n });
  assertEquals(metrics.io!.usage, [{ major: 254n, minor: 0n, rbytes: 4096n, wbytes: 512n, rios: 2n, wios: 1n }]);
  assertEquals(metrics.network.map(({ name, rxBytes }) => `${name} ${rxBytes}`), ["eth0 77"]);
});

Deno.test("encodeMetrics() says no limit of processes as containerd does", () => {
  const none = StatsContainerResponse.decode(new Uint8Array());
  assertEquals(Metrics.decode(encodeMetrics(toContainerStats(none))).pids, { current: 0n, limit: 2n ** 64n - 1n });
});
