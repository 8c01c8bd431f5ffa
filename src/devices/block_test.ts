import { assertEquals, assertThrows } from "@std/assert";
import { FakeGuest, type Segment } from "../../tests/fakes/ring_driver.ts";
import { O_RDONLY, O_RDWR } from "../linux/abi/fcntl.ts";
import { Fd } from "../linux/fd.ts";
import { SystemError } from "../util/errors.ts";
import { Block } from "./block.ts";
import { GuestFault } from "./guest_memory.ts";

const IN = 0, OUT = 1, FLUSH = 4, GET_ID = 8, DISCARD = 11, WRITE_ZEROES = 13;
const OK = 0, IO_ERROR = 1, UNSUPPORTED = 2;
const SECTORS = 256;

class BlockGuest implements AsyncDisposable {
  readonly guest = new FakeGuest();
  readonly path = Deno.makeTempFileSync({ prefix: "husk-test-" });
  readonly device: Block;

  constructor(options: { readonly?: boolean } = {}) {
    Deno.writeFileSync(this.path, Uint8Array.from({ length: SECTORS * 512 + 100 }, (_, index) => index >> 9));
    this.device = new Block(this.guest.reactor, this.path, { readonly: options.readonly ?? false, id: "husk-disk" });
    this.guest.activate(this.device);
  }

  header(type: number, sector: number): Segment {
    const header = new DataView(new ArrayBuffer(16));
    header.setUint32(0, type, true);
    header.setBigUint64(8, BigInt(sector), true);
    return this.guest.place(new Uint8Array(header.buffer));
  }

  /** A request's status and how many bytes the device says it has written. */
  async request(type: number, sector: number, ...data: Segment[]): Promise<[status: number, written: number]> {
    const status = this.guest.room(1);
    this.guest.memory.bytes[status.address] = 0xff;
    this.guest.queues[0]!.add(this.header(type, sector), ...data, status);
    const [used] = await this.guest.queues[0]!.used1();
    return [this.guest.bytes(status)[0]!, used!.written];
  }

  range(sector: number, count: number, flags = 0): Segment {
    const range = new DataView(new ArrayBuffer(16));
    range.setBigUint64(0, BigInt(sector), true);
    range.setUint32(8, count, true);
    range.setUint32(12, flags, true);
    return this.guest.place(new Uint8Array(range.buffer));
  }

