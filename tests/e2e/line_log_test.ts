import { assertEquals, assertRejects } from "@std/assert";
import { LineLog } from "./line_log.ts";

Deno.test("LineLog.wait() finds lines of before and after the call, from the mark on", async () => {
  const log = new LineLog();
  log.push("a 1");
  const mark = log.mark();
  log.push("a 2");
  assertEquals(await log.wait((line) => line.startsWith("a")), "a 1");
  assertEquals(await log.wait((line) => line.startsWith("a"), { from: mark }), "a 2");
  const later = log.wait((line) => line.startsWith("b"));
  log.push("c");
  log.push("b");
  assertEquals(await later, "b");
});

Deno.test("LineLog.wait() rejects at its deadline and quotes what came instead", async () => {
  const log = new LineLog();
  log.push("something else");
  await assertRejects(() => log.wait(() => false, { timeout: 10, what: "a miracle" }), Error, "a miracle");
  await assertRejects(() => log.wait(() => false, { timeout: 10 }), Error, "something else");
});

Deno.test("LineLog.follow() joins lines that arrive in pieces", async () => {
  const log = new LineLog();
  const pieces = ["one\ntw", "o\n", "\nlast"].map((text) => new TextEncoder().encode(text));
  await log.follow(ReadableStream.from(pieces));
  assertEquals(log.since(0), ["one", "two", "", "last"]);
});
