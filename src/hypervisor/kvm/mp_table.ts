import { DEVICE_LINES, IO_APIC, LOCAL_APIC, MP_TABLE } from "./address_map.ts";

/** Entries of the table (Intel MultiProcessor Specification 1.4 §4.3). */
const PROCESSOR = 0, BUS = 1, IO_APIC_ENTRY = 2, IO_INTERRUPT = 3, LOCAL_INTERRUPT = 4;
const INT = 0, NMI = 1, EXT_INT = 3;
const ISA = 0;
const POINTER_SIZE = 16, HEADER_SIZE = 44;
const TIMER_PIN = 2;

/**
 * The MP table that tells a kernel without ACPI of its processors and interrupt lines: a pointer structure for MP_TABLE, followed by
 * the table. The devices' lines are an ISA bus's: edges, active high.
 */
export function mpTable(vcpus: number): Uint8Array<ArrayBuffer> {
  const ioApicId = vcpus;
  const entries: number[][] = [];
  for (let id = 0; id < vcpus; id++) {
    // Version 0x14; enabled, and the first one boots. Signature and features: zeroes, the kernel asks CPUID.
    entries.push([PROCESSOR, id, 0x14, id === 0 ? 3 : 1, ...new Array<number>(16).fill(0)]);
  }
  entries.push([BUS, ISA, ...ascii("ISA   ")]);
  entries.push([IO_APIC_ENTRY, ioApicId, 0x11, 1, ...u32(IO_APIC)]);
  // KVM has the timer's line at pin 2, as PCs do; there is no timer, but the kernel wants to know its pin.
  entries.push([IO_INTERRUPT, INT, 0, 0, ISA, 0, ioApicId, TIMER_PIN]);
  for (const line of DEVICE_LINES) entries.push([IO_INTERRUPT, INT, 0, 0, ISA, line, ioApicId, line]);
  entries.push([LOCAL_INTERRUPT, EXT_INT, 0, 0, ISA, 0, 0, 0]);
  entries.push([LOCAL_INTERRUPT, NMI, 0, 0, ISA, 0, 0xff, 1]);

  const body = entries.flat();
  const table = withChecksum([
    ...ascii("PCMP"),
    ...u16(HEADER_SIZE + body.length),
    4, // revision 1.4
    0, // checksum
    ...ascii("HUSK    "),
    ...ascii("VM          "),
    ...u32(0),
    ...u16(0),
    ...u16(entries.length),
    ...u32(LOCAL_APIC),
    ...u32(0),
    ...body,
  ], 7);
  const pointer = withChecksum([...ascii("_MP_"), ...u32(MP_TABLE + POINTER_SIZE), 1, 4, 0, 0, 0, 0, 0, 0], 10);
  return new Uint8Array([...pointer, ...table]);
}

/** Sets the byte at `at` such that all of them add up to 0. */
function withChecksum(bytes: number[], at: number): number[] {
  bytes[at] = -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return bytes;
}

function ascii(text: string): number[] {
  return Array.from(text, (char) => char.charCodeAt(0));
}

function u16(value: number): number[] {
  return [value & 0xff, value >> 8];
}

function u32(value: number): number[] {
  return [value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >>> 24];
}
