import { assertEquals } from "@std/assert";
import { Code } from "../../src/util/errors.ts";
import { crunCode, crunMessage } from "./crun.ts";

Deno.test("crunMessage() makes one line of crun's log", () => {
  assertEquals(crunMessage("first: x\n\n  second\n"), "first: x; second");
  assertEquals(crunMessage(""), "");
});

Deno.test("crunCode() knows what a caller can do something about", () => {
  assertEquals(crunCode("executable file `x` not found in $PATH: No such file or directory"), Code.NOT_FOUND);
  assertEquals(crunCode("error loading config.json"), Code.INVALID_ARGUMENT);
  assertEquals(crunCode("mount `proc` to `proc`: Operation not permitted"), Code.INTERNAL);
});
