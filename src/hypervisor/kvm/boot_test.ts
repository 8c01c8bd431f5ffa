import { assertEquals, assertThrows } from "@std/assert";
import { GuestFault, GuestMemory } from "../../devices/guest_memory.ts";
import { tempDir } from "../../linux/testing.ts";
import * as map from "./address_map.ts";
import { loadGuest } from "./boot.ts";

const ENTRY = 0x1000200;

/** A kernel of one segment (`data` at `address`, `extra` zeroes behind) and a PVH note. */
function elf(
  options: { address?: number; extra?: number; note?: boolean; cut?: number; fileSize?: number } = {},
): Uint8Array {
  const { address = 0x1000000, extra = 8192, note = true } = options;
  const bytes = new Uint8Array(64 + 2 * 56 + 20 + 4096);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, note ? 2 : 1, true);
  const header = (index: number, type: number, offset: number, paddr: number, fileSize: number, memorySize: number) => {
    const at = 64 + index * 56;
    view.setUint32(at, type, true);
    [offset, 0, paddr, fileSize, memorySize].forEach((value, field) =>
      view.setBigUint64(at + 8 + 8 * field, BigInt(value), true)
    );
  };
  const notes = 64 + 2 * 56, data = notes + 20;
  header(0, 1, data, address, options.fileSize ?? 4096, 4096 + extra);
  header(1, 4, notes, 0, 20, 20);
  [4, 4, 18, 0x006e6558, ENTRY].forEach((value, index) => view.setUint32(notes + 4 * index, value, true));
  bytes.fill(0xab, data);
  return bytes.subarray(0, options.cut ?? bytes.length);
}

function load(kernel: Uint8Array, options: { memoryMiB?: number; commandLine?: string } = {}) {
  using dir = tempDir();
  Deno.writeFileSync(`${dir.path}/kernel`, kernel);
  Deno.writeFileSync(`${dir.path}/initrd`, new Uint8Array(5000).fill(0xcd));
  const memory = new GuestMemory(map.ramRegions(options.memoryMiB ?? 64));
  try {
    const { commandLine = "console=hvc0" } = options;
    const guest = { kernel: `${dir.path}/kernel`, initrd: `${dir.path}/initrd`, commandLine, vcpus: 1 };
    return { entry: loadGuest(memory, guest), memory, [Symbol.dispose]: () => memory[Symbol.dispose]() };
  } catch (error) {
    memory[Symbol.dispose]();
    throw error;
  }
}

Deno.test("loadGuest() puts the segments where the kernel says, and finds its entry", () => {
  using loaded = load(elf());
  const { entry, memory } = loaded;
  assertEquals(entry, { address: ENTRY, ebx: map.START_INFO });
  const [first, last, behind] = [0, 4095, 4096].map((at) => memory.bytes[0x1000000 + at]);
  assertEquals([first, last, behind], [0xab, 0xab, 0]);
});

Deno.test("loadGuest() describes memory, initramfs and command line in the start info", () => {
  using loaded = load(elf(), { memoryMiB: 4096, commandLine: "quiet" });
  const { view, bytes } = loaded.memory;
  const at = (offset: number) => Number(view.getBigUint64(map.START_INFO + offset, true));
  assertEquals(view.getUint32(map.START_INFO, true), 0x336ec578);
  assertEquals(new TextDecoder().decode(bytes.subarray(at(24), at(24) + 6)), "quiet\0");
  const module = at(16);
  const [initrd, size] = [0, 8].map((field) => Number(view.getBigUint64(module + field, true)));
  assertEquals([initrd, size], [3 * 2 ** 30 - 8192, 5000]);
  assertEquals([bytes[initrd!], bytes[initrd! + 4999], bytes[initrd! + 5000]], [0xcd, 0xcd, 0]);
  const count = view.getUint32(map.START_INFO + 48, true);
  const entries = Array.from({ length: count }, (_, index) => {
    const entry = at(40) + 24 * index;
    return [...[0, 8].map((field) => Number(view.getBigUint64(entry + field, true))), view.getUint32(entry + 16, true)];
  });
  assertEquals(entries, [
    [0, 639 * 1024, 1],
    [0xf0000, 0x10000, 2],
    [2 ** 20, 3 * 2 ** 30 - 2 ** 20, 1],
    [2 ** 32, 2 ** 30, 1],
  ]);
});

Deno.test("loadGuest() refuses what is no kernel, or not whole, or lies where there is no memory", () => {
  assertThrows(() => load(new Uint8Array(10)), Error, "it is neither a 64-bit little-endian ELF file nor a bzImage");
  assertThrows(() => load(new TextEncoder().encode("#!/bin/sh\n".repeat(100))), Error, "neither a 64-bit");
  assertThrows(() => load(elf({ note: false })), Error, "it has no PVH entry");
  assertThrows(() => load(elf({ cut: 1000 })), Error, "it is cut short");
  assertThrows(() => load(elf({ cut: 100 })), Error, "it is cut short");
  assertThrows(() => load(elf({ fileSize: 2 ** 40 })), Error, "larger in the file than in memory");
  assertThrows(() => load(elf({ address: 63 * 2 ** 20, extra: 2 ** 20 })), GuestFault);
  assertThrows(() => load(elf({ address: 2 ** 52 })), GuestFault);
  assertThrows(() => load(elf(), { commandLine: "x".repeat(3000) }), Error, "3001 bytes (at most 2048)");
});
