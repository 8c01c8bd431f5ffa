import { assertEquals, assertThrows } from "@std/assert";
import { SystemError } from "../util/errors.ts";
import { check, libc } from "../linux/libc.ts";
import { GuestFault, GuestMemory } from "./guest_memory.ts";

const PAGE = 4096;
const HIGH = 2 ** 32;

function memory(): GuestMemory {
  return new GuestMemory([{ guestAddress: 0, size: 4 * PAGE }, { guestAddress: HIGH, size: 2 * PAGE }]);
}

Deno.test("GuestMemory.range() finds each region where it lies in the file", () => {
  using guest = memory();
  assertEquals(guest.range(0, PAGE), 0);
  assertEquals(guest.range(3 * PAGE, PAGE), 3 * PAGE);
  assertEquals(guest.range(HIGH + 5, 10), 4 * PAGE + 5);
  assertEquals(guest.range(HIGH, 2 * PAGE), 4 * PAGE);
  assertEquals(guest.bytes.length, 6 * PAGE);
});

Deno.test("GuestMemory.range() allows nothing at a region's end, and no byte more", () => {
  using guest = memory();
  assertEquals(guest.range(4 * PAGE, 0), 4 * PAGE);
  assertThrows(() => guest.range(4 * PAGE, 1), GuestFault);
});

Deno.test("GuestMemory.range() refuses what is not wholly within one region", () => {
  using guest = memory();
  const wild: [number, number][] = [
    [-1, 1],
    [0, -1],
    [PAGE, -PAGE],
    [4 * PAGE - 1, 2],
    [0, 5 * PAGE],
    [0, 6 * PAGE],
    [HIGH - 1, 2],
    [HIGH + 2 * PAGE, 1],
    [2 ** 53, 1],
    [Number(0xffffffffffffffffn), 1],
    [0, Number(0xffffffffffffffffn)],
    [NaN, 1],
    [0, NaN],
    [0.5, 1],
    [0, 0.5],
    [Infinity, 0],
    [-Infinity, Infinity],
  ];
  for (const [address, length] of wild) {
    assertThrows(() => guest.range(address, length), GuestFault, undefined, `${address} ${length}`);
  }
});

Deno.test("GuestMemory is what whoever has the file sees, and keeps its size", () => {
  using guest = memory();
  guest.view.setUint32(guest.range(HIGH, 4), 0x12345678, true);
  const data = Deno.readFileSync(`/proc/self/fd/${guest.fd.number}`);
  assertEquals(new DataView(data.buffer).getUint32(4 * PAGE, true), 0x12345678);
  const shrink = () => check(libc.ftruncate(guest.fd.number, 0n), "ftruncate", () => "Cannot shrink");
  assertThrows(shrink, SystemError, "EPERM");
});

Deno.test("GuestMemory takes memory only where it is touched, and lets go of all", async () => {
  const blocks = async (fd: number) => (await Deno.stat(`/proc/self/fd/${fd}`)).blocks! * 512;
  const guest = new GuestMemory([{ guestAddress: 0, size: 8 * 2 ** 30 }]);
  assertEquals(await blocks(guest.fd.number), 0);
  guest.bytes[5 * 2 ** 30] = 1;
  assertEquals(await blocks(guest.fd.number), PAGE);
  guest[Symbol.dispose]();
  assertEquals(guest.fd.number, -1);
  assertEquals(Deno.readTextFileSync("/proc/self/maps").includes("husk-guest"), false);
});
