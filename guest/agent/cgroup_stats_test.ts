import { assertEquals } from "@std/assert";
import { parseFlat, parseIo, parseLimit } from "./cgroup_stats.ts";

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
