import {
  FALLOC_FL_KEEP_SIZE,
  FALLOC_FL_PUNCH_HOLE,
  FALLOC_FL_ZERO_RANGE,
  O_RDONLY,
  O_RDWR,
  SEEK_END,
} from "../linux/abi/fcntl.ts";
import { Fd } from "../linux/fd.ts";
import { check, libc } from "../linux/libc.ts";
import type { Reactor } from "../linux/reactor.ts";
import { type Chain, IOVEC_BYTES } from "./chain.ts";
import type { Activation, VirtioDevice } from "./device.ts";
import { GuestFault } from "./guest_memory.ts";
import { RING_EVENT_IDX } from "./queue.ts";
import { ServedQueue } from "./served_queue.ts";

/** Features (virtio 1.2 §5.2.3). */
const SEG_MAX = 1n << 2n, RO = 1n << 5n, FLUSH = 1n << 9n, DISCARD = 1n << 13n, WRITE_ZEROES = 1n << 14n;

/** Requests (§5.2.6) and how they end. */
const TYPE_IN = 0, TYPE_OUT = 1, TYPE_FLUSH = 4, TYPE_GET_ID = 8, TYPE_DISCARD = 11, TYPE_WRITE_ZEROES = 13;
const OK = 0, IO_ERROR = 1, UNSUPPORTED = 2;
const HEADER_BYTES = 16, RANGE_BYTES = 16, ID_BYTES = 20;
const UNMAP = 1;

const SECTOR = 512;
const ENTRIES = 128;
/** Requests under way, each on a thread of Deno's pool for as long as the disk takes. */
const MOST_UNDER_WAY = 8;

/** A request's memory, reused by the next one. */
interface Slot {
  readonly chain: Chain;
  readonly vectors: DataView<ArrayBuffer>;
}

/** What is in the disk. */
interface Medium {
  readonly file: Fd;
  readonly sectors: number;
  readonly readonly: boolean;
}

/**
 * Sectors of a disk with nothing in it, which read as zeroes. Not 0: Linux tells of a disk's new size only where the old one was none of
 * an empty disk's (block/genhd.c, set_capacity_and_notify).
 */
export const EMPTY_SECTORS = 1;

/**
 * A disk (virtio 1.2 §5.2) that is a file or a block device of the host's, which may come and go while the guest runs. The disk never keeps
 * the event loop waiting.
 */
export class Block implements VirtioDevice, Disposable {
  readonly name = "block";
  readonly type = 2;
  readonly features: bigint;
  readonly queueSizes = [ENTRIES];
  readonly config = new Uint8Array(60);
  #reactor: Reactor;
  #medium: Medium | undefined;
  #id: Uint8Array;
  #running: Activation | undefined;
  #queue: ServedQueue | undefined;
  #free: Slot[] = [];
  #slots = 0;
  #underWay = new Set<Promise<void>>();

