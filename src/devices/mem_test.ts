import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FakeGuest } from "../../tests/fakes/ring_driver.ts";
import { GuestFault } from "./guest_memory.ts";
import { Mem } from "./mem.ts";

const BLOCK = 2 << 20, BASE = 8 << 20, SIZE = 16 << 20;
const PLUG = 0, UNPLUG = 1, UNPLUG_ALL = 2, STATE = 3;
const ACK = 0, NACK = 1, ERROR = 3;
const PLUGGED = 0, UNPLUGGED = 1, MIXED = 2;
const FOREVER = new AbortController().signal;

/** A guest with 8 MiB and a region of 16 MiB above that can be plugged. */
class MemGuest implements AsyncDisposable {
  readonly guest = new FakeGuest({ size: BASE + SIZE });
  readonly device = new Mem(this.guest.reactor, { guestAddress: BASE, size: SIZE });

  async request(
    type: number,
    block = 0,
    count = 1,
    address = BASE + block * BLOCK,
  ): Promise<[answer: number, state: number]> {
    const request = new DataView(new ArrayBuffer(24));
    request.setUint16(0, type, true);
    request.setBigUint64(8, BigInt(address), true);
    request.setUint16(16, count, true);
    const answer = this.guest.room(10);
    this.guest.queues[0]!.add(this.guest.place(new Uint8Array(request.buffer)), answer);
    await this.guest.queues[0]!.used1();
    const view = new DataView(this.guest.bytes(answer).buffer);
    return [view.getUint16(0, true), view.getUint16(8, true)];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.device[Symbol.dispose]();
    await this.guest[Symbol.asyncDispose]();
  }
}

Deno.test("Mem plugs what was asked for and no more, and says when it is there", async () => {
  await using t = new MemGuest();
  t.guest.activate(t.device);
  assertEquals(await t.request(PLUG), [NACK, 0]);
  const resized = t.device.resize(3 * BLOCK - 5, FOREVER);
  assertEquals(t.guest.configChanges, 1);
  assertEquals(await t.request(PLUG, 0, 2), [ACK, 0]);
  assertEquals(await t.request(PLUG, 2, 2), [NACK, 0]);
  assertEquals(await t.request(PLUG, 5), [ACK, 0]);
  await resized;
  assertEquals(t.device.size, 3 * BLOCK);
  assertEquals(await t.request(STATE, 0, 2), [ACK, PLUGGED]);
  assertEquals(await t.request(STATE, 1, 2), [ACK, MIXED]);
  assertEquals(await t.request(STATE, 6, 2), [ACK, UNPLUGGED]);
});

Deno.test("Mem gives what is unplugged back to the host", async () => {
  await using t = new MemGuest();
  t.guest.activate(t.device);
  t.device.resize(2 * BLOCK, FOREVER);
  await t.request(PLUG, 1, 2);
  t.guest.memory.bytes.fill(9, BASE + BLOCK, BASE + 3 * BLOCK);
  const blocks = () => Deno.statSync(`/proc/self/fd/${t.guest.memory.fd.number}`).blocks! * 512;
  const before = blocks();
  const shrunk = t.device.resize(BLOCK, FOREVER);
  assertEquals(await t.request(UNPLUG, 1), [ACK, 0]);
  await shrunk;
  assertEquals(before - blocks(), BLOCK);
  assertEquals([t.guest.memory.bytes[BASE + BLOCK], t.guest.memory.bytes[BASE + 2 * BLOCK]], [0, 9]);
  assertEquals(await t.request(UNPLUG_ALL), [ACK, 0]);
  assertEquals([t.device.size, t.guest.memory.bytes[BASE + 2 * BLOCK]], [0, 0]);
});

Deno.test("Mem refuses what is not a block of its own in the right state", async () => {
  await using t = new MemGuest();
  t.guest.activate(t.device);
  t.device.resize(SIZE, FOREVER).catch(() => {});
  await t.request(PLUG, 0);
  assertEquals(await t.request(PLUG, 0), [ERROR, 0]); // plugged already
  assertEquals(await t.request(UNPLUG, 1), [ERROR, 0]); // never plugged
  assertEquals(await t.request(UNPLUG, 0, 2), [ERROR, 0]); // in part
  assertEquals(await t.request(PLUG, 7, 2), [ERROR, 0]); // past the end
  assertEquals(await t.request(PLUG, 1, 0), [ERROR, 0]);
  assertEquals(await t.request(PLUG, 0, 1, BASE - BLOCK), [ERROR, 0]);
  assertEquals(await t.request(PLUG, 0, 1, BASE + 4096), [ERROR, 0]);
  assertEquals(await t.request(STATE, 0, 1, 2 ** 63), [ERROR, 0]);
  assertEquals(await t.request(77), [ERROR, 0]);
  assertEquals([t.device.size, t.guest.faults], [BLOCK, []]);
});

Deno.test("Mem.resize() before the driver is there is told when it comes; a later call and the end take its place", async () => {
  await using t = new MemGuest();
  const first = assertRejects(() => t.device.resize(BLOCK, FOREVER), Error, "Another size");
  const second = assertRejects(() => t.device.resize(2 * BLOCK, FOREVER), Error, "has ended");
  await first;
  t.guest.activate(t.device);
  assertEquals(t.guest.configChanges, 1);
  t.device[Symbol.dispose]();
  await second;
  assertThrows(() => t.device.resize(SIZE + 1, FOREVER), Error, "16 MiB");
  const abort = new AbortController();
  const third = assertRejects(() => t.device.resize(BLOCK, abort.signal), Error, "no time");
  abort.abort(new Error("no time"));
  await third;
  await t.device.resize(0, FOREVER);
});

for (const [name, lengths] of Object.entries({ "too short": [23, 10], "without a place for its answer": [24, 9] })) {
  Deno.test(`Mem tells of a request ${name}`, async () => {
    await using t = new MemGuest();
    t.guest.activate(t.device);
    t.guest.queues[0]!.add(t.guest.place(new Uint8Array(lengths[0]!)), t.guest.room(lengths[1]!));
    assertEquals((await t.guest.failed).constructor, GuestFault);
  });
}
