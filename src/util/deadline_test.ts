import { assertEquals, assertRejects } from "@std/assert";
import { StatusError } from "./errors.ts";
import { within } from "./deadline.ts";

Deno.test("within() passes a value that comes in time", async () => {
  assertEquals(await within(Promise.resolve(3), 1000, "a value"), 3);
});

Deno.test("within() rejects by name when the time is over", async () => {
  const never = new Promise<void>(() => {});
  await assertRejects(() => within(never, 5, "the agent's answer"), StatusError, "the agent's answer");
});
