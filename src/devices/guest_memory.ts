import * as mm from "../linux/abi/mman.ts";
import { Fd } from "../linux/fd.ts";
import { check, cString, libc } from "../linux/libc.ts";
import { Mapping } from "../linux/mapping.ts";

/** A run of guest memory. Addresses and sizes are bytes and multiples of the page size. */
export interface MemoryRegion {
  /** Where the guest finds it (guest physical). */
  readonly guestAddress: number;
  /** Where it begins in the memory file, and so in `GuestMemory.bytes`. */
  readonly offset: number;
  readonly size: number;
  /** No RAM as the guest boots: plugged by and by (mem.ts). */
  readonly isPluggable?: boolean;
}

/** The guest named memory that it does not have. Its own fault: the device that meets it stops, and with it the pod. */
export class GuestFault extends Error {
  override name = "GuestFault";
}

/**
 * The memory of one guest: a memory file (memfd), so that the kernel's and other processes' devices can share it, mapped once
 * here. Whatever addresses the guest hands out go through `range`; nothing else turns them into places of ours. The guest writes
 * at any time: read a value once, then judge it.
 */
export class GuestMemory implements Disposable {
  /** The memory file. Sealed: nobody to whom it is passed can change its size. Untouched pages take no memory. */
  readonly fd: Fd;
  readonly regions: readonly MemoryRegion[];
  /** All regions, one after the other as they lie in the file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView<ArrayBuffer>;
  /** Where `bytes` lies in this process, for the kernel. */
  readonly hostAddress: bigint;
  #mapping: Mapping;

  /** Makes the memory of a guest that has it at `places`, which must not overlap. Throws SystemError. */
  constructor(places: readonly Omit<MemoryRegion, "offset">[]) {
    const regions: MemoryRegion[] = [];
    let total = 0;
    for (const place of places) {
      regions.push({ ...place, offset: total });
      total += place.size;
    }
    this.regions = regions;
    using stack = new DisposableStack();
    this.fd = stack.use(memoryFile(total));
    this.#mapping = stack.use(new Mapping(total, this.fd));
    this.bytes = this.#mapping.bytes;
    this.view = this.#mapping.view;
    this.hostAddress = this.#mapping.address;
    stack.move();
  }

  /**
   * Where the guest's `length` bytes at `guestAddress` lie in `bytes`. Throws GuestFault unless all of them are within one region;
   * any number is a valid question.
   */
  range(guestAddress: number, length: number): number {
    for (const region of this.regions) {
      const at = guestAddress - region.guestAddress;
      // Written so that NaN, fractions and what is too large for exact arithmetic fail too.
      if (at >= 0 && length >= 0 && at <= region.size - length && Number.isInteger(at) && Number.isInteger(length)) {
        return region.offset + at;
      }
    }
    throw new GuestFault(`The guest named ${length} bytes at 0x${guestAddress.toString(16)}, where it has no memory`);
  }

  /** Gives memory back and takes the file away from us; devices must have stopped before. */
  [Symbol.dispose](): void {
    this.#mapping[Symbol.dispose]();
    this.fd.close();
  }
}

function memoryFile(size: number): Fd {
  const what = () => `Cannot make ${size} bytes of guest memory`;
  const number = libc.memfd_create(cString("husk-guest"), mm.MFD_CLOEXEC | mm.MFD_ALLOW_SEALING);
  const fd = new Fd(check(number, "memfd_create", what), "guest memory");
  try {
    check(libc.ftruncate(fd.number, BigInt(size)), "ftruncate", what);
    const seals = mm.F_SEAL_GROW | mm.F_SEAL_SHRINK | mm.F_SEAL_SEAL;
    check(libc.fcntl(fd.number, mm.F_ADD_SEALS, BigInt(seals)), "fcntl", what);
  } catch (error) {
    fd.close();
    throw error;
  }
  return fd;
}
