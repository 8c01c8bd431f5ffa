import { assertEquals, assertThrows } from "@std/assert";
import { GuestMemory } from "../../devices/guest_memory.ts";
import { Reactor } from "../../linux/reactor.ts";
import { tempDir } from "../../linux/testing.ts";
import type { VmExit } from "../hypervisor.ts";
import * as map from "./address_map.ts";
import { loadGuest } from "./boot.ts";
import { Machine } from "./machine.ts";
import { Processors } from "./processors.ts";

const hasKvm = await Deno.stat("/dev/kvm").then(() => true, () => false);
const MIB = 2 ** 20, ADDRESS = 16 * MIB, SETUP_SECTORS = 3;

/** For each field of what it is told: out to the port of that number. Then ud2, without any handler: a triple fault. */
const TELLING = [
  ...[0x8b, 0x96, 0x28, 0x02, 0x00, 0x00], // mov edx, [esi + 0x228]: the command line
  ...[0x0f, 0xb6, 0x12, 0xee], // movzx edx, byte [edx]; out dx, al
  ...[0x8b, 0x96, 0x18, 0x02, 0x00, 0x00], // mov edx, [esi + 0x218]: the initramfs
  ...[0x0f, 0xb6, 0x12, 0xee],
  ...[0x0f, 0xb6, 0x96, 0xe8, 0x01, 0x00, 0x00, 0xee], // movzx edx, byte [esi + 0x1e8]: entries of the memory map
  ...[0x0f, 0x0b],
];

interface Fields {
  version?: number;
  signature?: number;
  loadFlags?: number;
  jump?: number;
  preferred?: number;
  initSize?: number;
  initrdMax?: number;
  commandLineMax?: number;
  cut?: number;
}

/** A bzImage whose code is `TELLING`, with the header of a recent kernel's. */
function bzImage(fields: Fields = {}): Uint8Array {
  const code = (1 + SETUP_SECTORS) * 512;
  const bytes = new Uint8Array(code + 4096);
  const view = new DataView(bytes.buffer);
  bytes[0x1f1] = SETUP_SECTORS;
  view.setUint16(0x1fe, fields.signature ?? 0xaa55, true);
  bytes[0x201] = fields.jump ?? 0x6a;
  bytes.set(new TextEncoder().encode("HdrS"), 0x202);
  view.setUint16(0x206, fields.version ?? 0x20f, true);
  bytes[0x211] = fields.loadFlags ?? 1;
  view.setUint32(0x22c, fields.initrdMax ?? 0x7fffffff, true);
  view.setUint32(0x238, fields.commandLineMax ?? 2047, true);
  view.setBigUint64(0x258, BigInt(fields.preferred ?? ADDRESS), true);
  view.setUint32(0x260, fields.initSize ?? 8 * MIB, true);
  bytes.set(TELLING, code);
  return bytes.subarray(0, fields.cut ?? bytes.length);
}

function load(fields: Fields = {}, options: { memoryMiB?: number; commandLine?: string } = {}) {
  using dir = tempDir();
  const [kernel, initrd] = [`${dir.path}/kernel`, `${dir.path}/initrd`];
  Deno.writeFileSync(kernel, bzImage(fields));
  Deno.writeFileSync(initrd, new Uint8Array(5000).fill(0xcd));
  using stack = new DisposableStack();
  const memory = stack.use(new GuestMemory(map.ramRegions(options.memoryMiB ?? 64)));
  const entry = loadGuest(memory, { kernel, initrd, commandLine: options.commandLine ?? "quiet", vcpus: 1 });
  const owned = stack.move();
  return { memory, entry, [Symbol.dispose]: () => owned.dispose() };
}

Deno.test("loadGuest() puts a bzImage's code where it wants to lie, and tells it of memory, initramfs and command line", () => {
  using loaded = load({}, { memoryMiB: 4096 });
  const { memory: { view, bytes }, entry } = loaded;
  assertEquals(entry, { address: ADDRESS, esi: map.BOOT_PARAMS });
  assertEquals([...bytes.subarray(ADDRESS, ADDRESS + TELLING.length)], TELLING);
  const number = (offset: number) => view.getUint32(map.BOOT_PARAMS + offset, true);
  assertEquals(new TextDecoder().decode(bytes.subarray(map.BOOT_PARAMS + 0x202, map.BOOT_PARAMS + 0x206)), "HdrS");
  assertEquals([number(0x206) & 0xffff, bytes[map.BOOT_PARAMS + 0x210], number(0x214)], [0x20f, 0xff, ADDRESS]);
  // No further than the kernel can use, though there is memory beyond.
  const initrd = 2 ** 31 - 8192;
  assertEquals([number(0x218), number(0x21c), bytes[initrd], bytes[initrd + 4999]], [initrd, 5000, 0xcd, 0xcd]);
  assertEquals(new TextDecoder().decode(bytes.subarray(number(0x228), number(0x228) + 6)), "quiet\0");
  const entries = Array.from({ length: bytes[map.BOOT_PARAMS + 0x1e8]! }, (_, index) => {
    const at = map.BOOT_PARAMS + 0x2d0 + 20 * index;
    return [
      Number(view.getBigUint64(at, true)),
      Number(view.getBigUint64(at + 8, true)),
      view.getUint32(at + 16, true),
    ];
  });
  assertEquals(entries, [
    [0, 639 * 1024, 1],
    [0xf0000, 0x10000, 2],
    [MIB, 3 * 2 ** 30 - MIB, 1],
    [2 ** 32, 2 ** 30, 1],
  ]);
});

Deno.test("loadGuest() refuses a bzImage that is too old, not whole, or has no room", () => {
  const refused = (fields: Fields, why: string, options = {}) => assertThrows(() => load(fields, options), Error, why);
  refused({ signature: 0 }, "its boot sector has no signature");
  refused({ version: 0x209 }, "its boot protocol is 2.9, older than 2.10");
  refused({ loadFlags: 0 }, "it is no big kernel");
  for (const jump of [0, 0x50, 0xff]) refused({ jump }, "its header ends at ");
  refused({ cut: 2048 }, "it is cut short");
  refused({ cut: 1023 }, "neither a 64-bit little-endian ELF file nor a bzImage");
  refused({ initSize: 49 * MIB }, "bytes of memory from 0x1000000 on, which the VM has not got");
  refused({ initSize: 48 * MIB }, "with its initramfs it needs more memory than the VM has");
  refused({ initrdMax: 20 * MIB }, "with its initramfs it needs more memory than the VM has");
  for (const preferred of [0, 0x1000, 64 * MIB, 2 ** 52]) refused({ preferred }, "which the VM has not got");
  refused({ commandLineMax: 4 }, "6 bytes (at most 5)");
});

Deno.test({
  name: "a bzImage runs from its 32-bit entry, and finds what it is told",
  ignore: !hasKvm,
  fn: async () => {
    await using after = new AsyncDisposableStack();
    const reactor = new Reactor();
    after.defer(() => reactor.idle());
    await using stack = new AsyncDisposableStack();
    const machine = stack.use(new Machine());
    const { memory, entry } = stack.use(load());
    machine.addMemory(memory);
    const end = Promise.withResolvers<VmExit>();
    const processors = stack.use(
      new Processors(machine, reactor, { count: 1, entry, write: () => {}, ended: end.resolve }),
    );
    processors.start();
    assertEquals((await end.promise).kind, "guest");
    // "q" of quiet, the first byte of the initramfs, three entries.
    assertEquals([...processors.exitCounts.keys()], ["io write 0x71", "io write 0xcd", "io write 0x3"]);
  },
});