  /**
   * Opens `path`, or begins without a medium where that is undefined; `id` is what the guest finds as its serial number (20 bytes at
   * most). `readonly`: the guest's driver is told so, for good. Throws SystemError.
   */
  constructor(reactor: Reactor, path: string | undefined, options: { readonly: boolean; id: string }) {
    this.#reactor = reactor;
    this.#id = new TextEncoder().encode(options.id).subarray(0, ID_BYTES);
    this.features = RING_EVENT_IDX | SEG_MAX | FLUSH | (options.readonly ? RO : DISCARD | WRITE_ZEROES);
    const view = new DataView(this.config.buffer);
    view.setUint32(12, ENTRIES - 2, true); // seg_max: a request has a header and a status beside
    view.setUint16(34, 1, true); // num_queues
    for (const at of [40, 44, 52]) view.setUint32(at, 1, true); // max_discard_seg, discard_sector_alignment, max_write_zeroes_seg
    view.setUint8(56, 1); // write_zeroes_may_unmap
    if (path === undefined) this.#show(undefined);
    else this.insert(Fd.open(path, options.readonly ? O_RDONLY : O_RDWR), options.readonly);
    const most = path === undefined ? 0xffffffff : Math.min(this.#sectors, 0xffffffff);
    for (const at of [36, 48]) view.setUint32(at, most, true); // max_discard_sectors, max_write_zeroes_sectors
  }

  /** Puts a file into the disk, in place of what is there, and tells the guest its size; takes `file` over. Throws SystemError. */
  insert(file: Fd, readonly: boolean): void {
    const what = () => `Cannot find the size of '${file.what}'`;
    const size = check(libc.lseek(file.number, 0n, SEEK_END), "lseek", what);
    const before = this.#medium;
    this.#show({ file, sectors: Math.floor(size / SECTOR), readonly });
    this.#close(before);
  }

  /** Takes the medium out; resolves once no request uses it any more. */
  async eject(): Promise<void> {
    const before = this.#medium;
    this.#show(undefined);
    await this.#close(before);
  }

  get #sectors(): number {
    return this.#medium?.sectors ?? EMPTY_SECTORS;
  }

