import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { PlaceholderThread } from "./placeholder_thread.ts";

Deno.test("PlaceholderThread has a number of its own, with our namespaces below it", () => {
  const first = new PlaceholderThread();
  const second = new PlaceholderThread();
  assertNotEquals(first.tid, second.tid);
  for (const { tid } of [first, second]) {
    assertNotEquals(tid, Deno.pid);
    assertEquals(Deno.readLinkSync(`/proc/${tid}/ns/net`), Deno.readLinkSync("/proc/self/ns/net"));
    assert(Deno.readTextFileSync(`/proc/${tid}/status`).includes(`Tgid:\t${Deno.pid}\n`));
  }
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  assertThrows(() => Deno.statSync(`/proc/self/task/${first.tid}`), Deno.errors.NotFound);
  second[Symbol.dispose]();
});
