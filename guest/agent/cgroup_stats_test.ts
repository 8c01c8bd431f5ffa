import { assertEquals } from "@std/assert";
import { toContainerStats } from "../../src/agent_client/container_stats.ts";
import { StatsContainerResponse } from "../../src/gen/agent/agent.ts";
import { parseFlat, parseIo, parseLimit, parseNetwork, readStats } from "./cgroup_stats.ts";
import type { Native } from "./native.ts";

Deno.test("parseFlat() reads memory.stat", () => {
  assertEquals(parseFlat("anon 4096\nfile 0\nslab_reclaimable 18446744073709551615\n"), {
    anon: 4096n,
    file: 0n,
    slab_reclaimable: 18446744073709551615n,
  });
});

Deno.test("parseLimit() says no limit as cgroup v1 does", () => {
  assertEquals(parseLimit("max\n"), 2n ** 64n - 1n);
  assertEquals(parseLimit("1048576\n"), 1048576n);
  assertEquals(parseLimit(""), 0n);
});

Deno.test("parseIo() reads io.stat, and a device that has done nothing", () => {
  const stats = parseIo("8:16 rbytes=4096 wbytes=512 rios=1 wios=2 dbytes=0 dios=0\n7:0 \n");
  assertEquals(stats.ioServiceBytesRecursive.slice(0, 2), [
    { major: 8n, minor: 16n, op: "Read", value: 4096n },
    { major: 8n, minor: 16n, op: "Write", value: 512n },
  ]);
  assertEquals(stats.ioServicedRecursive.map(({ op, value }) => `${op} ${value}`), ["Read 1", "Write 2", "Discard 0"]);
});

Deno.test("parseNetwork() reads /proc/net/dev without its head and its loopback", () => {
  const text = [
    "Inter-|   Receive                                                |  Transmit",
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed",
    "    lo:      10       1    0    0    0     0          0         0       10       1    0    0    0     0       0          0",
    "  eth0: 1234567      89    1    2    0     0          0         0     4567      12    3    4    0     0       0          0",
    "",
  ].join("\n");
  assertEquals(parseNetwork(text), [{
    name: "eth0",
    rxBytes: 1234567n,
    rxPackets: 89n,
    rxErrors: 1n,
    rxDropped: 2n,
    txBytes: 4567n,
    txPackets: 12n,
    txErrors: 3n,
    txDropped: 4n,
  }]);
});

/** What the host makes of a guest's files, by way of the wire. */
function statsOf(files: Record<string, string>) {
  const readFile = (path: string) => {
    const text = files[path.replace("/cgroup/", "")];
    if (text === undefined) throw new Error(`Cannot open '${path}': ENOENT`);
    return text;
  };
  const response = readStats({ readFile } as Partial<Native> as Native, "/cgroup");
  return toContainerStats(StatsContainerResponse.decode(StatsContainerResponse.encode(response).finish()));
}

Deno.test("readStats() and toContainerStats() bring every figure to the host", () => {
  const stats = statsOf({
    "cpu.stat":
      "usage_usec 7\nuser_usec 4\nsystem_usec 3\nnr_periods 2\nnr_throttled 1\nthrottled_usec 9\nnr_bursts 5\nburst_usec 6\n",
    "memory.current": "100\n",
    "memory.peak": "150\n",
    "memory.max": "max\n",
    "memory.swap.current": "1\n",
    "memory.swap.max": "2\n",
    "memory.stat": "anon 5\n",
    "memory.events": "low 0\noom 2\noom_kill 1\n",
    "pids.current": "3\n",
    "pids.max": "max\n",
    "io.stat": "254:0 rbytes=4096 wbytes=512 rios=2 wios=1 dbytes=0 dios=0\n254:16 rbytes=8 wbytes=0 rios=1 wios=0\n",
    "/proc/net/dev": "  eth0: 1 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0\n",
  });
  assertEquals(stats.cpu, {
    usage: 7n,
    user: 4n,
    system: 3n,
    periods: 2n,
    throttledPeriods: 1n,
    throttledTime: 9n,
    bursts: 5n,
    burstTime: 6n,
  });
  const { stat, events, ...memory } = stats.memory;
  assertEquals([stat.get("anon"), events.get("oom"), events.get("oom_kill")], [5n, 2n, 1n]);
  const limit = 2n ** 64n - 1n;
  assertEquals(memory, { usage: 100n, limit, maxUsage: 150n, swapUsage: 1n, swapLimit: 2n, swapMaxUsage: 0n });
  assertEquals(stats.pids, { current: 3n, limit: 0n });
  assertEquals(stats.io, [
    { major: 254n, minor: 0n, readBytes: 4096n, writtenBytes: 512n, reads: 2n, writes: 1n },
    { major: 254n, minor: 16n, readBytes: 8n, writtenBytes: 0n, reads: 1n, writes: 0n },
  ]);
  assertEquals(stats.network.map(({ name, rxBytes, txPackets }) => [name, rxBytes, txPackets]), [["eth0", 1n, 4n]]);
});

Deno.test("readStats() takes absent controllers for zeros", () => {
  const stats = statsOf({});
  assertEquals([stats.cpu.usage, stats.memory.limit, stats.pids.current], [0n, 0n, 0n]);
  assertEquals([stats.io, stats.network], [[], []]);
});
