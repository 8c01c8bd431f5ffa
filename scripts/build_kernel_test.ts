import { refusedOptions } from "./build_kernel.ts";
import { packElf } from "./pack_elf.ts";

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`got ${a}, expected ${b}`);
}

Deno.test("refusedOptions() names what is missing, what has another value and what is still on", () => {
  const wanted = "CONFIG_A=y\n# a comment\nCONFIG_B=14\n# CONFIG_C is not set\n# CONFIG_D is not set\nCONFIG_E=y\n";
  const config = "CONFIG_A=y\nCONFIG_B=17\nCONFIG_C=y\n# CONFIG_D is not set\n";
  equal(refusedOptions(wanted, config), ["CONFIG_B=14", "# CONFIG_C is not set", "CONFIG_E=y"]);
});

/** An ELF64 with one PT_LOAD of five pages (code, 0xcc, zeros, data, a part of a page) and 100 bytes of bss. */
function kernel(): Uint8Array {
  const elf = new Uint8Array(0x1000 + 4 * 4096 + 16);
  const view = new DataView(elf.buffer);
  view.setUint32(0, 0x7f454c46);
  elf.set([2, 1, 1], 4);
  view.setBigUint64(24, 0x1000123n, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 1, true);
  view.setUint32(68, 7, true);
  view.setBigUint64(72, 0x1000n, true);
  view.setBigUint64(80, 0xffffffff81000000n, true);
  view.setBigUint64(88, 0x1000000n, true);
  view.setBigUint64(96, BigInt(4 * 4096 + 16), true);
  view.setBigUint64(104, BigInt(4 * 4096 + 116), true);
  elf.fill(0x90, 0x1000, 0x1010);
  elf.fill(0xcc, 0x2000, 0x3000);
  elf.fill(0x11, 0x4000, 0x4001);
  elf.fill(0x22, 0x5000, 0x5010);
  return elf;
}

/** Copies an ELF's segments into memory, as a loader does. */
function load(elf: Uint8Array, memory: Uint8Array): number {
  const view = new DataView(elf.buffer);
  const count = view.getUint16(56, true);
  for (let at = 64; at < 64 + count * 56; at += 56) {
    const offset = Number(view.getBigUint64(at + 8, true));
    const data = elf.subarray(offset, offset + Number(view.getBigUint64(at + 32, true)));
    memory.set(data, Number(view.getBigUint64(at + 24, true)) - 0x1000000);
  }
  return count;
}

Deno.test("packElf() keeps the entry and loads as the original does, but for filler", () => {
  const original = kernel();
  const packed = packElf(original);
  const [expected, actual] = [new Uint8Array(5 * 4096), new Uint8Array(5 * 4096)];
  load(original, expected);
  expected.fill(0, 4096, 2 * 4096); // the page of 0xcc is not stored
  equal(load(packed, actual), 2);
  equal(actual.every((byte, i) => byte === expected[i]), true);
  equal(new DataView(packed.buffer).getBigUint64(24, true).toString(16), "1000123");
  equal(packed.length < 3 * 4096, true);
});

Deno.test("packElf() refuses what is not an ELF64 file, and a segment beyond its end", () => {
  const failure = (elf: Uint8Array) => {
    try {
      packElf(elf);
      return "none";
    } catch (error) {
      return (error as Error).message;
    }
  };
  equal(failure(new Uint8Array(100)), "Cannot pack kernel: not a little-endian ELF64 file");
  equal(failure(kernel().subarray(0, 0x2000)), "Cannot pack kernel: segment 0 lies outside the file");
});
