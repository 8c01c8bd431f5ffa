import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FakeGuest, type RingDriver } from "../../tests/fakes/ring_driver.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { Console } from "./console.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);
const PORT_ADD = 1, PORT_READY = 3, CONSOLE_PORT = 4, PORT_OPEN = 6, PORT_NAME = 7;

async function readText(channel: ByteChannel, length = 100): Promise<string> {
  const buffer = new Uint8Array(length);
  const count = await channel.read(buffer);
  return text(buffer.subarray(0, count ?? 0));
}

/** A guest whose console has one port, a terminal. */
function terminal() {
  const guest = new FakeGuest();
  const device = new Console(guest.reactor, [{ isConsole: true }]);
  return { guest, device, port: device.ports[0]!, [Symbol.asyncDispose]: () => guest[Symbol.asyncDispose]() };
}

Deno.test("Console hands on what the guest writes, as much as the reader takes", async () => {
  await using t = terminal();
  const channel = t.port.open();
  t.guest.activate(t.device);
  const out = t.guest.queues[1]!;
  const head = out.add(t.guest.place(bytes("hello, ")), t.guest.place(bytes("world")));
  assertEquals(await readText(channel, 4), "hell");
  assertEquals(out.takeUsed(), []); // not all of it was read
  assertEquals(await readText(channel), "o, world");
  assertEquals(out.takeUsed(), [{ head, written: 0 }]);
});

Deno.test("Console gives a reader several writes of the guest's at once", async () => {
  await using t = terminal();
  const channel = t.port.open();
  t.guest.activate(t.device);
  const out = t.guest.queues[1]!;
  for (const part of ["one ", "two ", "three"]) out.add(t.guest.place(bytes(part)));
  assertEquals(await readText(channel), "one two three");
  assertEquals(out.takeUsed().length, 3);
});

Deno.test("Console takes nothing from the guest while nobody reads", async () => {
  await using t = terminal();
  const channel = t.port.open();
  t.guest.activate(t.device);
  const out = t.guest.queues[1]!;
  out.add(t.guest.place(bytes("kept")));
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(out.takeUsed(), []);
  assertEquals(await readText(channel), "kept");
});

Deno.test("Console drops what the guest writes to a port that the host has not open", async () => {
  await using t = terminal();
  t.guest.activate(t.device);
  const out = t.guest.queues[1]!;
  const head = out.add(t.guest.place(bytes("lost")));
  assertEquals(await out.used1(), [{ head, written: 0 }]);
  const channel = t.port.open();
  out.add(t.guest.place(bytes("found")));
  assertEquals(await readText(channel), "found");
});

Deno.test("Console writes to the guest as it makes room", async () => {
  await using t = terminal();
  const channel = t.port.open();
  t.guest.activate(t.device);
  const incoming = t.guest.queues[0]!;
  const writing = channel.write(bytes("abcdefgh"));
  const rooms = [t.guest.room(3), t.guest.room(2)];
  incoming.add(rooms[0]!);
  incoming.add(rooms[1]!);
  assertEquals(await writing, 5);
  assertEquals(incoming.takeUsed().map(({ written }) => written), [3, 2]);
  assertEquals(rooms.map((room) => text(t.guest.bytes(room))), ["abc", "de"]);
  await assertRejects(
    () => {
      channel.write(bytes("x")).catch(() => {});
      return channel.write(bytes("y"));
    },
    Error,
    "has a writer",
  );
  channel.close();
});

Deno.test("Console ends reads and writes when the channel is closed, and when the VM ends", async () => {
  await using t = terminal();
  const [first] = [t.port.open()];
  assertThrows(() => t.port.open(), Error, "open already");
  t.guest.activate(t.device);
  const reading = first.read(new Uint8Array(1));
  const writing = assertRejects(() => first.write(bytes("x")), Error, "closed");
  first.close();
  assertEquals(await reading, null);
  await writing;
  assertEquals(await first.read(new Uint8Array(1)), null);
  const second = t.port.open();
  first.close(); // is no concern of the second
  const waiting = second.read(new Uint8Array(1));
  t.device[Symbol.dispose]();
  assertEquals(await waiting, null);
});

Deno.test("Console keeps its channel over a reset by the driver", async () => {
  await using t = terminal();
  const channel = t.port.open();
  await t.device.reset();
  t.guest.activate(t.device);
  t.guest.queues[1]!.add(t.guest.place(bytes("before")));
  assertEquals(await readText(channel), "before");
  const reading = readText(channel);
  await t.device.reset();
  t.guest.activate(t.device);
  t.guest.queues[1]!.add(t.guest.place(bytes("after")));
  assertEquals(await reading, "after");
});

