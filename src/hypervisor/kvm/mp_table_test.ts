import { assertEquals } from "@std/assert";
import { DEVICE_LINES, MP_TABLE, MP_TABLE_END } from "./address_map.ts";
import { mpTable } from "./mp_table.ts";

const SIZES = [20, 8, 8, 8, 8];

/** The entries by their type, as a kernel walks them. */
function entries(bytes: Uint8Array): Uint8Array[][] {
  const view = new DataView(bytes.buffer);
  const found: Uint8Array[][] = [[], [], [], [], []];
  let at = 16 + 44;
  for (let left = view.getUint16(16 + 34, true); left > 0; left--) {
    const type = bytes[at]!;
    found[type]!.push(bytes.subarray(at, at + SIZES[type]!));
    at += SIZES[type]!;
  }
  assertEquals(at, bytes.length);
  assertEquals(view.getUint16(16 + 4, true), bytes.length - 16);
  return found;
}

const sum = (bytes: Uint8Array) => bytes.reduce((total, byte) => total + byte, 0) & 0xff;

Deno.test("mpTable() is found by its pointer, and both add up", () => {
  const table = mpTable(1);
  const view = new DataView(table.buffer);
  assertEquals(new TextDecoder().decode(table.subarray(0, 4)), "_MP_");
  assertEquals(view.getUint32(4, true), MP_TABLE + 16);
  assertEquals(sum(table.subarray(0, 16)), 0);
  assertEquals(new TextDecoder().decode(table.subarray(16, 20)), "PCMP");
  assertEquals(sum(table.subarray(16)), 0);
});

Deno.test("mpTable() has every processor, the first as the one that boots, and fits with 64", () => {
  for (const count of [1, 2, 64]) {
    const table = mpTable(count);
    const processors = entries(table)[0]!;
    assertEquals(processors.map((entry) => entry[1]), Array.from({ length: count }, (_, id) => id));
    assertEquals(processors.map((entry) => entry[3]), [3, ...new Array<number>(count - 1).fill(1)]);
    assertEquals(table.length <= MP_TABLE_END - MP_TABLE, true);
  }
});

Deno.test("mpTable() leads each device's line to the pin of its number, and the timer's to 2", () => {
  const found = entries(mpTable(4));
  const [ioApic] = found[2]!, lines = found[3];
  assertEquals(ioApic![1], 4);
  assertEquals(
    lines!.map((entry) => [entry[5], entry[6], entry[7]]),
    [[0, 4, 2], ...DEVICE_LINES.map((line) => [line, 4, line])],
  );
});
