import type { GuestMemory } from "../../devices/guest_memory.ts";
import { MAIN_RAM } from "./address_map.ts";
import { loadFile, readAt } from "./load_file.ts";

/**
 * A compressed kernel as distributions ship it, entered by its 32-bit boot protocol (Documentation/arch/x86/boot.rst): the entry that
 * needs no page tables, and leads into long mode by itself.
 */
export interface BzImage {
  /** Where its code lies, and is entered. */
  readonly address: number;
  /** What it needs of memory behind that until it knows the memory map. */
  readonly end: number;
  /** The last byte that the initramfs may take. */
  readonly initrdMax: number;
  /** Characters of the command line. */
  readonly commandLineMax: number;
  /** The setup header, as it is in the file and goes into boot_params (struct setup_header). */
  readonly header: Uint8Array<ArrayBuffer>;
}

/** An entry of the memory map (struct boot_e820_entry). */
export interface MapEntry {
  readonly address: number;
  readonly size: number;
  readonly type: number;
}

const SECTOR = 512, MAGIC = 0x53726448; // "HdrS"
/** Offsets in the file's first sectors; those of the header are the same in boot_params (zero-page.rst). */
const at = {
  setupSectors: 0x1f1,
  bootFlag: 0x1fe,
  jump: 0x201,
  magic: 0x202,
  version: 0x206,
  loader: 0x210,
  loadFlags: 0x211,
  codeStart: 0x214,
  initrd: 0x218,
  initrdSize: 0x21c,
  commandLine: 0x228,
  initrdMax: 0x22c,
  commandLineMax: 0x238,
  preferred: 0x258,
  initSize: 0x260,
} as const;
const HEAD_SIZE = 2 * SECTOR;
/** The room for the header in boot_params ends here. */
const HEADER_END = 0x290;
const BOOT_PARAMS_SIZE = 4096, MAP_COUNT = 0x1e8, MAP = 0x2d0, MAP_ENTRY_SIZE = 20;
const LOADED_HIGH = 1, UNKNOWN_LOADER = 0xff;
/** The version that tells `preferred` and `initSize`: Linux 2.6.31. */
const LEAST_VERSION = 0x20a;

/**
 * Loads a bzImage into the guest's memory; undefined where the file is no such image. Throws an Error that names the file where it
 * cannot be used.
 */
export function loadBzImage(path: string, memory: GuestMemory): BzImage | undefined {
  using file = Deno.openSync(path);
  const head = readAt(file, 0, new Uint8Array(HEAD_SIZE));
  const view = new DataView(head.buffer);
  if (head.length < HEAD_SIZE || view.getUint32(at.magic, true) !== MAGIC) return undefined;
  const refuse = (why: string) => new Error(`Cannot boot '${path}': ${why}`);
  const version = view.getUint16(at.version, true);
  if (view.getUint16(at.bootFlag, true) !== 0xaa55) throw refuse("its boot sector has no signature");
  if (version < LEAST_VERSION) throw refuse(`its boot protocol is ${version >> 8}.${version & 0xff}, older than 2.10`);
  if ((view.getUint8(at.loadFlags) & LOADED_HIGH) === 0) throw refuse("it is no big kernel (bzImage)");
  const headerEnd = at.magic + view.getUint8(at.jump);
  if (headerEnd < at.initSize + 4 || headerEnd > HEADER_END) throw refuse(`its header ends at ${headerEnd}`);

  const offset = ((view.getUint8(at.setupSectors) || 4) + 1) * SECTOR;
  const size = file.statSync().size - offset;
  const address = Number(view.getBigUint64(at.preferred, true));
  const needs = Math.max(view.getUint32(at.initSize, true), size);
  if (size <= 0) throw refuse("it is cut short");
  if (!has(memory, address, needs)) {
    throw refuse(`it needs ${needs} bytes of memory from 0x${address.toString(16)} on, which the VM has not got`);
  }
  if (!loadFile(file, { offset, size }, memory, address)) throw refuse("it is cut short");
  return {
    address,
    end: address + needs,
    initrdMax: view.getUint32(at.initrdMax, true),
    commandLineMax: view.getUint32(at.commandLineMax, true),
    header: head.slice(at.setupSectors, headerEnd),
  };
}

/** What the kernel is told as it is entered (struct boot_params, the "zero page"). */
export function bootParams(
  image: BzImage,
  guest: { commandLine: number; initrd: { address: number; size: number }; map: readonly MapEntry[] },
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BOOT_PARAMS_SIZE);
  const view = new DataView(bytes.buffer);
  bytes.set(image.header, at.setupSectors);
  view.setUint8(at.loader, UNKNOWN_LOADER);
  view.setUint32(at.codeStart, image.address, true);
  view.setUint32(at.initrd, guest.initrd.address, true);
  view.setUint32(at.initrdSize, guest.initrd.size, true);
  view.setUint32(at.commandLine, guest.commandLine, true);
  view.setUint8(MAP_COUNT, guest.map.length);
  guest.map.forEach(({ address, size, type }, index) => {
    const entry = MAP + index * MAP_ENTRY_SIZE;
    view.setBigUint64(entry, BigInt(address), true);
    view.setBigUint64(entry + 8, BigInt(size), true);
    view.setUint32(entry + 16, type, true);
  });
  return bytes;
}

/** Whether the low RAM has these bytes: the entry is a 32-bit one. */
function has(memory: GuestMemory, address: number, size: number): boolean {
  return address >= MAIN_RAM && address + size <= memory.regions[0]!.size;
}