  /** The byte with which each sector is filled, from `first` on. */
  fills(first: number, count: number): (number | undefined)[] {
    const file = Deno.readFileSync(this.path);
    return Array.from({ length: count }, (_, index) => {
      const sector = file.subarray((first + index) * 512, (first + index + 1) * 512);
      return sector.every((byte) => byte === sector[0]) ? sector[0] : undefined;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.guest[Symbol.asyncDispose]();
    this.device[Symbol.dispose]();
    Deno.removeSync(this.path);
  }
}

Deno.test("Block reads sectors into the guest's segments", async () => {
  await using t = new BlockGuest();
  assertEquals(new DataView(t.device.config.buffer).getBigUint64(0, true), BigInt(SECTORS));
  const rooms = [t.guest.room(512), t.guest.room(100), t.guest.room(412)];
  assertEquals(await t.request(IN, 7, ...rooms), [OK, 1025]);
  assertEquals(rooms.map((room) => new Set(t.guest.bytes(room))), [new Set([7]), new Set([8]), new Set([8])]);
});

Deno.test("Block writes sectors, and flushes", async () => {
  await using t = new BlockGuest();
  assertEquals(await t.request(OUT, 255, t.guest.place(new Uint8Array(512).fill(99))), [OK, 1]);
  assertEquals(await t.request(FLUSH, 0), [OK, 1]);
  assertEquals(t.fills(254, 2), [254, 99]);
});

Deno.test("Block refuses what does not lie on the disk, and parts of sectors", async () => {
  await using t = new BlockGuest();
  const sector = t.guest.place(new Uint8Array(512));
  assertEquals(await t.request(OUT, 256, sector), [IO_ERROR, 1]);
  assertEquals(await t.request(OUT, 2 ** 53, sector), [IO_ERROR, 1]);
  assertEquals(await t.request(OUT, 255, sector, sector), [IO_ERROR, 1]);
  assertEquals(await t.request(OUT, 0, t.guest.place(new Uint8Array(100))), [IO_ERROR, 1]);
  assertEquals(await t.request(IN, 256, t.guest.room(512)), [IO_ERROR, 1]);
  assertEquals(Deno.statSync(t.path).size, SECTORS * 512 + 100);
  assertEquals(t.fills(0, 1), [0]);
});

Deno.test("Block that is read-only offers no writing, and refuses it", async () => {
  await using t = new BlockGuest({ readonly: true });
  assertEquals([(t.device.features >> 5n) & 1n, (t.device.features >> 13n) & 3n], [1n, 0n]);
  assertEquals(await t.request(OUT, 3, t.guest.place(new Uint8Array(512))), [IO_ERROR, 1]);
  assertEquals(await t.request(DISCARD, 0, t.range(3, 1)), [IO_ERROR, 1]);
  assertEquals(await t.request(WRITE_ZEROES, 0, t.range(3, 1)), [IO_ERROR, 1]);
  assertEquals(await t.request(IN, 3, t.guest.room(512)), [OK, 513]);
  assertEquals(t.fills(3, 1), [3]);
});

Deno.test("Block discards and writes zeroes", async () => {
  await using t = new BlockGuest();
  assertEquals(await t.request(DISCARD, 0, t.range(8, 8)), [OK, 1]);
  assertEquals(await t.request(WRITE_ZEROES, 0, t.range(20, 2)), [OK, 1]);
  assertEquals(await t.request(WRITE_ZEROES, 0, t.range(30, 1, 1)), [OK, 1]);
  assertEquals(t.fills(19, 4), [19, 0, 0, 22]);
  assertEquals([...t.fills(7, 2), ...t.fills(15, 2), ...t.fills(30, 2)], [7, 0, 0, 16, 0, 31]);
  assertEquals(await t.request(DISCARD, 0, t.range(255, 2)), [IO_ERROR, 1]);
  assertEquals(await t.request(DISCARD, 0, t.range(0, 0xffffffff)), [IO_ERROR, 1]);
  assertEquals(await t.request(DISCARD, 0, t.range(0, 1, 1)), [UNSUPPORTED, 1]);
  assertEquals(await t.request(WRITE_ZEROES, 0, t.range(0, 1, 2)), [UNSUPPORTED, 1]);
  assertEquals(await t.request(DISCARD, 0, t.range(0, 1), t.range(1, 1)), [UNSUPPORTED, 1]);
  assertEquals(await t.request(DISCARD, 0), [IO_ERROR, 1]);
});

Deno.test("Block tells its id, and what it does not know", async () => {
  await using t = new BlockGuest();
  const room = t.guest.room(20);
  assertEquals(await t.request(GET_ID, 0, room), [OK, 21]);
  assertEquals(new TextDecoder().decode(t.guest.bytes(room)).replace(/\0+$/, ""), "husk-disk");
  assertEquals(await t.request(77, 0), [UNSUPPORTED, 1]);
});

Deno.test("Block serves more requests than it has under way at once", async () => {
  await using t = new BlockGuest();
  const [queue] = t.guest.queues;
  const rooms = new Map<number, Segment>();
  for (let sector = 0; sector < 40; sector++) {
    const room = t.guest.room(512);
    rooms.set(queue!.add(t.header(IN, sector), room, t.guest.room(1)), room);
  }
  let done = 0;
  while (done < 40) done += (await queue!.used1()).length;
  const found = [...rooms.values()].map((room) => t.guest.bytes(room)[511]);
  assertEquals(found, Array.from({ length: 40 }, (_, index) => index));
});

Deno.test("Block is reset while requests are under way, and waits for them", async () => {
  await using t = new BlockGuest();
  for (let count = 0; count < 20; count++) t.guest.queues[0]!.add(t.header(IN, 0), t.guest.room(4096), t.guest.room(1));
  await new Promise((resolve) => setTimeout(resolve, 0));
  await t.device.reset();
  t.guest.activate(t.device);
  assertEquals((await t.request(IN, 1, t.guest.room(512)))[0], OK);
});

for (
  const [name, request] of Object.entries<(t: BlockGuest) => Segment[]>({
    "shorter than its header": (t) => [t.guest.place(new Uint8Array(15)), t.guest.room(1)],
    "without a place for its status": (t) => [t.header(FLUSH, 0)],
  })
) {
  Deno.test(`Block tells of a request ${name}`, async () => {
    await using t = new BlockGuest();
    t.guest.queues[0]!.add(...request(t));
    assertEquals((await t.guest.failed).constructor, GuestFault);
  });
}

Deno.test("Block takes what is put into it while the guest runs, and gives it back", async () => {
  await using guest = new FakeGuest();
  const path = Deno.makeTempFileSync({ prefix: "husk-test-" });
  Deno.writeFileSync(path, new Uint8Array(4 * 512).fill(7));
  using device = new Block(guest.reactor, undefined, { readonly: false, id: "slot" });
  guest.activate(device);
  const t = Object.assign(Object.create(BlockGuest.prototype) as BlockGuest, { guest, path, device });
  const sectors = () => Number(new DataView(device.config.buffer).getBigUint64(0, true));
  const sector = guest.room(512);
  const refused = async (status = IO_ERROR) => assertEquals((await t.request(OUT, 0, sector))[0], status);

  assertEquals([sectors(), (device.features >> 5n) & 1n], [1, 0n]);
  assertEquals(await t.request(IN, 0, sector), [OK, 513]);
  assertEquals(guest.bytes(sector)[0], 0);
  await refused();
  assertEquals(await t.request(FLUSH, 0), [OK, 1]);

  device.insert(Fd.open(path, O_RDONLY), true);
  assertEquals([sectors(), guest.configChanges], [4, 1]);
  assertEquals(await t.request(IN, 3, sector), [OK, 513]);
  assertEquals(guest.bytes(sector)[511], 7);
  await refused();
  assertEquals(await t.request(DISCARD, 0, t.range(0, 1)), [IO_ERROR, 1]);

  await device.eject();
  assertEquals([sectors(), guest.configChanges], [1, 2]);
  assertEquals((await t.request(IN, 3, sector))[0], IO_ERROR);
  device.insert(Fd.open(path, O_RDWR), false);
  await refused(OK);
  Deno.removeSync(path);
});

Deno.test("Block names the file that it cannot open", async () => {
  await using guest = new FakeGuest();
  const open = () => new Block(guest.reactor, "/nonexistent/disk", { readonly: true, id: "" });
  assertThrows(open, SystemError, "/nonexistent/disk");
});
