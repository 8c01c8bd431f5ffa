import { assertEquals } from "@std/assert";
import { FakeGuest, type Segment } from "../../tests/fakes/ring_driver.ts";
import type { Fd } from "../linux/fd.ts";
import { inNetns } from "../linux/netns.ts";
import { openTap } from "../linux/tap.ts";
import { run } from "../linux/testing.ts";
import { GuestFault } from "./guest_memory.ts";
import { Net } from "./net.ts";

const HEADER = 12, ETHERNET = 14;
const GUEST_MAC = [2, 0, 0, 0, 0, 1], HOST_MAC = [2, 0, 0, 0, 0, 2];
const GUEST_IP = [10, 5, 5, 2], HOST_IP = [10, 5, 5, 1];
const MRG_RXBUF = 1n << 15n;

/** A guest whose card is tap0 (10.5.5.1/24, MTU 9000) of a network namespace of the test's. */
class NetGuest implements AsyncDisposable {
  readonly guest = new FakeGuest();
  readonly tap: Fd;
  readonly device: Net;
  readonly netns = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  #rooms = new Map<number, Segment>();

  constructor() {
    run("ip", "netns", "add", this.netns);
    this.tap = inNetns(`/var/run/netns/${this.netns}`, () => openTap("tap0"));
    const ip = (...args: string[]) => run("ip", "-n", this.netns, ...args);
    const mac = HOST_MAC.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
    // No IPv6: its router solicitations would come in between.
    ip("link", "set", "tap0", "addrgenmode", "none");
    ip("link", "set", "tap0", "address", mac, "mtu", "9000", "up");
    ip("address", "add", `${HOST_IP.join(".")}/24`, "dev", "tap0");
    ip("neigh", "add", GUEST_IP.join("."), "lladdr", "02:00:00:00:00:01", "dev", "tap0", "nud", "permanent");
    this.device = new Net(this.guest.reactor, this.tap, { mac: "02:00:00:00:00:01", mtu: 9000 });
  }

  addBuffers(count: number, size = 2048): void {
    for (let index = 0; index < count; index++) {
      const room = this.guest.room(size);
      this.#rooms.set(this.guest.queues[0]!.add(room), room);
    }
  }

  send(packet: readonly number[]): void {
    const header = this.guest.place(new Uint8Array(HEADER));
    this.guest.queues[1]!.add(header, this.guest.place(Uint8Array.from(packet)));
  }

