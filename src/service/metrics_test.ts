import { assertEquals } from "@std/assert";
import { Metrics } from "../gen/cgroups/metrics.ts";
import { encodeMetrics } from "./metrics.ts";

Deno.test("encodeMetrics() puts each figure of the guest where containerd reads it", () => {
  const metrics = Metrics.decode(encodeMetrics({
    cpu: { usage: 7n, user: 4n, system: 3n, periods: 2n, throttledPeriods: 1n, throttledTime: 9n },
    memory: { usage: 100n, limit: 200n, stat: new Map([["anon", 5n], ["inactive_file", 6n], ["pgmajfault", 8n]]) },
    pids: { current: 3n, limit: 10n },
  }));
  assertEquals([metrics.cpu!.usageUsec, metrics.cpu!.userUsec, metrics.cpu!.systemUsec], [7n, 4n, 3n]);
  assertEquals([metrics.cpu!.nrPeriods, metrics.cpu!.nrThrottled, metrics.cpu!.throttledUsec], [2n, 1n, 9n]);
  assertEquals([metrics.memory!.usage, metrics.memory!.usageLimit], [100n, 200n]);
  assertEquals([metrics.memory!.anon, metrics.memory!.inactiveFile, metrics.memory!.pgmajfault], [5n, 6n, 8n]);
  assertEquals(metrics.pids, { current: 3n, limit: 10n });
});
