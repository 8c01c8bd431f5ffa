import { assert, assertEquals, assertRejects } from "@std/assert";
import { FakeGuest, type Segment } from "../../tests/fakes/ring_driver.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { GuestFault } from "./guest_memory.ts";
import { Vsock } from "./vsock.ts";
import type { VsockConnection } from "./vsock_connection.ts";

const REQUEST = 1, RESPONSE = 2, RST = 3, SHUTDOWN = 4, RW = 5, CREDIT_UPDATE = 6, CREDIT_REQUEST = 7;
const HEADER = 44, CID = 7, BUFFER = 128 << 10;
const FOREVER = new AbortController().signal;

interface Packet {
  operation: number;
  guestPort: number;
  hostPort: number;
  data?: Uint8Array;
  type?: number;
  flags?: number;
  allocated?: number;
  forwarded?: number;
  source?: number;
  length?: number;
}

/** The guest's end: packets written and read by the specification's numbers (virtio 1.2 §5.10.6). */
class VsockGuest implements AsyncDisposable {
  readonly guest = new FakeGuest({ size: 16 << 20 });
  readonly device = new Vsock(this.guest.reactor, CID);
  #rooms = new Map<number, Segment>();
  #spare: Segment[] = [];
  #seen: Required<Packet>[] = [];

  activate(buffers = 16): void {
    this.guest.activate(this.device);
    this.addBuffers(buffers);
  }

  addBuffers(count: number): void {
    for (let index = 0; index < count; index++) {
      const room = this.#spare.pop() ?? this.guest.room(4096);
      this.#rooms.set(this.guest.queues[0]!.add(room), room);
    }
  }

  send(packet: Packet): void {
    const data = packet.data ?? new Uint8Array();
    const bytes = new Uint8Array(HEADER + data.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, packet.source ?? CID, true);
    view.setUint32(8, 2, true);
    view.setUint32(16, packet.guestPort, true);
    view.setUint32(20, packet.hostPort, true);
    view.setUint32(24, packet.length ?? data.length, true);
    view.setUint16(28, packet.type ?? 1, true);
    view.setUint16(30, packet.operation, true);
    view.setUint32(32, packet.flags ?? 0, true);
    view.setUint32(36, packet.allocated ?? 1 << 20, true);
    view.setUint32(40, packet.forwarded ?? 0, true);
    bytes.set(data, HEADER);
    const queue = this.guest.queues[1]!;
    queue.takeUsed();
    queue.add(this.guest.place(bytes));
  }

  /** The next packet of the host's; its buffer is offered again. */
  async next(): Promise<Required<Packet>> {
    while (this.#seen.length === 0) {
      const found = await this.guest.queues[0]!.used1();
      for (const { head, written } of found) {
        const room = this.#rooms.get(head)!;
        const bytes = this.guest.bytes(room, written);
        const view = new DataView(bytes.buffer);
        assertEquals([view.getUint32(0, true), view.getUint32(8, true)], [2, CID]);
        this.#seen.push({
          operation: view.getUint16(30, true),
          hostPort: view.getUint32(16, true),
          guestPort: view.getUint32(20, true),
          length: view.getUint32(24, true),
          type: view.getUint16(28, true),
          flags: view.getUint32(32, true),
          allocated: view.getUint32(36, true),
          forwarded: view.getUint32(40, true),
          source: 2,
          data: bytes.slice(HEADER),
        });
        this.#rooms.delete(head);
        this.#spare.push(room);
      }
      this.addBuffers(found.length);
    }
    return this.#seen.shift()!;
  }

  /** Once the host has taken all that was sent. */
  async taken(): Promise<void> {
    const queue = this.guest.queues[1]!;
    queue.takeUsed();
    while (queue.free < queue.size) await queue.used1();
  }

  /** A connection that the host has dialed to `port` of the guest, and the host's port. */
  async connect(
    port = 1024,
    allocated = 1 << 20,
  ): Promise<{ channel: VsockConnection; guestPort: number; hostPort: number }> {
    const dialing = this.device.dial(port, FOREVER);
    const { operation, guestPort, hostPort, type, allocated: ours } = await this.next();
    assertEquals([operation, guestPort, type, ours], [REQUEST, port, 1, BUFFER]);
    this.send({ operation: RESPONSE, guestPort, hostPort, allocated });
    return { channel: await dialing, guestPort, hostPort };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    assertEquals(this.guest.faults, []);
    await this.guest[Symbol.asyncDispose]();
  }
}