  /** The next packet of the host's without the header, and over how many buffers it came. */
  async receive(): Promise<{ packet: Uint8Array; buffers: number }> {
    const used = await this.guest.queues[0]!.used1();
    const parts = used.map(({ head, written }) => this.guest.bytes(this.#rooms.get(head)!, written));
    const all = Uint8Array.from(parts.flatMap((part) => [...part]));
    const buffers = new DataView(all.buffer).getUint16(10, true);
    assertEquals(buffers, used.length);
    return { packet: all.slice(HEADER), buffers };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.guest[Symbol.asyncDispose]();
    this.tap.close();
    run("ip", "netns", "delete", this.netns);
  }
}

const ethernet = (type: number) => [...HOST_MAC, ...GUEST_MAC, type >> 8, type & 0xff];
const ARP_REQUEST = [
  ...ethernet(0x0806),
  ...[0, 1, 8, 0, 6, 4, 0, 1],
  ...GUEST_MAC,
  ...GUEST_IP,
  ...[0, 0, 0, 0, 0, 0],
  ...HOST_IP,
];

function checksum(bytes: readonly number[]): number[] {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return [~sum >> 8 & 0xff, ~sum & 0xff];
}

/** An ICMP echo request (RFC 792) of `length` bytes of payload. */
function ping(length: number, sequence = 1): number[] {
  const payload = Array.from({ length }, (_, index) => index % 251);
  const icmp = (sum: number[]) => [8, 0, ...sum, 0, 7, 0, sequence, ...payload];
  const total = 20 + 8 + length;
  const ip = (sum: number[]) => [0x45, 0, total >> 8, total & 255, 0, 1, 0, 0, 64, 1, ...sum, ...GUEST_IP, ...HOST_IP];
  return [...ethernet(0x0800), ...ip(checksum(ip([0, 0]))), ...icmp(checksum(icmp([0, 0])))];
}

Deno.test("Net sends to the tap and receives from it", async () => {
  await using t = new NetGuest();
  assertEquals([...t.device.config], [...GUEST_MAC, 1, 0, 1, 0, 9000 & 255, 9000 >> 8]);
  t.guest.activate(t.device);
  t.addBuffers(4);
  t.send(ARP_REQUEST);
  const { packet, buffers } = await t.receive();
  assertEquals([...packet.subarray(20, 32)], [0, 2, ...HOST_MAC, ...HOST_IP]); // "is at"
  assertEquals(buffers, 1);
  assertEquals((await t.guest.queues[1]!.used1()).length, 1);
});

Deno.test("Net spreads a packet over as many buffers as it needs", async () => {
  await using t = new NetGuest();
  t.guest.activate(t.device);
  t.addBuffers(8, 1000);
  t.send(ping(5000));
  const { packet, buffers } = await t.receive();
  assertEquals([packet.length, buffers], [ETHERNET + 28 + 5000, 6]);
  assertEquals([...packet.subarray(ETHERNET + 28)], Array.from({ length: 5000 }, (_, index) => index % 251));
});

Deno.test("Net holds a packet until there are buffers for all of it, and loses none behind it", async () => {
  await using t = new NetGuest();
  t.guest.activate(t.device);
  t.addBuffers(2, 1000);
  for (let sequence = 1; sequence <= 5; sequence++) t.send(ping(3000, sequence));
  while (t.guest.queues[1]!.free < t.guest.queues[1]!.size) await t.guest.queues[1]!.used1();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(t.guest.queues[0]!.takeUsed(), []);
  for (let sequence = 1; sequence <= 5; sequence++) {
    t.addBuffers(sequence === 1 ? 2 : 4, 1000);
    const { packet } = await t.receive();
    assertEquals([packet.length, packet[ETHERNET + 20 + 7]], [ETHERNET + 28 + 3000, sequence]);
  }
});

Deno.test("Net without merging gives a packet one buffer", async () => {
  await using t = new NetGuest();
  t.guest.activate(t.device, { features: t.device.features & ~MRG_RXBUF });
  t.addBuffers(1, 4096);
  t.send(ping(3000));
  assertEquals((await t.receive()).packet.length, ETHERNET + 28 + 3000);
});

Deno.test("Net goes on after packets that the tap refuses", async () => {
  await using t = new NetGuest();
  t.guest.activate(t.device);
  t.addBuffers(4);
  const queue = t.guest.queues[1]!;
  queue.add(t.guest.place(new Uint8Array(3))); // not even a header
  queue.add(t.guest.place(new Uint8Array(HEADER)));
  queue.add(t.guest.place(new Uint8Array(100).fill(0xff))); // a header of nonsense
  queue.add(t.guest.place(new Uint8Array(200_000))); // longer than any packet
  queue.add(t.guest.room(10)); // nothing to read
  t.send(ARP_REQUEST);
  await t.receive();
  assertEquals(t.guest.faults, []);
});

Deno.test("Net tells of a receive buffer without room for the header", async () => {
  await using t = new NetGuest();
  t.guest.activate(t.device);
  t.addBuffers(1, 4);
  t.send(ARP_REQUEST);
  assertEquals((await t.guest.failed).constructor, GuestFault);
});

Deno.test("Net is reset and used again", async () => {
  await using t = new NetGuest();
  for (let round = 0; round < 3; round++) {
    t.guest.activate(t.device);
    t.addBuffers(2);
    t.send(ARP_REQUEST);
    await t.receive();
    await t.device.reset();
  }
});
