import { FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE } from "../linux/abi/fcntl.ts";
import { libc } from "../linux/libc.ts";
import { GuestFault, type GuestMemory } from "./guest_memory.ts";

const PAGE = 4096;

/**
 * Gives the pages of `memory` from `offset` on back to the host, off the main thread: freeing many takes milliseconds. They read as zeroes
 * afterwards. Throws GuestFault where they are not whole pages.
 */
export async function punchHole(memory: GuestMemory, offset: number, length: number): Promise<void> {
  if (offset % PAGE !== 0 || length % PAGE !== 0) {
    throw new GuestFault(`The guest gives back ${length} bytes, which are not whole pages`);
  }
  const mode = FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE;
  const result = await libc.fallocate(memory.fd.number, mode, BigInt(offset), BigInt(length));
  if (result !== 0) throw new Error(`Cannot give back ${length} bytes of guest memory: fallocate failed`);
}
