/**
 * Where everything lies in the guest's physical memory, and why.
 *
 *     0                    RAM; the lowest MiB holds what the kernel reads once as it starts (PVH start info or boot_params, MP table)
 *     1 MiB                RAM: the kernel where its ELF file says (16 MiB), the initramfs at the end of the low RAM
 *     3 GiB                no RAM: devices
 *     4 GiB                RAM beyond the first 3 GiB
 *     then                 from a multiple of 4 GiB on: what the guest may get beside its RAM while it runs
 */
import type { MemoryRegion } from "../../devices/guest_memory.ts";

const KIB = 1024, MIB = 1024 * KIB, GIB = 1024 * MIB;
export const PAGE = 4096;

/** RAM below 4 GiB ends here at the latest: the APICs (0xfec00000, 0xfee00000) are fixed by the processor. As QEMU's microvm has it. */
export const LOW_RAM_END = 3 * GIB;
export const HIGH_RAM = 4 * GIB;

/** What a PC has between 639 KiB and 1 MiB (EBDA, video, firmware) is no RAM to the kernel, which looks for an MP table here. */
export const BASE_RAM_END = 639 * KIB;
export const MAIN_RAM = 1 * MIB;

/** The start of day: read by the kernel before it uses the lowest MiB for anything (Linux keeps all of it reserved). */
export const START_INFO = 0x1000;
export const MEMORY_MAP = 0x2000;
/** In place of start info and memory map where the kernel is a bzImage. */
export const BOOT_PARAMS = 0x4000;
export const COMMAND_LINE = 0x3000;
export const COMMAND_LINE_SIZE = 2048; // COMMAND_LINE_SIZE of arch/x86/include/asm/setup.h

/** One of the three places where Linux looks (arch/x86/kernel/mpparse.c); the only one with room for the entries of 64 vCPUs. */
export const MP_TABLE = 0xf0000;
export const MP_TABLE_END = 0x100000;

/** The register pages of the devices, one after the other: one slot of memory that the guest can read and not write. */
export const DEVICE_PAGES = 0xd0000000;

/** Fixed by the architecture (Intel SDM 3A §11.4.1, 82093AA): KVM's in-kernel APICs answer here. */
export const IO_APIC = 0xfec00000;
export const LOCAL_APIC = 0xfee00000;

/** Four pages that KVM needs on Intel processors without unrestricted guests; any that are no RAM will do (api.rst). */
export const IDENTITY_MAP = 0xfffbc000;
export const TASK_STATE = IDENTITY_MAP + PAGE;

/** Interrupt lines: the I/O APIC has 24 pins; a PC's own devices (timer, cascade, clock, FPU) had those left out here. */
export const IO_APIC_PINS = 24;
export const DEVICE_LINES: readonly number[] = [5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];

/** The RAM of a guest with `memoryMiB`, as regions of its memory. */
export function ramRegions(memoryMiB: number): Pick<MemoryRegion, "guestAddress" | "size">[] {
  const size = memoryMiB * MIB;
  const low = { guestAddress: 0, size: Math.min(size, LOW_RAM_END) };
  return size > LOW_RAM_END ? [low, { guestAddress: HIGH_RAM, size: size - LOW_RAM_END }] : [low];
}

/** Linux plugs memory in blocks of 128 MiB, and of 2 GiB at most on large machines (probe_memory_block_size). */
export const PLUG_UNIT = 128 * MIB;
const PLUG_ALIGNMENT = 4 * GIB;

/** Where a guest with `memoryMiB` finds what it may get beyond that, up to `mostMiB` in all; undefined where that is not worth a region. */
export function pluggableRegion(
  memoryMiB: number,
  mostMiB: number,
): Pick<MemoryRegion, "guestAddress" | "size" | "isPluggable"> | undefined {
  const size = Math.floor((mostMiB - memoryMiB) * MIB / PLUG_UNIT) * PLUG_UNIT;
  if (size <= 0) return undefined;
  const last = ramRegions(memoryMiB).at(-1)!;
  const end = Math.max(last.guestAddress + last.size, HIGH_RAM);
  return { guestAddress: Math.ceil(end / PLUG_ALIGNMENT) * PLUG_ALIGNMENT, size, isPluggable: true };
}