const bytes = (text: string) => new TextEncoder().encode(text);
async function readText(channel: ByteChannel, length = 100): Promise<string | null> {
  const buffer = new Uint8Array(length);
  const count = await channel.read(buffer);
  return count === null ? null : new TextDecoder().decode(buffer.subarray(0, count));
}

Deno.test("Vsock.dial() connects, and carries bytes both ways", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect();
  assertEquals(await channel.write(bytes("request")), 7);
  const sent = await t.next();
  assertEquals([sent.operation, new TextDecoder().decode(sent.data)], [RW, "request"]);
  const reading = readText(channel);
  t.send({ operation: RW, ...ports, data: bytes("answer") });
  assertEquals(await reading, "answer");
  t.send({ operation: RW, ...ports, data: bytes("ahead") });
  t.send({ operation: RW, ...ports, data: bytes(" of you") });
  await t.taken();
  assertEquals(await readText(channel, 3), "ahe");
  assertEquals(await readText(channel), "ad of you");
});

Deno.test("Vsock.dial() before the guest's driver is there waits for it", async () => {
  await using t = new VsockGuest();
  const dialing = t.device.dial(1024, FOREVER);
  await t.device.reset();
  t.activate();
  const { hostPort, guestPort } = await t.next();
  t.send({ operation: RESPONSE, guestPort, hostPort });
  (await dialing).close();
});

Deno.test("Vsock.dial() is refused where nobody listens, and given up when its signal fires", async () => {
  await using t = new VsockGuest();
  t.activate();
  const refused = assertRejects(
    () => t.device.dial(99, FOREVER),
    Error,
    "Cannot reach port 99 of the guest: connect: ECONNREFUSED",
  );
  const { hostPort, guestPort } = await t.next();
  t.send({ operation: RST, hostPort, guestPort });
  await refused;
  const abort = new AbortController();
  const given = assertRejects(() => t.device.dial(100, abort.signal), Error, "no longer");
  const request = await t.next();
  abort.abort(new Error("no longer"));
  await given;
  assertEquals((await t.next()).operation, RST);
  t.send({ operation: RESPONSE, hostPort: request.hostPort, guestPort: 100 });
  assertEquals((await t.next()).operation, RST); // of no connection by now
});

Deno.test("Vsock sends no more than the guest has credit for", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect(1024, 1000);
  assertEquals(await channel.write(new Uint8Array(5000)), 1000);
  assertEquals((await t.next()).data.length, 1000);
  const writing = channel.write(new Uint8Array(4000));
  let written = false;
  writing.then(() => written = true);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(written, false);
  t.send({ operation: CREDIT_UPDATE, ...ports, allocated: 1000, forwarded: 300 });
  assertEquals(await writing, 300);
});

Deno.test("Vsock trusts no credit that cannot be: nothing is sent", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect(1024, 1000);
  await channel.write(new Uint8Array(10));
  t.send({ operation: CREDIT_UPDATE, ...ports, allocated: 1000, forwarded: 5000 });
  await t.taken();
  const writing = assertRejects(() => channel.write(new Uint8Array(10)), Error, "is over");
  channel.close();
  await writing;
});

Deno.test("Vsock splits a long write over the buffers that the guest has, and over turns", async () => {
  await using t = new VsockGuest();
  t.activate(3);
  const { channel } = await t.connect();
  const data = Uint8Array.from({ length: 40_000 }, (_, index) => index % 253);
  const received: number[] = [];
  const writing = (async () => {
    for (let done = 0; done < data.length;) done += await channel.write(data.subarray(done));
  })();
  writing.catch(() => {});
  while (received.length < data.length) received.push(...(await t.next()).data);
  await writing;
  assertEquals(Uint8Array.from(received), data);
});

