import { assertEquals, assertThrows } from "@std/assert";
import { FakeGuest, RingDriver } from "../../tests/fakes/ring_driver.ts";
import { Chain } from "./chain.ts";
import { GuestFault } from "./guest_memory.ts";
import { Queue } from "./queue.ts";

const NEXT = 1, WRITE = 2, INDIRECT = 4;

function setUp(size = 8, hasEvents = true) {
  const guest = new FakeGuest({ hasEvents });
  const driver = new RingDriver(guest, size);
  const stack = new AsyncDisposableStack();
  stack.use(guest);
  stack.use(driver);
  const queue = new Queue(guest.memory, driver, hasEvents);
  const chain = new Chain(guest.memory, size);
  return { guest, driver, queue, chain, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

Deno.test("Queue.pop() gives a chain's segments, Queue.push() gives it back with what was written", async () => {
  await using t = setUp();
  const request = t.guest.place(new TextEncoder().encode("hello"));
  const answer = t.guest.room(6);
  const head = t.driver.add(request, answer);
  assertEquals(t.queue.pop(t.chain), true);
  assertEquals([t.chain.head, t.chain.count, t.chain.readable], [head, 2, 1]);
  assertEquals([t.chain.readableBytes, t.chain.writableBytes], [5, 6]);
  const read = new Uint8Array(10);
  assertEquals(t.chain.read(read), 5);
  assertEquals(new TextDecoder().decode(read.subarray(0, 5)), "hello");
  assertEquals(t.chain.write(new TextEncoder().encode("goodbye")), 6);
  t.queue.push(head, 6);
  assertEquals(t.driver.takeUsed(), []); // not before it is published
  t.queue.publish();
  assertEquals(t.driver.takeUsed(), [{ head, written: 6 }]);
  assertEquals(new TextDecoder().decode(t.guest.bytes(answer)), "goodby");
  assertEquals(t.queue.pop(t.chain), false);
});

Deno.test("Chain.read() and write() begin anywhere and cross segments", async () => {
  await using t = setUp();
  const parts = ["abc", "d", "efgh"].map((text) => t.guest.place(new TextEncoder().encode(text)));
  const rooms = [t.guest.room(2), t.guest.room(3)];
  t.driver.add(...parts, ...rooms);
  t.queue.pop(t.chain);
  for (let skip = 0; skip <= 9; skip++) {
    const target = new Uint8Array(3);
    const count = t.chain.read(target, skip);
    assertEquals(new TextDecoder().decode(target.subarray(0, count)), "abcdefgh".slice(skip, skip + 3));
  }
  assertEquals(t.chain.write(new Uint8Array([1, 2]), 1), 2);
  assertEquals(t.chain.write(new Uint8Array([3, 4, 5]), 3), 2);
  assertEquals(rooms.map((room) => [...t.guest.bytes(room)]), [[0, 1], [2, 3, 4]]);
});

for (const hasEvents of [true, false]) {
  Deno.test(`Queue goes round its ring, and the 16-bit index round too (event index: ${hasEvents})`, async () => {
    await using t = setUp(4, hasEvents);
    const segment = t.guest.place(new Uint8Array(1));
    for (let round = 0; round < 70_000; round++) {
      const head = t.driver.add(segment);
      if (!t.queue.pop(t.chain) || t.chain.head !== head) throw new Error(`round ${round}: not what was offered`);
      t.queue.push(head, 0);
      if (t.queue.publish() !== true) throw new Error(`round ${round}: no interrupt`);
      if (t.queue.listen()) throw new Error(`round ${round}: nothing has come`);
      if (t.driver.takeUsed().length !== 1) throw new Error(`round ${round}: not given back`);
    }
    assertEquals(t.queue.taken, 0);
  });
}

Deno.test("Queue.publish() interrupts once for what the driver has not asked about yet", async () => {
  await using t = setUp();
  const give = () => {
    t.driver.add(t.guest.place(new Uint8Array(1)));
    t.queue.pop(t.chain);
    t.queue.push(t.chain.head, 0);
    return t.queue.publish();
  };
  assertEquals([give(), give(), give()], [true, false, false]);
  t.driver.takeUsed();
  assertEquals([give(), give()], [true, false]);
  assertEquals(t.queue.publish(), false);
});

Deno.test("Queue.publish() heeds NO_INTERRUPT where there is no event index", async () => {
  await using t = setUp(8, false);
  t.guest.view.setUint16(t.driver.available, 1, true);
  t.driver.add(t.guest.place(new Uint8Array(1)));
  t.queue.pop(t.chain);
  t.queue.push(t.chain.head, 0);
  assertEquals(t.queue.publish(), false);
});

Deno.test("Queue.listen() sees what came after the last pop()", async () => {
  await using t = setUp();
  assertEquals(t.queue.listen(), false);
  t.driver.add(t.guest.place(new Uint8Array(1)));
  assertEquals(t.queue.listen(), true);
});

Deno.test("Queue.unpop() makes the chain come again", async () => {
  await using t = setUp();
  const heads = [t.driver.add(t.guest.room(1)), t.driver.add(t.guest.room(1))];
  t.queue.pop(t.chain);
  t.queue.pop(t.chain);
  t.queue.unpop();
  assertEquals(t.queue.taken, 1);
  t.queue.pop(t.chain);
  assertEquals(t.chain.head, heads[1]);
});

type Lie = (t: ReturnType<typeof setUp>) => void;
const lies: Record<string, [lie: Lie, message: string]> = {
  "a chain that is a loop": [({ driver }) => {
    driver.descriptor(0, 4096n, 1, NEXT, 1);
    driver.descriptor(1, 4096n, 1, NEXT, 0);
    driver.offer(0);
  }, "loop"],
  "a descriptor that follows itself": [({ driver }) => {
    driver.descriptor(3, 4096n, 1, NEXT, 3);
    driver.offer(3);
  }, "loop"],
  "a head that does not exist": [({ driver }) => driver.offer(8), "descriptor 8 of 8"],
  "a next that does not exist": [({ driver }) => {
    driver.descriptor(0, 4096n, 1, NEXT, 65535);
    driver.offer(0);
  }, "descriptor 65535"],
  "an address outside of memory": [({ driver }) => {
    driver.descriptor(0, 1n << 40n, 1, 0, 0);
    driver.offer(0);
  }, "no memory"],
  "an address that wraps round": [({ driver }) => {
    driver.descriptor(0, 0xffffffffffffffffn, 2, 0, 0);
    driver.offer(0);
  }, "no memory"],
  "a length past the end of memory": [({ driver }) => {
    driver.descriptor(0, 4096n, 0xffffffff, WRITE, 0);
    driver.offer(0);
  }, "no memory"],
  "an empty descriptor": [({ driver }) => {
    driver.descriptor(0, 4096n, 0, 0, 0);
    driver.offer(0);
  }, "empty"],
  "a readable descriptor after a writable one": [({ driver }) => {
    driver.descriptor(0, 4096n, 1, NEXT | WRITE, 1);
    driver.descriptor(1, 4096n, 1, 0, 0);
    driver.offer(0);
  }, "follows"],
  "an indirect table, which was not offered": [({ driver }) => {
    driver.descriptor(0, 4096n, 16, INDIRECT, 0);
    driver.offer(0);
  }, "flags 4"],
  "an index that jumps": [({ driver }) => driver.setAvailableIndex(9), "jumps by 9 of 8"],
  "an index that goes back": [({ driver }) => driver.setAvailableIndex(65535), "jumps by 65535"],
};
for (const [name, [lie, message]] of Object.entries(lies)) {
  Deno.test(`Queue.pop() refuses ${name}`, async () => {
    await using t = setUp();
    lie(t);
    assertThrows(() => t.queue.pop(t.chain), GuestFault, message);
  });
}

Deno.test("Queue.pop() refuses more chains under way than there are entries", async () => {
  await using t = setUp();
  t.driver.descriptor(0, 4096n, 1, 0, 0);
  for (let round = 0; round < 8; round++) {
    t.driver.offer(0);
    t.queue.pop(t.chain);
  }
  t.driver.offer(0);
  assertThrows(() => t.queue.pop(t.chain), GuestFault, "8 chains are under way");
});

Deno.test("Queue refuses a chain of more than 4 GiB", async () => {
  const guest = new FakeGuest({ size: 2 ** 32 });
  await using _ = guest;
  using driver = new RingDriver(guest, 8);
  const queue = new Queue(guest.memory, driver, true);
  for (let index = 0; index < 3; index++) driver.descriptor(index, 0n, 0x80000000, index < 2 ? NEXT : 0, index + 1);
  driver.offer(0);
  assertThrows(() => queue.pop(new Chain(guest.memory, 8)), GuestFault, "4 GiB");
});

Deno.test("Chain.add() refuses more descriptors than its device takes", async () => {
  await using t = setUp();
  const segment = t.guest.place(new Uint8Array(1));
  t.driver.add(segment, segment, segment);
  assertThrows(() => t.queue.pop(new Chain(t.guest.memory, 2)), GuestFault, "more than 2");
});

Deno.test("Queue refuses rings outside of memory, out of line, or of an impossible size", async () => {
  await using t = setUp();
  const good = { size: 8, descriptors: 0x1000, available: 0x2000, used: 0x3000 };
  const { memory } = t.guest;
  new Queue(memory, good, true);
  const end = memory.bytes.length;
  const bad = [
    { size: 0 },
    { size: 3 },
    { size: 65536 },
    { size: NaN },
    { descriptors: 0x1008 },
    { available: 0x2001 },
    { used: 0x3002 },
    { descriptors: end - 112 },
    { available: end - 20 },
    { used: end - 68 },
    { used: 2 ** 52 },
  ];
  for (const wrong of bad) {
    assertThrows(() => new Queue(memory, { ...good, ...wrong }, true), GuestFault, undefined, JSON.stringify(wrong));
  }
  new Queue(memory, { ...good, available: end - 22 }, true);
});
