import { assert, assertEquals } from "@std/assert";
import { Reactor } from "./reactor.ts";
import { TimerFd } from "./timer_fd.ts";

const openTimers = () =>
  [...Deno.readDirSync("/proc/self/fd")].filter(({ name }) => {
    try {
      return Deno.readLinkSync(`/proc/self/fd/${name}`) === "anon_inode:[timerfd]";
    } catch {
      return false; // the folder's own
    }
  }).length;

Deno.test("TimerFd fires in the order of the times, no sooner, and holds nothing afterwards", async () => {
  const reactor = new Reactor();
  const timers = new TimerFd(reactor);
  const before = openTimers();
  const fired: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const started = performance.now();
  timers.setTimeout(() => (fired.push("last"), resolve()), 400); // so late that no stall brings it before the third
  timers.setTimeout(() => fired.push("second"), 30);
  timers.setTimeout(() => timers.setTimeout(() => fired.push("third"), 10), 30);
  timers.setTimeout(() => fired.push("first"), 0);
  assertEquals(openTimers(), before + 1);
  await promise;
  assert(performance.now() - started > 399);
  assertEquals(fired, ["first", "second", "third", "last"]);
  await reactor.idle();
  assertEquals(openTimers(), before);
});

Deno.test("TimerFd forgets what is cleared, from a callback too", async () => {
  const reactor = new Reactor();
  const timers = new TimerFd(reactor);
  const fired: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const never = timers.setTimeout(() => fired.push("never"), 5);
  const other = timers.setTimeout(() => fired.push("other"), 20);
  timers.clearTimeout(never);
  timers.clearTimeout(never);
  timers.setTimeout(() => timers.clearTimeout(other), 15);
  timers.setTimeout(resolve, 40);
  await promise;
  timers.clearTimeout(timers.setTimeout(() => fired.push("alone"), 1000));
  await reactor.idle();
  assertEquals(fired, []);
  assertEquals(openTimers(), 0);
});

Deno.test("TimerFd goes on after a callback that throws", async () => {
  const reactor = new Reactor();
  const timers = new TimerFd(reactor);
  const told = Promise.withResolvers<unknown>();
  const listener = (event: ErrorEvent) => {
    event.preventDefault();
    told.resolve(event.error.message);
  };
  globalThis.addEventListener("error", listener);
  const { promise, resolve } = Promise.withResolvers<void>();
  timers.setTimeout(() => {
    throw new Error("of the callback");
  }, 1);
  timers.setTimeout(resolve, 10);
  await promise;
  assertEquals(await told.promise, "of the callback");
  globalThis.removeEventListener("error", listener);
  await reactor.idle();
});
