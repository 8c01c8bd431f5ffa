import { assert, assertEquals } from "@std/assert";
import { memoryFileBytes, privateDirty, voluntarySwitches, wakeUpsBetween } from "./process_memory.ts";

Deno.test("wakeUpsBetween() compares thread by thread", () => {
  const before = new Map([[1, 10], [2, 500], [3, 7]]);
  const after = new Map([[1, 12], [3, 7], [4, 3]]);
  assertEquals(wakeUpsBetween(before, after), 5);
});

Deno.test("privateDirty(), memoryFileBytes() and voluntarySwitches() read this process", () => {
  assert(privateDirty(Deno.pid) > 1e6);
  assertEquals(memoryFileBytes(Deno.pid), 0);
  const switches = voluntarySwitches(Deno.pid);
  assert(switches.size > 1 && switches.has(Deno.pid));
});
