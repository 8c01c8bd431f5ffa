import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { chartsSvg, ticks } from "./curve_svg.ts";
import { densityText, inParallel, slope } from "./density.ts";

Deno.test("slope() is the growth per step, noise or not", () => {
  assertEquals(slope([{ x: 0, y: 5 }, { x: 1, y: 8 }, { x: 2, y: 11 }]), 3);
  assertEquals(slope([{ x: 0, y: 1 }, { x: 1, y: -1 }, { x: 2, y: 3 }, { x: 3, y: 1 }]), 0.4);
});

Deno.test("inParallel() runs as often as asked, few at a time, and stops at a failure", async () => {
  let running = 0, most = 0, done = 0;
  await inParallel(7, 3, async () => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    done++;
  });
  assertEquals([most, done], [3, 7]);
  let tried = 0;
  await assertRejects(() => inParallel(50, 2, () => Promise.reject(new Error(`no ${++tried}`))), Error, "no 1");
  assertEquals(tried, 2);
});

Deno.test("ticks() are round and reach the largest value", () => {
  assertEquals(ticks(100), [0, 20, 40, 60, 80, 100]);
  assertEquals(ticks(0.7), [0, 0.2, 0.4, 0.6, 0.8]);
  assertEquals(ticks(9321).at(-1), 10000);
});

Deno.test("densityText() and chartsSvg() show each runtime's growth", () => {
  const samples = Array.from({ length: 11 }, (_, pods) => ({ pods, seconds: pods * 0.5, memoryMiB: pods * 90 }));
  const text = densityText([{ runtime: "husk", samples, removal: 3, leaks: ["mount /x"], own: 88 << 20 }]);
  assertEquals(
    text,
    "husk: 10 pods in 5.0 s (0.50 s more for each), 90.0 MiB of the machine's memory each (88.0 its processes' and its guest's), removed in 3.0 s, 1 things left\nleft: mount /x",
  );
  const lines = [{ name: "husk", points: samples.map(({ pods, seconds }) => ({ x: pods, y: seconds })) }];
  const svg = chartsSvg([{ title: "Time", xLabel: "pods", yLabel: "s", lines }]);
  assertMatch(svg, /^<svg [\s\S]*<polyline points="64\.0,276\.0 [\s\S]*>husk<\/text>[\s\S]*<\/svg>\n$/);
});