  #show(medium: Medium | undefined): void {
    this.#medium = medium;
    new DataView(this.config.buffer).setBigUint64(0, BigInt(this.#sectors), true);
    this.#running?.configChanged();
  }

  async #close(medium: Medium | undefined): Promise<void> {
    await Promise.all(this.#underWay);
    medium?.file.close();
  }

  activate(running: Activation): void {
    this.#running = running;
    this.#queue = new ServedQueue(running, this.#reactor, 0, () => this.#serve());
  }

  async reset(): Promise<void> {
    await this.#queue?.stop();
    await Promise.all(this.#underWay);
    this.#queue = this.#running = undefined;
    this.#free = [];
    this.#slots = 0;
  }

  /** Closes the file; the device must have been reset. */
  [Symbol.dispose](): void {
    this.#medium?.file.close();
  }

  #serve(): void {
    const queue = this.#queue!;
    for (let slot; (slot = this.#slot(queue)) !== undefined;) {
      if (!queue.next(slot.chain)) {
        this.#free.push(slot);
        break;
      }
      const request = this.#request(slot, queue);
      this.#underWay.add(request);
      request.then(() => this.#underWay.delete(request));
    }
  }

  /** Memory for one more request; undefined where there are enough under way. */
  #slot(queue: ServedQueue): Slot | undefined {
    const free = this.#free.pop();
    if (free !== undefined || this.#slots >= MOST_UNDER_WAY) return free;
    this.#slots++;
    return { chain: queue.newChain(), vectors: new DataView(new ArrayBuffer(queue.size * IOVEC_BYTES)) };
  }

  async #request(slot: Slot, queue: ServedQueue): Promise<void> {
    const { chain } = slot;
    try {
      const header = new Uint8Array(HEADER_BYTES);
      if (chain.read(header) < HEADER_BYTES) throw new GuestFault("a disk request is shorter than its header");
      if (chain.writableBytes < 1) throw new GuestFault("a disk request has no place for its status");
      const view = new DataView(header.buffer);
      const sector = view.getUint32(8, true) + view.getUint32(12, true) * 2 ** 32;
      const { status, written } = await this.#execute(slot, view.getUint32(0, true), sector);
      chain.write(new Uint8Array([status]), chain.writableBytes - 1);
      queue.push(chain, written + 1);
      queue.publish();
    } catch (error) {
      return queue.fail(error);
    }
    this.#free.push(slot);
    // There may be requests for which there was no slot.
    queue.poke();
  }

  /** Carries a request out; `written` bytes of data are in the guest's memory then. */
  async #execute(slot: Slot, type: number, sector: number): Promise<{ status: number; written: number }> {
    const { chain } = slot;
    const medium = this.#medium;
    const toGuest = chain.writableBytes - 1, fromGuest = chain.readableBytes - HEADER_BYTES;
    switch (type) {
      case TYPE_IN: {
        if (!this.#lies(sector, toGuest)) return done(false);
        if (medium === undefined) return { status: OK, written: chain.write(new Uint8Array(toGuest)) };
        const ok = await this.#transfer(medium.file, slot, "writable", sector * SECTOR, toGuest);
        return { status: ok ? OK : IO_ERROR, written: ok ? toGuest : 0 };
      }
      case TYPE_OUT: {
        if (medium === undefined || medium.readonly || !this.#lies(sector, fromGuest)) return done(false);
        return done(await this.#transfer(medium.file, slot, "readable", sector * SECTOR, fromGuest));
      }
      case TYPE_FLUSH:
        return done(medium === undefined || await libc.fdatasync(medium.file.number) === 0);
      case TYPE_GET_ID: {
        const id = new Uint8Array(Math.min(ID_BYTES, toGuest));
        id.set(this.#id.subarray(0, id.length));
        return { status: OK, written: chain.write(id) };
      }
      case TYPE_DISCARD:
      case TYPE_WRITE_ZEROES:
        if (medium === undefined || medium.readonly) return done(false);
        return await this.#clear(medium.file, chain, type === TYPE_DISCARD);
      default:
        return { status: UNSUPPORTED, written: 0 };
    }
  }

  /** Whether `length` bytes at `sector` are whole sectors of the disk. */
  #lies(sector: number, length: number): boolean {
    return length % SECTOR === 0 && sector <= this.#sectors - length / SECTOR;
  }

  /** Between the file and the guest's memory, until all is done: a call may do a part. */
  async #transfer(
    file: Fd,
    slot: Slot,
    side: "readable" | "writable",
    offset: number,
    length: number,
  ): Promise<boolean> {
    const { chain, vectors } = slot;
    const skip = side === "readable" ? HEADER_BYTES : 0;
    for (let moved = 0; moved < length;) {
      const count = chain.ioVectors(vectors, side, skip + moved, length - moved);
      const call = side === "readable" ? libc.pwritev : libc.preadv;
      const result = Number(await call(file.number, vectors, count, BigInt(offset + moved)));
      if (result <= 0) return false;
      moved += result;
    }
    return true;
  }

  /** DISCARD and WRITE_ZEROES: one range. A hole reads as zeroes, in files and in what fallocate(2) does to block devices. */
  async #clear(file: Fd, chain: Chain, isDiscard: boolean): Promise<{ status: number; written: number }> {
    const range = new Uint8Array(RANGE_BYTES);
    if (chain.read(range, HEADER_BYTES) < RANGE_BYTES) return done(false);
    if (chain.readableBytes !== HEADER_BYTES + RANGE_BYTES) return { status: UNSUPPORTED, written: 0 };
    const view = new DataView(range.buffer);
    const sector = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
    const length = view.getUint32(8, true) * SECTOR, flags = view.getUint32(12, true);
    // §5.2.6.2: unknown flags, and unmap in a discard, are refused.
    if ((flags & ~UNMAP) !== 0 || (isDiscard && flags !== 0)) return { status: UNSUPPORTED, written: 0 };
    if (!this.#lies(sector, length)) return done(false);
    if (length === 0) return done(true);
    const punch = () => allocate(file, FALLOC_FL_PUNCH_HOLE, sector * SECTOR, length);
    const zero = () => allocate(file, FALLOC_FL_ZERO_RANGE, sector * SECTOR, length);
    if (isDiscard) return done(await punch());
    return done(flags === UNMAP ? await punch() || await zero() : await zero() || await punch());
  }
}

async function allocate(file: Fd, mode: number, offset: number, length: number): Promise<boolean> {
  return await libc.fallocate(file.number, mode | FALLOC_FL_KEEP_SIZE, BigInt(offset), BigInt(length)) === 0;
}

function done(ok: boolean): { status: number; written: number } {
  return { status: ok ? OK : IO_ERROR, written: 0 };
}
