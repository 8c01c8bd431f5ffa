import { assertEquals, assertRejects } from "@std/assert";
import { AsyncQueue } from "./async_queue.ts";

Deno.test("AsyncQueue.run() keeps the order of its tasks", async () => {
  const queue = new AsyncQueue();
  const order: number[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue.run(async () => {
    await gate.promise;
    order.push(1);
  });
  const second = queue.run(() => Promise.resolve(order.push(2)));
  gate.resolve();
  await Promise.all([first, second]);
  assertEquals(order, [1, 2]);
});

Deno.test("AsyncQueue.run() goes on after a task that failed", async () => {
  const queue = new AsyncQueue();
  const failed = queue.run(() => Promise.reject(new Error("no")));
  const next = queue.run(() => Promise.resolve(7));
  await assertRejects(() => failed, Error, "no");
  assertEquals(await next, 7);
});
