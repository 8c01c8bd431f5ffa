import { assert, assertEquals } from "@std/assert";
import {
  memoryFileBytes,
  privateDirty,
  threadsWokenSince,
  voluntarySwitches,
  wakeUpsBetween,
} from "./process_memory.ts";

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

Deno.test("threadsWokenSince() names a thread that slept meanwhile, with how often, and none that did not", async () => {
  const child = new Deno.Command("sh", {
    args: ["-c", "while read -r _; do echo; done"],
    stdin: "piped",
    stdout: "piped",
  })
    .spawn();
  const [writer, reader] = [child.stdin.getWriter(), child.stdout.getReader()];
  const turn = async () => {
    await writer.write(new Uint8Array([10]));
    await reader.read();
  };
  await turn();
  const before = voluntarySwitches(child.pid);
  for (let times = 0; times < 20; times++) await turn();
  assertEquals(threadsWokenSince(child.pid, before).map((line) => /^sh: [1-9]\d*$/.test(line)), [true]);
  await writer.close();
  await reader.cancel();
  await child.status;
  assertEquals(threadsWokenSince(Deno.pid, voluntarySwitches(Deno.pid)).filter((line) => line.endsWith(": 0")), []);
});
