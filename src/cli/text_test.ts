import { assertEquals } from "@std/assert";
import { age, megabytes, oneLine, table } from "./text.ts";

Deno.test("table() lines columns up, numbers to the right", () => {
  assertEquals(table(["A", "N >"], [["long", "1"], ["x", "200"]]), "A       N\nlong    1\nx     200");
  assertEquals(table(["A", "B"], []), "A  B");
});

Deno.test("oneLine() lets no control character through", () => {
  assertEquals(oneLine("a\x1b[2Jb\nc\x9bd"), "a?[2Jb?c?d");
});

Deno.test("age() and megabytes() are short", () => {
  assertEquals([0, 59.9, 187, 18_120, 1_000_000].map(age), ["0s", "59s", "3m7s", "5h2m", "11d"]);
  assertEquals(megabytes(15_249_000), "15.2 MB");
});