Deno.test("Vsock lets several connections have their turn", async () => {
  await using t = new VsockGuest();
  t.activate(1);
  const one = await t.connect(1), two = await t.connect(2);
  const writing = [one, two].map(async ({ channel }) => {
    for (let done = 0; done < 20_000;) done += await channel.write(new Uint8Array(20_000 - done));
  });
  for (const write of writing) write.catch(() => {});
  const order: number[] = [];
  for (let count = 0; count < 8; count++) order.push((await t.next()).guestPort);
  assertEquals([...order].sort(), [1, 1, 1, 1, 2, 2, 2, 2]);
  for (let left = 40_000 - 8 * 4052; left > 0;) left -= (await t.next()).length;
  await Promise.all(writing);
});

Deno.test("Vsock gives credit back as its reader reads, and tells it when asked", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect();
  for (let count = 0; count < 4; count++) t.send({ operation: RW, ...ports, data: new Uint8Array(32 << 10) });
  await t.taken();
  t.send({ operation: CREDIT_REQUEST, ...ports });
  assertEquals((await t.next()).forwarded, 0);
  let read = 0;
  const buffer = new Uint8Array(30_000);
  while (read < BUFFER) read += (await channel.read(buffer))!;
  const update = await t.next();
  assertEquals([update.operation, update.forwarded >= BUFFER / 2], [CREDIT_UPDATE, true]);
});

Deno.test("Vsock resets a guest that sends more than it has credit for, and keeps what was sent rightly", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect();
  for (let count = 0; count < 4; count++) t.send({ operation: RW, ...ports, data: new Uint8Array(32 << 10) });
  t.send({ operation: RW, ...ports, data: new Uint8Array(1) });
  assertEquals((await t.next()).operation, RST);
  let read = 0;
  const buffer = new Uint8Array(30_000);
  for (let count; (count = await channel.read(buffer)) !== null;) read += count;
  assertEquals(read, BUFFER);
  await assertRejects(() => channel.write(bytes("x")), Error, "ECONNRESET");
});

Deno.test("Vsock ends a stream when the guest closes, once all was read", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect();
  t.send({ operation: RW, ...ports, data: bytes("last words") });
  t.send({ operation: SHUTDOWN, ...ports, flags: 3 });
  await t.taken();
  await assertRejects(() => channel.write(bytes("x")), Error, "ECONNRESET");
  assertEquals(await readText(channel), "last words");
  assertEquals((await t.next()).operation, RST);
  assertEquals(await readText(channel), null);
});

Deno.test("Vsock reads on after the guest has closed one direction", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect();
  const reading = readText(channel);
  t.send({ operation: SHUTDOWN, ...ports, flags: 2 });
  assertEquals(await reading, null);
  assertEquals(await channel.write(bytes("still")), 5);
  assertEquals((await t.next()).length, 5);
});

Deno.test("Vsock closes with SHUTDOWN, ignores what is on its way, and is done at the guest's RST", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel, ...ports } = await t.connect();
  const reading = channel.read(new Uint8Array(1));
  channel.close();
  assertEquals(await reading, null);
  const shutdown = await t.next();
  assertEquals([shutdown.operation, shutdown.flags], [SHUTDOWN, 3]);
  t.send({ operation: RW, ...ports, data: bytes("late") });
  t.send({ operation: RST, ...ports });
  t.send({ operation: RW, ...ports, data: bytes("later") });
  const answer = await t.next();
  assertEquals([answer.operation, answer.hostPort], [RST, ports.hostPort]);
});

Deno.test("Vsock resets the oldest of the connections whose end the guest does not acknowledge", async () => {
  await using t = new VsockGuest();
  t.activate(64);
  const first = await t.connect(1);
  first.channel.close();
  assertEquals((await t.next()).operation, SHUTDOWN);
  for (let count = 0; count < 64; count++) {
    const { channel } = await t.connect(2);
    channel.close();
    const told = await t.next();
    if (count < 63) assertEquals(told.operation, SHUTDOWN);
    else assertEquals([told.operation, told.guestPort], [RST, 1]);
  }
});

