/**
 * Packs an x86_64 vmlinux: keeps what a loader reads (the ELF header, program headers, PT_NOTE with the PVH entry) and
 * the pages that hold something. The linker aligns sections to 2 MiB and fills the gaps (0x00, in code 0xcc); left out
 * here, they cost neither file nor, in the guest, memory: RAM starts as zeros, and nothing runs or reads code filler.
 */

const PAGE = 4096;
const PT_LOAD = 1;
const PT_NOTE = 4;
const EHDR_SIZE = 64;
const PHDR_SIZE = 56;

interface Segment {
  type: number;
  flags: number;
  vaddr: bigint;
  paddr: bigint;
  /** Bytes in the file; what follows them up to `memorySize` is zero. */
  data: Uint8Array;
  memorySize: bigint;
}

/**
 * @param elf a little-endian ELF64 executable
 * @throws Error when it is not one
 */
export function packElf(elf: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(elf.buffer, elf.byteOffset, elf.byteLength);
  if (elf.length < EHDR_SIZE || view.getUint32(0) !== 0x7f454c46 || elf[4] !== 2 || elf[5] !== 1) {
    throw new Error("Cannot pack kernel: not a little-endian ELF64 file");
  }
  const segments = readSegments(elf, view).flatMap((segment) =>
    segment.type === PT_LOAD ? withoutFiller(segment) : [segment]
  );
  // A note may lie inside a PT_LOAD: it is stored once more, 136 bytes.
  const headers = EHDR_SIZE + segments.length * PHDR_SIZE;
  const size = segments.reduce((end, { data }) => align(end, 16) + data.length, headers);
  const packed = new Uint8Array(size);
  const out = new DataView(packed.buffer);
  packed.set(elf.subarray(0, EHDR_SIZE));
  out.setBigUint64(32, BigInt(EHDR_SIZE), true); // e_phoff
  out.setBigUint64(40, 0n, true); // e_shoff: no section headers
  out.setUint16(56, segments.length, true); // e_phnum
  out.setUint16(60, 0, true); // e_shnum
  out.setUint16(62, 0, true); // e_shstrndx
  let offset = headers;
  segments.forEach(({ type, flags, vaddr, paddr, data, memorySize }, i) => {
    offset = align(offset, 16);
    const at = EHDR_SIZE + i * PHDR_SIZE;
    out.setUint32(at, type, true);
    out.setUint32(at + 4, flags, true);
    out.setBigUint64(at + 8, BigInt(offset), true);
    out.setBigUint64(at + 16, vaddr, true);
    out.setBigUint64(at + 24, paddr, true);
    out.setBigUint64(at + 32, BigInt(data.length), true);
    out.setBigUint64(at + 40, memorySize, true);
    out.setBigUint64(at + 48, 4n, true); // p_align: the file is copied into memory, not mapped
    packed.set(data, offset);
    offset += data.length;
  });
  return packed;
}

function readSegments(elf: Uint8Array, view: DataView): Segment[] {
  const start = Number(view.getBigUint64(32, true));
  const entry = view.getUint16(54, true);
  return Array.from({ length: view.getUint16(56, true) }, (_, i) => {
    const at = start + i * entry;
    const offset = Number(view.getBigUint64(at + 8, true));
    const fileSize = Number(view.getBigUint64(at + 32, true));
    if (offset + fileSize > elf.length) throw new Error(`Cannot pack kernel: segment ${i} lies outside the file`);
    return {
      type: view.getUint32(at, true),
      flags: view.getUint32(at + 4, true),
      vaddr: view.getBigUint64(at + 16, true),
      paddr: view.getBigUint64(at + 24, true),
      data: elf.subarray(offset, offset + fileSize),
      memorySize: view.getBigUint64(at + 40, true),
    };
  }).filter(({ type, memorySize }) => (type === PT_LOAD || type === PT_NOTE) && memorySize > 0n);
}

/** Splits a PT_LOAD into the runs of its pages that are not filler, each with the zeros that follow it. */
function withoutFiller(segment: Segment): Segment[] {
  const { data, vaddr, paddr } = segment;
  const parts: Segment[] = [];
  const part = (from: number, to: number) => ({
    ...segment,
    vaddr: vaddr + BigInt(from),
    paddr: paddr + BigInt(from),
    data: data.subarray(from, to),
    memorySize: BigInt(to - from),
  });
  let start = -1;
  for (let at = 0; at < data.length; at += PAGE) {
    if (!isFiller(data.subarray(at, at + PAGE))) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      parts.push(part(start, at));
      start = -1;
    }
  }
  if (start >= 0) parts.push(part(start, data.length));
  return parts;
}

function isFiller(page: Uint8Array): boolean {
  const first = page[0]!;
  return (first === 0 || first === 0xcc) && page.every((byte) => byte === first);
}

function align(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
