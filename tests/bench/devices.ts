/**
 * What the devices that husk serves itself cost, without a guest: `deno run -A tests/bench/devices.ts`. A driver of ours stands in for
 * Linux, so each figure has its share too. Processor time of the whole process, which a loaded machine changes little.
 */
import { Block } from "../../src/devices/block.ts";
import { Chain, IOVEC_BYTES } from "../../src/devices/chain.ts";
import { Net } from "../../src/devices/net.ts";
import { Queue } from "../../src/devices/queue.ts";
import { Rng } from "../../src/devices/rng.ts";
import { Vsock } from "../../src/devices/vsock.ts";
import { libc } from "../../src/linux/libc.ts";
import { inNetns } from "../../src/linux/netns.ts";
import { openTap } from "../../src/linux/tap.ts";
import { run } from "../../src/linux/testing.ts";
import type { ByteChannel } from "../../src/util/byte_channel.ts";
import { FakeGuest, RingDriver } from "../fakes/ring_driver.ts";

const FOREVER = new AbortController().signal;
const MIB = 1 << 20;

/** Nanoseconds that all threads of this process have run (proc(5), schedstat). */
function processorTime(): number {
  let total = 0;
  for (const { name } of Deno.readDirSync("/proc/self/task")) {
    try {
      total += Number(Deno.readTextFileSync(`/proc/self/task/${name}/schedstat`).split(" ")[0]);
    } catch {
      // A thread that has just ended.
    }
  }
  return total;
}

/** Prints the best of three: microseconds for each of `count`, and MiB in a second of processor time where `bytes` are moved in each. */
async function measure(what: string, count: number, action: () => Promise<void> | void, bytes = 0): Promise<void> {
  await action();
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const start = processorTime();
    await action();
    best = Math.min(best, processorTime() - start);
  }
  const rate = bytes === 0 ? "" : `  ${(count * bytes / MIB / (best / 1e9)).toFixed(0).padStart(6)} MiB/s`;
  console.log(`${what.padEnd(52)} ${(best / 1000 / count).toFixed(2).padStart(8)} us${rate}`);
}

/** Offers the same chain again and again, `depth` at a time. */
async function repeat(queue: RingDriver, heads: readonly number[], count: number): Promise<void> {
  let offered = 0, done = 0;
  for (const head of heads) {
    queue.offer(head);
    offered++;
  }
  while (done < count) {
    for (const { head } of await queue.used1()) {
      done++;
      if (offered++ < count) queue.offer(head);
    }
  }
}

async function benchQueue(): Promise<void> {
  await using guest = new FakeGuest();
  using driver = new RingDriver(guest, 256);
  const queue = new Queue(guest.memory, driver, true), chain = new Chain(guest.memory, 256);
  driver.descriptor(0, 65536n, 16, 1, 1);
  driver.descriptor(1, 66000n, 512, 3, 2);
  driver.descriptor(2, 67000n, 1, 2, 0);
  const count = 200_000;
  await measure("queue: a chain of three taken and given back", count, () => {
    for (let index = 0; index < count; index += 64) {
      for (let one = 0; one < 64; one++) driver.offer(0);
      while (queue.pop(chain)) queue.push(chain.head, 1);
      queue.publish();
      queue.listen();
    }
  });
}

async function benchRng(): Promise<void> {
  await using guest = new FakeGuest();
  guest.activate(new Rng(guest.reactor));
  const [queue] = guest.queues;
  const { address } = guest.room(16);
  for (let head = 0; head < 8; head++) queue!.descriptor(head, BigInt(address), 16, 2, 0);
  await measure("rng: 16 bytes, one at a time (a wake-up each)", 2000, () => repeat(queue!, [0], 2000));
  await measure("rng: 16 bytes, eight at a time", 20_000, () => repeat(queue!, [0, 1, 2, 3, 4, 5, 6, 7], 20_000));
}

async function benchBlock(): Promise<void> {
  const path = Deno.makeTempFileSync({ prefix: "husk-bench-" });
  Deno.writeFileSync(path, new Uint8Array(64 * MIB).fill(1));
  await using guest = new FakeGuest({ size: 16 * MIB });
  using device = new Block(guest.reactor, path, { readonly: true, id: "bench" });
  guest.activate(device);
  const [queue] = guest.queues;
  const header = guest.place(new Uint8Array(16)), status = guest.room(1), data = guest.room(MIB);
  const heads = (length: number) =>
    Array.from({ length: 8 }, (_, index) => {
      const at = 3 * index;
      queue!.descriptor(at, BigInt(header.address), 16, 1, at + 1);
      queue!.descriptor(at + 1, BigInt(data.address), length, 3, at + 2);
      queue!.descriptor(at + 2, BigInt(status.address), 1, 2, 0);
      return at;
    });
  const small = heads(4096);
  await measure("block: 4 KiB read, one at a time", 2000, () => repeat(queue!, small.slice(0, 1), 2000), 4096);
  await measure("block: 4 KiB read, eight at a time", 8000, () => repeat(queue!, small, 8000), 4096);
  heads(MIB);
  await measure("block: 1 MiB read, eight at a time", 400, () => repeat(queue!, small, 400), MIB);
  await device.reset();
  Deno.removeSync(path);
}

