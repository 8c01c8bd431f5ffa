import { assertEquals } from "@std/assert";
import { FakeGuest } from "../../tests/fakes/ring_driver.ts";
import { Balloon } from "./balloon.ts";
import { GuestFault } from "./guest_memory.ts";

const PAGE = 4096;

class BalloonGuest implements AsyncDisposable {
  readonly guest = new FakeGuest({ size: 8 << 20 });
  readonly device = new Balloon(this.guest.reactor);

  constructor() {
    // The upper half is touched, byte by byte.
    this.guest.memory.bytes.fill(7, 4 << 20);
    this.guest.activate(this.device);
  }

  /** KiB that the guest's memory takes of the host's, of those that were touched. */
  touched(): number {
    return Deno.statSync(`/proc/self/fd/${this.guest.memory.fd.number}`).blocks! / 2;
  }

  pages(...numbers: number[]): { address: number; length: number } {
    return this.guest.place(new Uint8Array(Uint32Array.from(numbers).buffer));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.guest[Symbol.asyncDispose]();
  }
}

Deno.test("Balloon gives the ranges that the guest reports back to the host", async () => {
  await using t = new BalloonGuest();
  const { queues, memory } = t.guest;
  queues[2]!.add(
    { address: 4 << 20, length: 1 << 20, writable: true },
    { address: 6 << 20, length: 2 * PAGE, writable: true },
  );
  const before = t.touched();
  assertEquals((await queues[2]!.used1()).length, 1);
  assertEquals(before - t.touched(), 1024 + 8);
  assertEquals([memory.bytes[4 << 20], memory.bytes[5 << 20], memory.bytes[6 << 20]], [0, 7, 0]);
  assertEquals(memory.bytes[(6 << 20) + 2 * PAGE], 7);
});

Deno.test("Balloon takes the pages that the guest names, in whatever order", async () => {
  await using t = new BalloonGuest();
  const { queues, memory } = t.guest;
  const before = t.touched();
  queues[0]!.add(t.pages(1030, 1025, 1026, 1024, 1026));
  await queues[0]!.used1();
  const filled = Array.from({ length: 8 }, (_, index) => memory.bytes[(1024 + index) * PAGE]);
  assertEquals(filled, [0, 0, 0, 7, 7, 7, 0, 7]);
  assertEquals(before - t.touched() <= 16, true); // the ring driver touches a page or so of its own
  queues[1]!.add(t.pages(1024));
  await queues[1]!.used1();
});

Deno.test("Balloon.resize() tells the guest what it should give, and learns what it gave", async () => {
  await using t = new BalloonGuest();
  t.device.resize(5 * PAGE + 1);
  assertEquals([t.guest.configChanges, t.device.config[0]], [1, 5]);
  t.device.writeConfig(4, new Uint8Array([3, 0, 0, 0]));
  t.device.writeConfig(0, new Uint8Array([9, 0, 0, 0])); // is not the driver's
  assertEquals([t.device.size, t.device.config[0]], [3 * PAGE, 5]);
  await t.device.reset();
  assertEquals(t.device.size, 0);
  t.guest.activate(t.device);
  assertEquals(t.guest.configChanges, 2);
});

for (
  const [name, lie] of Object.entries<(t: BalloonGuest) => void>({
    "a page that is not there": (t) => t.guest.queues[0]!.add(t.pages(0xffffffff)),
    "more pages than a request has": (t) => t.guest.queues[0]!.add(t.guest.place(new Uint8Array(4 * 4096 + 4))),
    "a part of a page as free": (t) => t.guest.queues[2]!.add({ address: PAGE + 8, length: PAGE, writable: true }),
  })
) {
  Deno.test(`Balloon tells of a guest that names ${name}`, async () => {
    await using t = new BalloonGuest();
    lie(t);
    assertEquals((await t.guest.failed).constructor, GuestFault);
  });
}
