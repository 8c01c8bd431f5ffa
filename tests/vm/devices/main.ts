/** The devices that husk serves itself, driven by Linux in a guest on KVM: `deno task vm -- deno run -A tests/vm/devices/main.ts`. */
import { assert, assertEquals } from "@std/assert";
import { Balloon } from "../../../src/devices/balloon.ts";
import { Block } from "../../../src/devices/block.ts";
import { Mem } from "../../../src/devices/mem.ts";
import { Net } from "../../../src/devices/net.ts";
import { Rng } from "../../../src/devices/rng.ts";
import { Vsock } from "../../../src/devices/vsock.ts";
import { inNetns } from "../../../src/linux/netns.ts";
import { Reactor } from "../../../src/linux/reactor.ts";
import { openTap } from "../../../src/linux/tap.ts";
import { run } from "../../../src/linux/testing.ts";
import type { ByteChannel } from "../../../src/util/byte_channel.ts";
import { type Counts, noCounts } from "../../../scripts/test_counts.ts";
import { testBzImage } from "./bz_image.ts";
import { DeviceGuest } from "./guest.ts";
import { Figures } from "./figures.ts";

const MIB = 1 << 20, GIB = 2 ** 30;
const FOREVER = new AbortController().signal;
const DISK_MIB = 64;
const KERNEL = new URL("../../../dist/vmlinux", import.meta.url).pathname;

async function testConsole(guest: DeviceGuest, figures: Figures): Promise<void> {
  assertEquals(await guest.command("echo there"), "there");
  assert(guest.output.includes("init: ready"), guest.output);
  await figures.each("a command there and back", 200, async () => {
    for (let count = 0; count < 200; count++) await guest.command("echo x");
  });
}

async function readAll(channel: ByteChannel, buffer = new Uint8Array(MIB)): Promise<number> {
  let total = 0;
  for (let count; (count = await channel.read(buffer)) !== null;) total += count;
  return total;
}

async function writeAll(channel: ByteChannel, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += await channel.write(bytes.subarray(done));
}

async function readExactly(channel: ByteChannel, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const count = await channel.read(bytes.subarray(done));
    if (count === null) throw new Error("The stream has ended early");
    done += count;
  }
  return bytes;
}

async function testVsock(guest: DeviceGuest, vsock: Vsock, figures: Figures): Promise<void> {
  const echo = await vsock.dial(1024, FOREVER);
  await figures.each("a byte there and back", 200, async () => {
    for (let count = 0; count < 200; count++) {
      await echo.write(new Uint8Array([count]));
      assertEquals((await readExactly(echo, 1))[0], count & 255);
    }
  });
  const data = crypto.getRandomValues(new Uint8Array(65536));
  const [echoed] = await Promise.all([readExactly(echo, data.length), writeAll(echo, data)]);
  assertEquals(echoed, data);
  echo.close();
  const sink = await vsock.dial(1025, FOREVER);
  const amount = 16 * MIB, chunk = new Uint8Array(MIB);
  await writeAll(sink, new Uint8Array(new BigInt64Array([BigInt(amount)]).buffer));
  await figures.rate("to the guest", 16, async () => {
    for (let count = 0; count < 16; count++) await writeAll(sink, chunk);
    assertEquals(new DataView((await readExactly(sink, 8)).buffer).getBigInt64(0, true), BigInt(amount));
  });
  sink.close();
  const source = await vsock.dial(1026, FOREVER);
  await figures.rate("from the guest", 16, async () => assertEquals(await readAll(source), amount));
  const refused = await vsock.dial(7, FOREVER).then(() => "", (error) => error.message);
  assert(refused.includes("ECONNREFUSED"), refused);
  using _ = vsock.listen(1030, async (channel) => {
    assertEquals(new TextDecoder().decode(await readExactly(channel, 5)), "hello");
    await writeAll(channel, new Uint8Array(7));
    channel.close();
  });
  assertEquals(await guest.command("vsock-dial 1030"), "bytes 7");
}

async function testDisk(guest: DeviceGuest, path: string, figures: Figures): Promise<void> {
  assertEquals(await guest.command("disk verify-zero 4"), `verify-zero ${DISK_MIB}`);
  await figures.rate("write, 1 MiB at a time, and flush", 16, () => guest.command("disk write 16"));
  await figures.rate("read, 1 MiB at a time", 16, async () => {
    assertEquals(await guest.command("disk read 16"), `read ${DISK_MIB}`);
  });
  await figures.each("read, 4 KiB at random", 200, () => guest.command("disk-small 200"));
  const file = Deno.readFileSync(path);
  for (let at = 0; at < 16; at++) assertEquals([file[at * MIB], file[(at + 1) * MIB - 1]], [at + 1, at + 1]);
  const blocks = () => Deno.statSync(path).blocks! * 512;
  const before = blocks();
  assertEquals(await guest.command("disk discard 8"), `discard ${DISK_MIB}`);
  assert(before - blocks() >= 8 * MIB, `${before} to ${blocks()} bytes`);
  assertEquals(await guest.command("disk zero 12"), `zero ${DISK_MIB}`);
  assertEquals(await guest.command("disk verify-zero 12"), `verify-zero ${DISK_MIB}`);
}

async function testNet(guest: DeviceGuest, netns: string, figures: Figures): Promise<void> {
  const listener = inNetns(netns, () => Deno.listen({ hostname: "10.5.5.1", port: 5000 }));
  using _ = listener;
  await guest.command("net-up 10.5.5.2");
  const chunk = new Uint8Array(MIB);
  const serve = async (send: number) => {
    using connection = await listener.accept();
    const received = await readAll(connection);
    for (let count = 0; count < send; count++) await writeAll(connection, chunk);
    return received;
  };
  const small = serve(0);
  await guest.command("tcp 10.5.5.1 5000 0");
  await small;
  await figures.rate("from the guest, TCP", 16, async () => {
    const [received] = await Promise.all([serve(0), guest.command("tcp 10.5.5.1 5000 16")]);
    assertEquals(received, 16 * MIB);
  });
  await figures.rate("to the guest, TCP", 16, async () => {
    const [, answer] = await Promise.all([serve(16), guest.command("tcp 10.5.5.1 5000 0")]);
    assertEquals(answer, `received ${16 * MIB}`);
  });
}

