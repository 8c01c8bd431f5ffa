import type { GuestMemory } from "../../devices/guest_memory.ts";
import { loadFile, readAt } from "./load_file.ts";

const PT_LOAD = 1, PT_NOTE = 4;
const EHDR_SIZE = 64, PHDR_SIZE = 56;
const MOST_SEGMENTS = 64, MOST_NOTES = 64 * 1024;
/** Note of owner "Xen" with the physical address of the 32-bit entry (xen/include/public/elfnote.h). */
const XEN_ELFNOTE_PHYS32_ENTRY = 18;

/**
 * Loads an uncompressed x86-64 kernel with a PVH entry into the guest's memory and returns the entry's address. Its segments are read
 * straight into their places. Throws an Error that names the file, GuestFault where it does not fit.
 */
export function loadPvhKernel(path: string, memory: GuestMemory): number {
  using file = Deno.openSync(path);
  const refuse = (why: string) => new Error(`Cannot boot '${path}': ${why}`);
  const header = readAt(file, 0, new Uint8Array(EHDR_SIZE));
  const view = new DataView(header.buffer);
  if (header.length < EHDR_SIZE || view.getUint32(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) {
    throw refuse("it is neither a 64-bit little-endian ELF file nor a bzImage");
  }
  const count = view.getUint16(56, true);
  if (count > MOST_SEGMENTS || view.getUint16(54, true) !== PHDR_SIZE) throw refuse("its program headers are unusual");
  const table = readAt(file, Number(view.getBigUint64(32, true)), new Uint8Array(count * PHDR_SIZE));
  if (table.length < count * PHDR_SIZE) throw refuse("it is cut short");
  const headers = new DataView(table.buffer);
  let entry: number | undefined;
  for (let at = 0; at < table.length; at += PHDR_SIZE) {
    const type = headers.getUint32(at, true);
    const offset = Number(headers.getBigUint64(at + 8, true));
    const address = Number(headers.getBigUint64(at + 24, true));
    const fileSize = Number(headers.getBigUint64(at + 32, true));
    const memorySize = Number(headers.getBigUint64(at + 40, true));
    if (type === PT_LOAD) {
      if (fileSize > memorySize) throw refuse("a segment is larger in the file than in memory");
      memory.range(address, memorySize);
      if (!loadFile(file, { offset, size: fileSize }, memory, address)) throw refuse("it is cut short");
    } else if (type === PT_NOTE && fileSize <= MOST_NOTES) {
      entry ??= pvhEntry(readAt(file, offset, new Uint8Array(fileSize)));
    }
  }
  if (entry === undefined) throw refuse("it has no PVH entry (CONFIG_PVH)");
  return entry;
}

/** The entry's address in a segment of notes, each: sizes of name and value, type, name and value padded to 4 bytes. */
function pvhEntry(notes: Uint8Array<ArrayBuffer>): number | undefined {
  const view = new DataView(notes.buffer, notes.byteOffset, notes.length);
  for (let at = 0; at + 12 <= notes.length;) {
    const nameSize = view.getUint32(at, true);
    const size = view.getUint32(at + 4, true);
    const value = at + 12 + (nameSize + 3 & ~3);
    const isXen = nameSize === 4 && notes[at + 12] === 0x58 && notes[at + 13] === 0x65 && notes[at + 14] === 0x6e;
    if (isXen && view.getUint32(at + 8, true) === XEN_ELFNOTE_PHYS32_ENTRY && value + 4 <= notes.length) {
      return view.getUint32(value, true);
    }
    at = value + (size + 3 & ~3);
  }
  return undefined;
}
