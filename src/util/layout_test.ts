import { assertEquals, assertThrows } from "@std/assert";
import { defineLayout } from "./layout.ts";

const pair = defineLayout("struct pair", "pair.h", 12, { count: [0, "u32"], address: [4, "u64"] });

Deno.test("Layout reads and writes fields of the n-th structure of an array", () => {
  const view = new DataView(new ArrayBuffer(2 * pair.size));
  pair.set.count(view, pair.size, 0xfffffffe);
  pair.set.address(view, pair.size, 0x1122334455667788n);
  assertEquals(pair.get.count(view, pair.size), 0xfffffffe);
  assertEquals(pair.get.address(view, pair.size), 0x1122334455667788n);
  assertEquals([...new Uint8Array(view.buffer, 12, 5)], [0xfe, 0xff, 0xff, 0xff, 0x88]);
  assertEquals(pair.get.count(view, 0), 0);
});

Deno.test("Layout refuses to read past the end", () => {
  assertThrows(() => pair.get.address(new DataView(new ArrayBuffer(8)), 0), RangeError);
});
