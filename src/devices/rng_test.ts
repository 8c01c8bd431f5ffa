import { assert, assertEquals } from "@std/assert";
import { FakeGuest } from "../../tests/fakes/ring_driver.ts";
import { GuestFault } from "./guest_memory.ts";
import { Rng } from "./rng.ts";

for (const hasEvents of [true, false]) {
  Deno.test(`Rng fills what the driver offers, again and again (event index: ${hasEvents})`, async () => {
    await using guest = new FakeGuest({ hasEvents });
    guest.activate(new Rng(guest.reactor));
    const [queue] = guest.queues;
    for (let round = 0; round < 20; round++) {
      const room = guest.room(64);
      const head = queue!.add(room);
      assertEquals(await queue!.used1(), [{ head, written: 64 }]);
      assert(new Set(guest.bytes(room)).size > 20);
    }
    assertEquals(guest.faults, []);
  });
}

Deno.test("Rng serves what was offered before it was activated, and gives a part of what is too much", async () => {
  await using guest = new FakeGuest();
  guest.activate(new Rng(guest.reactor), {
    before: ([queue]) => {
      queue!.add(guest.room(100_000));
      queue!.kick.read(new Uint8Array(8)); // the notification was lost
    },
  });
  assertEquals((await guest.queues[0]!.used1()).map(({ written }) => written), [512]);
});

Deno.test("Rng tells once that the guest lies, and serves no more", async () => {
  await using guest = new FakeGuest();
  guest.activate(new Rng(guest.reactor));
  const [queue] = guest.queues;
  queue!.descriptor(0, 1n << 60n, 10, 2, 0);
  queue!.offer(0);
  await guest.failed;
  queue!.offer(0);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(guest.faults.map((fault) => fault.constructor), [GuestFault]);
  assertEquals(queue!.takeUsed(), []);
});

Deno.test("Rng with rings outside of memory fails and does not throw", async () => {
  await using guest = new FakeGuest();
  guest.activate(new Rng(guest.reactor), { before: ([queue]) => Object.assign(queue!, { used: 2 ** 40 }) });
  assertEquals(guest.faults.length, 1);
});

Deno.test("Rng whose queue the driver has not set up does nothing", async () => {
  await using guest = new FakeGuest();
  guest.activate(new Rng(guest.reactor), { sizes: [] });
  assertEquals(guest.faults, []);
});

Deno.test("A driver that never stops leaves the event loop to others", async () => {
  await using guest = new FakeGuest();
  const device = new Rng(guest.reactor);
  guest.activate(device);
  const [queue] = guest.queues;
  // Each interrupt is answered at once with a new request, as another processor of the guest's would.
  let served = 0;
  const room = guest.room(8);
  const write = queue!.call.write.bind(queue!.call);
  queue!.call.write = (data) => {
    served += queue!.takeUsed().length;
    for (let count = 0; count < 8; count++) queue!.add(room);
    return write(data);
  };
  for (let count = 0; count < 8; count++) queue!.add(room);
  while (served < 64) await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(guest.faults, []);
});
