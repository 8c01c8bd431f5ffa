import { Fd } from "../../linux/fd.ts";
import { FdChannel } from "../../linux/fd_channel.ts";
import { MFD_CLOEXEC } from "../../linux/abi/mman.ts";
import { check, cString, libc } from "../../linux/libc.ts";
import type { Reactor } from "../../linux/reactor.ts";
import { sendFds, socketPair } from "../../linux/unix_socket.ts";
import { AsyncQueue } from "../../util/async_queue.ts";
import { diskSerial, type DiskSlots, EMPTY_DISK_BYTES, type SlotKind } from "../disk_slots.ts";
import { Qmp } from "./qmp.ts";

/**
 * What the disks of a VM take that is to have `wanted` of them and has places for `room`: a disk's driver learns as it starts whether it
 * may write, and QEMU puts nothing that is read-only behind one that may. So what is left of the places is for read-only devices.
 */
export function slotKinds(wanted: number, room: number): SlotKind[] {
  const writable = Math.min(wanted, room);
  const readonly = Math.min(wanted, room - writable);
  return [...Array<SlotKind>(writable).fill("writable"), ...Array<SlotKind>(readonly).fill("readonly")];
}

/** QEMU's arguments for the empty disks and the monitor over which they are filled, whose socket it inherits. */
export function diskArguments({ kinds, theirs }: QemuDisks): string[][] {
  if (theirs === undefined) return [];
  const disks = kinds.flatMap((kind, index) => {
    const readonly = kind === "readonly" ? "on" : "off";
    const empty = `node-name=${emptyNode(index)},size=${EMPTY_DISK_BYTES},read-zeroes=on,read-only=${readonly}`;
    return [
      ["-blockdev", `null-co,${empty}`],
      ["-device", `virtio-blk-device,id=disk${index},drive=${emptyNode(index)},serial=${diskSerial(index)}`],
    ];
  });
  return [...disks, ["-chardev", `socket,id=disks,fd=${theirs.number}`], ["-mon", "chardev=disks,mode=control"]];
}

/** What is in a slot: a block node of QEMU's and the set in which it keeps the node's descriptor. */
interface Inserted {
  node: string;
  fdset: number;
}

/**
 * The disks of a VM in QEMU. Devices come as descriptors, over a monitor of their own (QMP's add-fd), so that QEMU opens nothing of the
 * host's. Nothing is read from that monitor before the first one comes.
 */
export class QemuDisks implements DiskSlots, Disposable {
  readonly kinds: readonly SlotKind[];
  /** QEMU's end, to be inherited; undefined where there is no slot. */
  readonly theirs: Fd | undefined;
  #channel: PassingChannel | undefined;
  #qmp: Promise<Qmp> | undefined;
  #queue = new AsyncQueue();
  #inserted = new Map<number, Inserted>();
  #names = 0;

  constructor(kinds: readonly SlotKind[], reactor: Reactor) {
    this.kinds = kinds;
    if (kinds.length === 0) return;
    const { ours, theirs } = socketPair("QEMU's monitor for disks");
    this.#channel = new PassingChannel(ours, reactor);
    this.theirs = theirs;
  }

  insert(index: number, { file, bytes, writable }: { file: Fd; bytes: number; writable: boolean }): Promise<void> {
    return this.#queue.run(async () => {
      using device = file;
      // Past the host's page cache, which would hold what the guest's holds a second time.
      const options = { driver: "host_device", cache: { direct: true }, discard: "unmap", "read-only": !writable };
      const inserted = await this.#add(`disk${index}`, device, options);
      try {
        await this.#exchange(index, inserted.node, bytes);
      } catch (error) {
        await this.#drop(inserted).catch(() => {});
        throw error;
      }
      this.#inserted.set(index, inserted);
    });
  }

  eject(index: number): Promise<void> {
    return this.#queue.run(async () => {
      const inserted = this.#inserted.get(index);
      if (inserted === undefined) return;
      await this.#exchange(index, emptyNode(index), EMPTY_DISK_BYTES);
      this.#inserted.delete(index);
      await this.#drop(inserted);
    });
  }

  [Symbol.dispose](): void {
    this.theirs?.close();
    this.#channel?.close();
  }

  /**
   * Puts `node` into the slot. QEMU tells the guest of a new size only where a node is resized that the disk has already, which the nodes in
   * question refuse: so it has one for a moment that can be, a file of zeroes in memory.
   */
  async #exchange(index: number, node: string, bytes: number): Promise<void> {
    using file = memoryFile(bytes);
    const size = await this.#add(`size${index}`, file, { driver: "file" });
    try {
      await this.#show(index, size.node);
      await this.#execute("block_resize", { "node-name": size.node, size: bytes });
      await this.#show(index, node);
    } catch (error) {
      await this.#show(index, emptyNode(index)).catch(() => {});
      throw error;
    } finally {
      await this.#drop(size).catch(() => {}); // what stays holds nothing: it has no page
    }
  }

  /** Makes `node` what the guest's disk reads and writes. */
  #show(index: number, node: string): Promise<void> {
    return this.#execute("qom-set", { path: `/machine/peripheral/disk${index}`, property: "drive", value: node });
  }

  /** Gives QEMU a copy of `file`, and a node of it. */
  async #add(name: string, file: Fd, options: Record<string, unknown>): Promise<Inserted> {
    const fdset = ++this.#names;
    const node = `${name}-${fdset}`;
    await this.#ready();
    this.#channel!.passing = file;
    await this.#execute("add-fd", { "fdset-id": fdset });
    try {
      await this.#execute("blockdev-add", { ...options, filename: `/dev/fdset/${fdset}`, "node-name": node });
    } catch (error) {
      await this.#execute("remove-fd", { "fdset-id": fdset }).catch(() => {});
      throw error;
    }
    return { node, fdset };
  }

  async #drop({ node, fdset }: Inserted): Promise<void> {
    await this.#execute("blockdev-del", { "node-name": node });
    await this.#execute("remove-fd", { "fdset-id": fdset });
  }

  async #execute(command: string, args: Record<string, unknown>): Promise<void> {
    const qmp = await this.#ready();
    await qmp.execute(command, args);
  }

  #ready(): Promise<Qmp> {
    return this.#qmp ??= (async () => {
      const qmp = new Qmp(this.#channel!);
      await qmp.ready();
      return qmp;
    })();
  }
}

function emptyNode(index: number): string {
  return `empty${index}`;
}

function memoryFile(bytes: number): Fd {
  const what = () => "Cannot make a file in memory";
  const made = libc.memfd_create(cString("husk-disk-size"), MFD_CLOEXEC);
  const file = new Fd(check(made, "memfd_create", what), "a disk's size");
  check(libc.ftruncate(file.number, BigInt(bytes)), "ftruncate", what);
  return file;
}

/** Sends a descriptor along with the next write. */
class PassingChannel extends FdChannel {
  passing: Fd | undefined;
  readonly #socket: Fd;

  constructor(socket: Fd, reactor: Reactor) {
    super(socket, reactor);
    this.#socket = socket;
  }

  override write(data: Uint8Array): Promise<number> {
    const file = this.passing;
    this.passing = undefined;
    if (file === undefined) return super.write(data);
    return Promise.resolve(sendFds(this.#socket, data as Uint8Array<ArrayBuffer>, [file]));
  }
}
