import type { GuestMemory } from "../../devices/guest_memory.ts";
import * as map from "./address_map.ts";
import { bootParams, type BzImage, loadBzImage, type MapEntry } from "./bz_image.ts";
import { loadFile } from "./load_file.ts";
import { mpTable } from "./mp_table.ts";
import type { Entry } from "./processor.ts";
import { loadPvhKernel } from "./pvh_kernel.ts";

/** Types of the memory map's entries (as in e820). */
const RAM = 1, RESERVED = 2;
const MAP_ENTRY_SIZE = 24, MODULE_SIZE = 32, START_INFO_SIZE = 56;
const START_INFO_MAGIC = 0x336ec578;

/**
 * Puts kernel (an ELF file with a PVH entry, or a bzImage), initramfs, command line, MP table and what the kernel is told into a new
 * guest's memory; returns the kernel's entry. Throws an Error that names what cannot be loaded.
 */
export function loadGuest(
  memory: GuestMemory,
  guest: { kernel: string; initrd: string; commandLine: string; vcpus: number },
): Entry {
  const image = loadBzImage(guest.kernel, memory);
  const pvhEntry = image === undefined ? loadPvhKernel(guest.kernel, memory) : undefined;
  const initrd = loadInitrd(memory, guest.initrd, image?.initrdMax);
  if (image !== undefined && initrd.address < image.end) {
    throw new Error(`Cannot boot '${guest.kernel}': with its initramfs it needs more memory than the VM has`);
  }
  putCommandLine(memory, guest.commandLine, image?.commandLineMax);
  put(memory, map.MP_TABLE, mpTable(guest.vcpus));
  if (image !== undefined) return putBootParams(memory, image, initrd);
  putStartInfo(memory, initrd);
  return { address: pvhEntry!, ebx: map.START_INFO };
}

function putCommandLine(memory: GuestMemory, text: string, most = map.COMMAND_LINE_SIZE - 1): void {
  const line = new TextEncoder().encode(text + "\0");
  const size = Math.min(most + 1, map.COMMAND_LINE_SIZE);
  if (line.length > size) {
    throw new Error(`Cannot boot: the kernel's command line has ${line.length} bytes (at most ${size})`);
  }
  put(memory, map.COMMAND_LINE, line);
}

function putBootParams(memory: GuestMemory, image: BzImage, initrd: { address: number; size: number }): Entry {
  const guest = { commandLine: map.COMMAND_LINE, initrd, map: memoryMap(memory) };
  put(memory, map.BOOT_PARAMS, bootParams(image, guest));
  return { address: image.address, esi: map.BOOT_PARAMS };
}

/** PVH's (xen/include/public/arch-x86/hvm/start_info.h, version 1). */
function putStartInfo(memory: GuestMemory, initrd: { address: number; size: number }): void {
  const entries = memoryMap(memory);
  const table = new DataView(new ArrayBuffer(entries.length * MAP_ENTRY_SIZE));
  entries.forEach(({ address, size, type }, index) => {
    table.setBigUint64(index * MAP_ENTRY_SIZE, BigInt(address), true);
    table.setBigUint64(index * MAP_ENTRY_SIZE + 8, BigInt(size), true);
    table.setUint32(index * MAP_ENTRY_SIZE + 16, type, true);
  });
  put(memory, map.MEMORY_MAP, new Uint8Array(table.buffer));

  const info = new DataView(new ArrayBuffer(START_INFO_SIZE + MODULE_SIZE));
  info.setUint32(0, START_INFO_MAGIC, true);
  info.setUint32(4, 1, true); // version
  info.setUint32(12, 1, true); // modules: the initramfs
  info.setBigUint64(16, BigInt(map.START_INFO + START_INFO_SIZE), true);
  info.setBigUint64(24, BigInt(map.COMMAND_LINE), true);
  info.setBigUint64(40, BigInt(map.MEMORY_MAP), true);
  info.setUint32(48, entries.length, true);
  info.setBigUint64(START_INFO_SIZE, BigInt(initrd.address), true);
  info.setBigUint64(START_INFO_SIZE + 8, BigInt(initrd.size), true);
  put(memory, map.START_INFO, new Uint8Array(info.buffer));
}

/** The RAM as the kernel is to know it. */
function memoryMap(memory: GuestMemory): MapEntry[] {
  const [low, ...high] = memory.regions.filter(({ isPluggable }) => !isPluggable);
  return [
    { address: 0, size: map.BASE_RAM_END, type: RAM },
    { address: map.MP_TABLE, size: map.MP_TABLE_END - map.MP_TABLE, type: RESERVED },
    { address: map.MAIN_RAM, size: low!.size - map.MAIN_RAM, type: RAM },
    ...high.map(({ guestAddress, size }) => ({ address: guestAddress, size, type: RAM })),
  ];
}

/** At the end of the low RAM, or of what of it the kernel can use: the kernel and all that it takes early lies below. */
function loadInitrd(memory: GuestMemory, path: string, most = Infinity): { address: number; size: number } {
  using file = Deno.openSync(path);
  const { size } = file.statSync();
  const end = Math.min(memory.regions[0]!.size, most + 1);
  const address = Math.floor((end - size) / map.PAGE) * map.PAGE;
  if (!loadFile(file, { size }, memory, address)) throw new Error(`Cannot read the initramfs '${path}'`);
  return { address, size };
}

function put(memory: GuestMemory, address: number, bytes: Uint8Array): void {
  memory.bytes.set(bytes, memory.range(address, bytes.length));
}
