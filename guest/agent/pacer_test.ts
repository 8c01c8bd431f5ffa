import { assertEquals } from "@std/assert";
import { Pacer } from "./pacer.ts";

/** A pacer that has seen eight small answers, the last at 8 ms. */
function flowing(): Pacer {
  const pacer = new Pacer();
  for (let i = 1; i <= 8; i++) {
    assertEquals(pacer.delay(i), 0, `answer ${i}`);
    pacer.answered(100, true, i);
  }
  return pacer;
}

Deno.test("Pacer.delay() holds a flow of small answers back, also when that has made them large", () => {
  const pacer = flowing();
  assertEquals(pacer.delay(9), 2);
  pacer.answered(64 << 10, true, 12);
  assertEquals(pacer.delay(13), 2);
});

Deno.test("Pacer.delay() lets a reader catch up who has left something", () => {
  const pacer = flowing();
  pacer.answered(64 << 10, false, 9);
  assertEquals(pacer.delay(10), 0);
});

Deno.test("Pacer.delay() lets what comes now and then go at once", () => {
  const pacer = flowing();
  assertEquals(pacer.delay(100), 0);
  for (let i = 3; i < 100; i++) {
    assertEquals(pacer.delay(i * 40), 0);
    pacer.answered(10, true, i * 40);
  }
});
