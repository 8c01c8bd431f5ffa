import { assertEquals, assertThrows } from "@std/assert";
import { ByteBuffer } from "./byte_buffer.ts";

Deno.test("ByteBuffer gives back what was put in, in order, whatever the sizes", () => {
  const buffer = new ByteBuffer(10_000);
  let put = 0, taken = 0;
  for (let round = 0; round < 2000; round++) {
    const length = Math.min((round * 37) % 900, buffer.capacity - buffer.length);
    const place = buffer.grow(length);
    for (let index = 0; index < length; index++) place[index] = put++ % 251;
    const target = new Uint8Array((round * 53) % 1000);
    const count = buffer.take(target);
    for (let index = 0; index < count; index++) {
      if (target[index] !== taken++ % 251) throw new Error(`byte ${taken} is another`);
    }
    assertEquals(buffer.length, put - taken);
  }
});

Deno.test("ByteBuffer refuses what exceeds its capacity, and takes no harm", () => {
  const buffer = new ByteBuffer(5);
  buffer.grow(3).set([1, 2, 3]);
  assertThrows(() => buffer.grow(3), RangeError, "6 bytes");
  buffer.grow(2).set([4, 5]);
  const target = new Uint8Array(9);
  assertEquals([buffer.take(target), ...target.subarray(0, 5)], [5, 1, 2, 3, 4, 5]);
  assertEquals(buffer.take(target), 0);
});
