import type { GuestDisk } from "../agent_client/agent.ts";
import { diskSerial, type DiskSlots } from "../hypervisor/disk_slots.ts";
import { O_EXCL, O_RDONLY, O_RDWR, SEEK_END } from "../linux/abi/fcntl.ts";
import { BLKROGET } from "../linux/abi/fs.ts";
import { EBUSY } from "../linux/errno.ts";
import { Fd } from "../linux/fd.ts";
import { ioctlStruct } from "../linux/ioctl.ts";
import { check, libc } from "../linux/libc.ts";
import { Code, messageOf, StatusError, SystemError } from "../util/errors.ts";
import { type BlockDevice, numberOf } from "./block_devices.ts";

const SECTOR = 512;

/** A slot of the VM with a device in it, and the containers that have it. */
interface Filled {
  major: number;
  minor: number;
  writable: boolean;
  bytes: number;
  containers: Set<string>;
}

/** The block devices of the host that are in a pod's VM, one slot each however many containers have it: they share the guest's cache of it. */
export class BlockVolumes {
  #slots: DiskSlots;
  #filled = new Map<number, Filled>();

  constructor(slots: DiskSlots) {
    this.#slots = slots;
  }

  /**
   * Puts the devices of a container into the VM. Throws FAILED_PRECONDITION where one cannot be had, or where the VM has no place for
   * it; what is in by then is `release`'s to take out.
   */
  async insert(containerId: string, devices: readonly BlockDevice[]): Promise<GuestDisk[]> {
    const disks: GuestDisk[] = [];
    for (const device of devices) {
      try {
        const { path, access, fileMode, uid, gid } = device;
        const [index, { bytes, writable }] = await this.#insert(containerId, device);
        disks.push({ serial: diskSerial(index), bytes, writable, path, access, fileMode, uid, gid });
      } catch (error) {
        const why = error instanceof StatusError ? error.message : messageOf(error);
        throw new StatusError(
          Code.FAILED_PRECONDITION,
          `Cannot give the container block device '${device.path}' (${device.major}:${device.minor}): ${why}`,
        );
      }
    }
    return disks;
  }

  /** Takes out what no other container has. `vmLives`: else it went with the VM. */
  async release(containerId: string, vmLives: boolean): Promise<void> {
    for (const [index, filled] of [...this.#filled]) {
      if (!filled.containers.delete(containerId) || filled.containers.size > 0) continue;
      // First: a slot that cannot be emptied must not be given away.
      if (vmLives) await this.#slots.eject(index);
      this.#filled.delete(index);
    }
  }

  async #insert(containerId: string, { major, minor, access }: BlockDevice): Promise<[number, Filled]> {
    const wanted = access.includes("w");
    const found = [...this.#filled].find(([, filled]) => filled.major === major && filled.minor === minor);
    if (found !== undefined) {
      const [, { writable, containers }] = found;
      if (wanted && !writable) {
        const why = `it is in the pod's VM read-only, for container '${[...containers][0]}'`;
        throw new StatusError(Code.FAILED_PRECONDITION, why);
      }
      containers.add(containerId);
      return found;
    }
    const { file, writable } = openDevice(major, minor, wanted);
    let index: number, bytes: number;
    try {
      index = this.#free(writable);
      bytes = sizeOf(file);
    } catch (error) {
      file.close();
      throw error;
    }
    const filled: Filled = { major, minor, writable, bytes, containers: new Set([containerId]) };
    this.#filled.set(index, filled);
    try {
      await this.#slots.insert(index, { file, bytes, writable });
    } catch (error) {
      this.#filled.delete(index);
      throw error;
    }
    return [index, filled];
  }

  #free(writable: boolean): number {
    const wanted = writable ? "writable" : "readonly";
    const fitting = [...this.#slots.kinds.entries()].filter(([, kind]) => kind === "any" || kind === wanted);
    const free = fitting.find(([index]) => !this.#filled.has(index));
    if (free !== undefined) return free[0];
    const places = `${fitting.length} place${fitting.length === 1 ? "" : "s"} for ${
      writable ? "" : "read-only "
    }block devices`;
    const how =
      "'block_devices' of husk's configuration says how many; docs/compatibility.md what limits them under QEMU";
    throw new StatusError(Code.RESOURCE_EXHAUSTED, `the pod's VM has ${places}, all of them taken (${how})`);
  }
}

/** Opens a device of the host by its number. One that is itself read-only cannot be written to, whatever is asked for. */
function openDevice(major: number, minor: number, wanted: boolean): { file: Fd; writable: boolean } {
  const path = nodeOf(major, minor);
  const file = checked(Fd.open(path, O_RDONLY), major, minor);
  if (!wanted || isReadOnly(file)) return { file, writable: false };
  file.close();
  try {
    // What the host has mounted, or made a part of something, is claimed: two kernels that write to it would destroy it.
    Fd.open(path, O_RDWR | O_EXCL).close();
  } catch (error) {
    if (!(error instanceof SystemError) || error.errno !== EBUSY) throw error;
    const why = `'${path}' is in use on the host (mounted, or part of another device): it can only be had read-only`;
    throw new StatusError(Code.FAILED_PRECONDITION, why);
  }
  return { file: checked(Fd.open(path, O_RDWR), major, minor), writable: true };
}

function isReadOnly(file: Fd): boolean {
  const answer = new Uint8Array(4);
  ioctlStruct(file, BLKROGET, answer, "BLKROGET");
  return answer.some((byte) => byte !== 0);
}

/** The node that the kernel has made for a device (devtmpfs), by the name that sysfs tells. */
function nodeOf(major: number, minor: number): string {
  let uevent: string;
  try {
    uevent = Deno.readTextFileSync(`/sys/dev/block/${major}:${minor}/uevent`);
  } catch {
    throw new StatusError(Code.NOT_FOUND, "the host has no such device");
  }
  return `/dev/${/^DEVNAME=(.+)$/m.exec(uevent)?.[1]}`;
}

function checked(file: Fd, major: number, minor: number): Fd {
  const { isBlockDevice, rdev } = Deno.statSync(`/proc/self/fd/${file.number}`);
  const number = numberOf(rdev ?? 0);
  if (isBlockDevice && number.major === major && number.minor === minor) return file;
  file.close();
  throw new StatusError(Code.FAILED_PRECONDITION, `'${file.what}' is another device`);
}

function sizeOf(file: Fd): number {
  const what = () => `Cannot find the size of '${file.what}'`;
  const bytes = check(libc.lseek(file.number, 0n, SEEK_END), "lseek", what);
  if (bytes < SECTOR) throw new StatusError(Code.FAILED_PRECONDITION, `'${file.what}' is empty`);
  return bytes - bytes % SECTOR;
}
