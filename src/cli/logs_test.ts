import { assertEquals } from "@std/assert";
import { withoutControls } from "./logs.ts";

Deno.test("withoutControls() takes a terminal's controls out of a guest's log", () => {
  const clean = withoutControls(new TextEncoder().encode("a\x1b[31mb\r\n\tc\x07\x7f"));
  assertEquals(new TextDecoder().decode(clean), "a[31mb\n\tc");
});
