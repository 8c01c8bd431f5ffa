import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { metric, spread, table, verdict } from "./stats.ts";

Deno.test("spread() takes least, middle and greatest, whatever the order", () => {
  assertEquals(spread([3, 1, 2]), { min: 1, median: 2, max: 3 });
  assertEquals(spread([4, 1, 3, 2]), { min: 1, median: 2.5, max: 4 });
  assertThrows(() => spread([]));
});

Deno.test("metric() compares the medians", () => {
  assertEquals(metric("m", "ms", [20, 30, 10], [5, 4, 6]).ratio, 4);
  assertEquals(metric("m", "ms", [1]).ratio, null);
});

Deno.test("verdict() says by how much a budget is missed", () => {
  const measured = metric("m", "ms", [120], [10]);
  assertEquals(verdict({ metric: "m", of: "husk", atMost: 100 }, measured), "missed by 20 %");
  assertEquals(verdict({ metric: "m", of: "ratio", atMost: 12 }, measured), "met");
  assertEquals(verdict({ metric: "m", of: "husk", atLeast: 240 }, measured), "missed by 50 %");
  assertEquals(verdict({ metric: "m", of: "husk", atMost: 0 }, measured), "missed");
});

Deno.test("table() has a line for each metric with its budget", () => {
  const text = table([metric("a", "ms", [1]), metric("b", "MB", [2], [1])], [{ metric: "b", of: "ratio", atMost: 3 }]);
  assertEquals(text.split("\n").length, 3);
  assertMatch(text, /b .*2\.00x runc +<= 3x +met$/);
});