async function benchNet(): Promise<void> {
  const netns = `husk-bench-${crypto.randomUUID().slice(0, 8)}`;
  run("ip", "netns", "add", netns);
  using tap = inNetns(`/var/run/netns/${netns}`, () => openTap("tap0"));
  run("ip", "-n", netns, "link", "set", "tap0", "up");
  await using guest = new FakeGuest();
  const device = new Net(guest.reactor, tap, { mac: "02:00:00:00:00:01", mtu: 1500 });
  guest.activate(device);
  const queue = guest.queues[1]!;
  const header = guest.place(new Uint8Array(12)), packet = guest.place(new Uint8Array(1514).fill(0xee));
  const heads = Array.from({ length: 64 }, (_, index) => {
    queue.descriptor(2 * index, BigInt(header.address), 12, 1, 2 * index + 1);
    queue.descriptor(2 * index + 1, BigInt(packet.address), 1514, 0, 0);
    return 2 * index;
  });
  await measure("net: 1514 bytes sent, 64 at a time", 50_000, () => repeat(queue, heads, 50_000), 1514);
  // The two ways to hand a packet to the tap: straight from the guest's memory, or through memory of our own.
  const chain = new Chain(guest.memory, 2), vectors = new DataView(new ArrayBuffer(2 * IOVEC_BYTES));
  const bounce = new Uint8Array(65536);
  for (const size of [64, 1514]) {
    chain.clear(0);
    chain.add(header.address, 12, false);
    chain.add(packet.address, size, false);
    await measure(`net: writev of ${size} bytes from the guest's memory`, 100_000, () => {
      for (let index = 0; index < 100_000; index++) {
        libc.writev(tap.number, vectors, chain.ioVectors(vectors, "readable", 0, chain.readableBytes));
      }
    });
    await measure(`net: write of ${size} bytes by way of our own`, 100_000, () => {
      for (let index = 0; index < 100_000; index++) tap.write(bounce.subarray(0, chain.read(bounce)));
    });
  }
  await device.reset();
  run("ip", "netns", "delete", netns);
}

/** A guest's end of one vsock connection: takes what comes, and sends. */
async function benchVsock(): Promise<void> {
  await using guest = new FakeGuest({ size: 16 * MIB });
  const device = new Vsock(guest.reactor, 3);
  guest.activate(device);
  const [receive, send] = guest.queues as [RingDriver, RingDriver, RingDriver];
  const rooms = Array.from({ length: 64 }, (_, index) => {
    const room = guest.room(4096);
    receive.descriptor(index, BigInt(room.address), 4096, 2, 0);
    receive.offer(index);
    return room;
  });
  const dialing = device.dial(1024, FOREVER);
  const [{ head }] = await receive.used1() as [{ head: number; written: number }];
  const hostPort = guest.view.getUint32(rooms[head]!.address + 16, true);
  receive.offer(head);
  const packet = (at: number, operation: number, length: number, forwarded = 0) => {
    const { view } = guest;
    const words = [3, 0, 2, 0, 1024, hostPort, length, 1 | operation << 16, 0, MIB, forwarded];
    words.forEach((word, index) => view.setUint32(at + 4 * index, word, true));
  };
  const control = guest.room(44);
  send.descriptor(63, BigInt(control.address), 44, 0, 0);
  packet(control.address, 2, 0);
  send.offer(63);
  const channel: ByteChannel = await dialing;
  const amount = 32 * MIB;
  let received = 0;
  const take = async (until: number) => {
    while (received < until) {
      for (const { head, written } of await receive.used1()) {
        received += written - 44;
        receive.offer(head);
      }
      packet(control.address, 6, 0, received >>> 0);
      send.takeUsed();
      send.offer(63);
    }
  };
  const chunk = new Uint8Array(256 << 10);
  await measure("vsock: to the guest, 4 KiB buffers", amount / MIB, async () => {
    const taking = take(received + amount);
    for (let sent = 0; sent < amount;) {
      sent += await channel.write(chunk.subarray(0, Math.min(chunk.length, amount - sent)));
    }
    await taking;
  }, MIB);
  const data = guest.room(44 + 32768);
  packet(data.address, 5, 32768, received >>> 0);
  for (const head of [0, 1]) send.descriptor(head, BigInt(data.address), 44 + 32768, 0, 0);
  const reader = (async () => {
    const buffer = new Uint8Array(256 << 10);
    while (await channel.read(buffer) !== null) continue;
  })();
  await measure("vsock: from the guest, 32 KiB packets", amount / MIB, () => repeat(send, [0, 1], amount / 32768), MIB);
  await device.reset();
  await reader;
}

await benchQueue();
await benchRng();
await benchBlock();
await benchNet();
await benchVsock();