async function testBalloon(guest: DeviceGuest, balloon: Balloon, figures: Figures): Promise<void> {
  const before = guest.touched();
  await guest.command("touch 48");
  assert(guest.touched() - before > 16 * MIB); // some of it was touched before
  await figures.until("48 MiB freed by the guest are ours", () => guest.touched() - before < 12 * MIB);
  balloon.resize(32 * MIB);
  await figures.until("inflated by 32 MiB", () => balloon.size === 32 * MIB);
  balloon.resize(0);
  await figures.until("deflated", () => balloon.size === 0);
}

async function testMem(guest: DeviceGuest, mem: Mem, figures: Figures): Promise<void> {
  const memory = async () => Number((await guest.command("memory")).split(" ")[1]);
  const before = await memory(), wanted = 256 * MIB;
  await figures.each("256 MiB plugged", 1, () => mem.resize(wanted, FOREVER));
  await figures.until("... and in the guest's use", async () => await memory() - before > wanted * 0.95);
  await guest.command("touch 100");
  // What the guest's kernel itself has put there stays: how much comes back, and when, is up to it.
  mem.resize(0, FOREVER).catch(() => {});
  await figures.until("half of it unplugged", () => mem.size <= wanted / 2);
  assert(await memory() < before + wanted * 0.6);
}

/** The guest's clock goes on while its processors stand still, and its kernel thinks nothing of it. */
async function testPause(guest: DeviceGuest, figures: Figures): Promise<void> {
  const clock = async () => Number((await guest.command("clock")).split(" ")[1]);
  const before = await clock(), started = performance.now();
  await figures.each("paused", 1, () => guest.pause());
  let isAnswered = false;
  const answer = guest.command("echo on").finally(() => isAnswered = true);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  assert(!isAnswered, "a paused guest has answered");
  await figures.each("resumed, to its first answer", 1, async () => {
    await guest.resume();
    assertEquals(await answer, "on");
  });
  const passed = await clock() - before, here = performance.now() - started;
  assert(Math.abs(passed - here) < 0.25 * here, `${passed} ms in the guest, ${here} ms here`);
  assert(!/stall|lockup/.test(guest.output), guest.output);
}

/** Runs all of it, or what `isWanted` ("device rng"), in one guest; prints a line a device, with its figures below. */
export async function testDevices(
  print: (line: string) => void,
  isWanted: (name: string) => boolean = () => true,
): Promise<Counts> {
  const netns = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  await using stack = new AsyncDisposableStack();
  const folder = await Deno.makeTempDir({ prefix: "husk-devices-" });
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  const disk = `${folder}/disk`;
  Deno.writeFileSync(disk, new Uint8Array());
  Deno.truncateSync(disk, DISK_MIB * MIB);
  run("ip", "netns", "add", netns);
  stack.defer(() => void run("ip", "netns", "delete", netns));
  const tap = stack.use(inNetns(`/var/run/netns/${netns}`, () => openTap("tap0")));
  run("ip", "-n", netns, "link", "set", "tap0", "up");
  run("ip", "-n", netns, "address", "add", "10.5.5.1/24", "dev", "tap0");

  const reactor = new Reactor();
  const region = { guestAddress: 32 * GIB, size: GIB };
  const vsock = stack.use(new Vsock(reactor, 3));
  const block = stack.use(new Block(reactor, disk, { readonly: false, id: "disk" }));
  const balloon = new Balloon(reactor), mem = stack.use(new Mem(reactor, region));
  const net = new Net(reactor, tap, { mac: "02:00:00:00:00:01", mtu: 1500 });
  const devices = [new Rng(reactor), vsock, block, net, balloon, mem];
  const guest = stack.use(await DeviceGuest.start({ kernel: KERNEL, devices, regions: [region] }, reactor));
  const cases: Record<string, (figures: Figures) => Promise<void>> = {
    "device console": (figures) => testConsole(guest, figures),
    "a guest that was paused": (figures) => testPause(guest, figures),
    "device rng": (figures) => figures.each("512 bytes", 20, () => guest.command("rng 10240")),
    "device disk": (figures) => testDisk(guest, disk, figures),
    "device vsock": (figures) => testVsock(guest, vsock, figures),
    "device net": (figures) => testNet(guest, `/var/run/netns/${netns}`, figures),
    "device balloon": (figures) => testBalloon(guest, balloon, figures),
    "device mem": (figures) => testMem(guest, mem, figures),
    "a distribution's bzImage": (figures) => testBzImage(reactor, figures),
  };
  const counts = noCounts();
  for (const [name, action] of Object.entries(cases)) {
    if (!isWanted(`device ${name}`)) continue;
    const figures = new Figures(), start = performance.now();
    const line = (word: string) => `${word.padEnd(6)}${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`;
    try {
      await Promise.race([action(figures), guest.ended]);
      counts.passed++;
      print(line("ok"));
    } catch (error) {
      counts.failed++;
      print(line("FAIL"));
      print(`      ${error instanceof Error ? error.stack : error}\n${guest.output}`);
    }
    figures.lines.forEach((figure) => print(`      ${figure}`));
  }
  return counts;
}

if (import.meta.main) Deno.exit((await testDevices(console.log)).failed === 0 ? 0 : 1);
