import { assertEquals } from "@std/assert";
import { Pacer } from "./pacer.ts";

Deno.test("Pacer.delay() holds back a flow of small answers only", () => {
  const pacer = new Pacer();
  for (let i = 0; i < 8; i++) {
    assertEquals(pacer.delay(i), 0, `answer ${i}`);
    pacer.answered(100, i);
  }
  assertEquals(pacer.delay(8), 2);
  pacer.answered(64 << 10, 8);
  assertEquals(pacer.delay(9), 0);
});

Deno.test("Pacer.delay() lets what comes now and then go at once", () => {
  const pacer = new Pacer();
  for (let i = 0; i < 100; i++) {
    assertEquals(pacer.delay(i * 20), 0);
    pacer.answered(10, i * 20);
  }
});
