import { assertEquals } from "@std/assert";
import type { Native } from "./native.ts";
import { OomWatch } from "./oom_watch.ts";

/** memory.events of one container, and the calls of a client that asks for events. */
function fakeGuest() {
  let kills = 0;
  let changed = () => {};
  const native: Partial<Native> = {
    readFile: () => `oom_kill ${kills}\n`,
    open: () => 7,
    close: () => {},
    readAgain: () => `low 0\noom ${kills}\noom_kill ${kills}\n`,
    watch: (_fd, _events, callback) => changed = () => callback(0),
  };
  const oom = new OomWatch(native as Native);
  oom.add("c", "/sys/fs/cgroup/c");
  return {
    oom,
    kill: () => kills++,
    raise: () => changed(),
    /** A call to the agent: its answer goes out when the caller says so. */
    ask() {
      const actions: (() => void)[] = [];
      const signal = { aborted: false, reason: undefined, addEventListener: () => {}, removeEventListener: () => {} };
      const answer = oom.next({ signal, afterAnswer: (action) => actions.push(action) });
      return { answer, sent: () => actions.forEach((action) => action()), lose: () => signal.aborted = true };
    },
  };
}

Deno.test("OomWatch.next() tells of each kill once, and keeps one that comes while nobody asks", async () => {
  const guest = fakeGuest();
  const first = guest.ask();
  guest.kill();
  guest.raise();
  assertEquals(await first.answer, "c");
  guest.raise(); // another figure of memory.events has changed
  guest.kill();
  guest.raise();
  assertEquals(await guest.ask().answer, "c");
});

Deno.test("OomWatch.told() waits until the event of a kill is out, though the kernel has raised none yet", async () => {
  const guest = fakeGuest();
  const call = guest.ask();
  await guest.oom.told("c");
  guest.kill();
  let isTold = false;
  const told = guest.oom.told("c").then(() => isTold = true);
  assertEquals(await call.answer, "c");
  assertEquals(isTold, false);
  call.sent();
  await told;
});

Deno.test("OomWatch.told() waits for nobody where nobody has ever asked for events", async () => {
  const guest = fakeGuest();
  guest.kill();
  await guest.oom.told("c");
});

Deno.test("OomWatch.next() gives no event to a caller that is gone", async () => {
  const guest = fakeGuest();
  const lost = guest.ask();
  lost.lose();
  guest.kill();
  guest.raise();
  assertEquals(await guest.ask().answer, "c");
});
