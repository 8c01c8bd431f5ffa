import { assert } from "@std/assert";
import { backendCases } from "./cases.ts";

Deno.test("backendCases names end-to-end cases that there are", () => {
  assert(backendCases.length > 0);
});
