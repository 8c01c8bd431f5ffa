import type { GuestMemory } from "../../devices/guest_memory.ts";

/** Reads until `into` is full or the file ends; returns what was filled. */
export function readAt<T extends ArrayBufferLike>(
  file: Deno.FsFile,
  offset: number,
  into: Uint8Array<T>,
): Uint8Array<T> {
  file.seekSync(offset, Deno.SeekMode.Start);
  let filled = 0;
  while (filled < into.length) {
    const count = file.readSync(into.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return into.subarray(0, filled);
}

/**
 * Reads `size` bytes of a file at `offset` into guest memory at `address`; false where the file ends before. Throws GuestFault where they
 * do not fit.
 */
export function loadFile(
  file: Deno.FsFile,
  { offset = 0, size }: { offset?: number; size: number },
  memory: GuestMemory,
  address: number,
): boolean {
  const place = memory.range(address, size);
  return readAt(file, offset, memory.bytes.subarray(place, place + size)).length === size;
}