/** A guest whose console has a terminal and a port for the agent; drives the control queues as Linux does. */
class PortsGuest implements AsyncDisposable {
  readonly guest = new FakeGuest();
  readonly device = new Console(this.guest.reactor, [{ isConsole: true }, { isConsole: false, name: "husk.agent" }]);
  readonly agent = this.device.ports[1]!;

  get agentIn(): RingDriver {
    return this.guest.queues[4]!;
  }
  get agentOut(): RingDriver {
    return this.guest.queues[5]!;
  }

  send(id: number, event: number, value: number): void {
    const message = new DataView(new ArrayBuffer(8));
    message.setUint32(0, id, true);
    message.setUint16(4, event, true);
    message.setUint16(6, value, true);
    this.guest.queues[3]!.add(this.guest.place(new Uint8Array(message.buffer)));
  }

  /** The next `count` messages of the device, each "id event value name". */
  async told(count: number): Promise<string[]> {
    const queue = this.guest.queues[2]!;
    const found: string[] = [];
    const rooms = new Map<number, { address: number; length: number }>();
    while (found.length < count) {
      while (queue.free > 0 && rooms.size < count - found.length) {
        const room = this.guest.room(64);
        rooms.set(queue.add(room), room);
      }
      for (const { head, written } of await queue.used1()) {
        const message = this.guest.bytes({ ...rooms.get(head)!, length: written });
        rooms.delete(head);
        const view = new DataView(message.buffer);
        const values = [view.getUint32(0, true), view.getUint16(4, true), view.getUint16(6, true)];
        found.push([...values, text(message.subarray(8))].join(" ").trim());
      }
    }
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.device[Symbol.dispose]();
    await this.guest[Symbol.asyncDispose]();
  }
}

Deno.test("Console introduces its ports, and carries the agent's bytes once its program has opened the port", async () => {
  await using t = new PortsGuest();
  assertEquals([...t.device.queueSizes], [4, 4, 4, 4, 32, 32]);
  assertEquals(t.device.config[4], 2);
  const channel = t.agent.open();
  t.guest.activate(t.device);
  t.send(0, 0, 1);
  assertEquals(await t.told(2), [`0 ${PORT_ADD} 1`, `1 ${PORT_ADD} 1`]);
  t.send(0, PORT_READY, 1);
  t.send(1, PORT_READY, 1);
  assertEquals(await t.told(3), [`0 ${CONSOLE_PORT} 1`, `1 ${PORT_NAME} 1 husk.agent`, `1 ${PORT_OPEN} 1`]);

  const room = t.guest.room(16);
  t.agentIn.add(room);
  const writing = channel.write(bytes("request"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(t.agentIn.takeUsed(), []); // nobody in the guest would see it
  t.send(1, PORT_OPEN, 1);
  assertEquals(await writing, 7);
  assertEquals(text(t.guest.bytes(room, 7)), "request");
  t.agentOut.add(t.guest.place(bytes("answer")));
  assertEquals(await readText(channel), "answer");

  // A new connection of the host's in place of the old: the guest hears of both.
  channel.close();
  t.agent.open();
  assertEquals(await t.told(2), [`1 ${PORT_OPEN} 0`, `1 ${PORT_OPEN} 1`]);
});

Deno.test("Console holds nothing for a guest that asks for its ports without end and takes no answer", async () => {
  await using t = new PortsGuest();
  t.guest.activate(t.device);
  for (let round = 0; round < 500; round++) {
    t.send(0, 0, 1);
    t.send(round % 3, PORT_READY, 1);
    t.send(7, 0xffff, 0xffff);
    await t.guest.queues[3]!.used1();
  }
  const told = await t.told(2);
  assertEquals(told, [`0 ${PORT_ADD} 1`, `0 ${CONSOLE_PORT} 1`]);
  assertEquals(t.guest.faults, []);
});

Deno.test("Console without the feature of several ports is one terminal", async () => {
  await using t = new PortsGuest();
  const channel = t.device.ports[0]!.open();
  t.guest.activate(t.device, { features: 1n << 29n, sizes: [4, 4] });
  t.guest.queues[1]!.add(t.guest.place(bytes("hvc0")));
  assertEquals(await readText(channel), "hvc0");
});