Deno.test("Vsock.listen() accepts the guest's connections to that port alone", async () => {
  await using t = new VsockGuest();
  const channels: ByteChannel[] = [];
  const listener = t.device.listen(1025, (channel) => channels.push(channel));
  t.activate();
  t.send({ operation: REQUEST, guestPort: 5, hostPort: 1025 });
  const response = await t.next();
  assertEquals([response.operation, response.hostPort, response.guestPort], [RESPONSE, 1025, 5]);
  t.send({ operation: RW, guestPort: 5, hostPort: 1025, data: bytes("log line") });
  assertEquals(await readText(channels[0]!), "log line");
  t.send({ operation: REQUEST, guestPort: 5, hostPort: 1026 });
  assertEquals((await t.next()).operation, RST);
  listener[Symbol.dispose]();
  t.send({ operation: REQUEST, guestPort: 6, hostPort: 1025 });
  assertEquals((await t.next()).operation, RST);
  assertEquals(channels.length, 1);
});

Deno.test("Vsock answers what belongs to no connection with RST, of its own type, and RST with nothing", async () => {
  await using t = new VsockGuest();
  t.activate();
  t.send({ operation: RST, guestPort: 5, hostPort: 9 });
  t.send({ operation: RW, guestPort: 5, hostPort: 9, source: 3 }); // not this guest's
  t.send({ operation: REQUEST, guestPort: 5, hostPort: 0xffffffff, type: 2 });
  const answer = await t.next();
  assertEquals([answer.operation, answer.type, answer.hostPort], [RST, 2, 0xffffffff]);
});

Deno.test("Vsock takes no more packets while their answers have no room", async () => {
  await using t = new VsockGuest();
  t.activate(0);
  let taken = 0;
  for (let count = 0; count < 64 + 40; count++) {
    if (t.guest.queues[1]!.free === 0) taken += (await t.guest.queues[1]!.used1()).length;
    t.send({ operation: RW, guestPort: count, hostPort: 9 });
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(t.guest.queues[1]!.free < 64, true);
  assert(taken <= 64);
  t.addBuffers(60);
  for (let count = 0; count < 64 + 40; count++) assertEquals((await t.next()).guestPort, count);
});

Deno.test("Vsock ends all connections when the guest resets the device", async () => {
  await using t = new VsockGuest();
  t.activate();
  const { channel } = await t.connect();
  const reading = channel.read(new Uint8Array(1));
  const dialing = assertRejects(() => t.device.dial(3, FOREVER), Error, "is over");
  await t.next();
  await t.device.reset();
  assertEquals(await reading, null);
  await dialing;
});

for (
  const [name, packet] of Object.entries({
    "says more bytes than it has": { operation: RW, guestPort: 1, hostPort: 1, length: 1 },
    "says an absurd number of bytes": { operation: RW, guestPort: 1, hostPort: 1, length: 0xffffffff },
  })
) {
  Deno.test(`Vsock tells of a packet that ${name}`, async () => {
    const t = new VsockGuest();
    t.activate();
    t.send(packet);
    assert(await t.guest.failed instanceof GuestFault);
    await t.guest[Symbol.asyncDispose]();
  });
}

Deno.test("Vsock: closeWrite() ends what the guest reads, after all of it, and the host reads on", async () => {
  await using test = new VsockGuest();
  test.activate();
  const { channel, guestPort, hostPort } = await test.connect();
  await channel.write(bytes("last"));
  channel.closeWrite();
  assertEquals((await test.next()).data, bytes("last"));
  const { operation, flags } = await test.next();
  assertEquals([operation, flags], [SHUTDOWN, 2]);
  await assertRejects(() => channel.write(bytes("more")), Error, "is over");
  test.send({ operation: RW, guestPort, hostPort, data: bytes("answer") });
  assertEquals(await readText(channel), "answer");
  test.send({ operation: SHUTDOWN, guestPort, hostPort, flags: 3 });
  assertEquals(await readText(channel), null);
  assertEquals((await test.next()).operation, RST);
});

Deno.test("Vsock: close() after closeWrite() tells the guest of both directions", async () => {
  await using test = new VsockGuest();
  test.activate();
  const { channel } = await test.connect();
  channel.closeWrite();
  assertEquals((await test.next()).flags, 2);
  channel.close();
  const { operation, flags } = await test.next();
  assertEquals([operation, flags], [SHUTDOWN, 3]);
});
