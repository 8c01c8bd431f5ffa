/** Bytes in which the headers of an ELF file lie, whatever linker made it. */
const HEADERS = 4096;
/** elf(5), 64-bit: where the program headers begin, their size and number; a header's type; the one that names a loader. */
const PHOFF = 32, PHENTSIZE = 54, PHNUM = 56, PT_INTERP = 3;

/** Why the file at `path` is no program that runs by itself, without a loader and libraries; undefined where it is one. */
export function staticProgramFault(path: string): string | undefined {
  const head = new DataView(new ArrayBuffer(HEADERS));
  let length: number;
  try {
    using file = Deno.openSync(path);
    length = file.readSync(new Uint8Array(head.buffer)) ?? 0;
  } catch {
    return `cannot read '${path}'`;
  }
  const is64 = length >= 64 && head.getUint32(0) === 0x7f454c46 && head.getUint8(4) === 2;
  if (!is64) return `'${path}' is no 64-bit program (ELF)`;
  const first = Number(head.getBigUint64(PHOFF, true));
  const size = head.getUint16(PHENTSIZE, true);
  for (let at = first, left = head.getUint16(PHNUM, true); left > 0 && at + 4 <= length; at += size, left--) {
    if (head.getUint32(at, true) === PT_INTERP) {
      return `'${path}' is not static: a guest has no loader and no libraries`;
    }
  }
  return undefined;
}
