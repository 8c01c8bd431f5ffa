import type { Device } from "../../src/gen/agent/agent.ts";
import { Code, StatusError } from "../../src/util/errors.ts";
import { AsyncFd } from "./async_fd.ts";
import type { GuestSpec } from "./container.ts";
import { tryRead } from "./files.ts";
import { type Native, O_RDONLY } from "./native.ts";

const DISKS = "/sys/block";
const SECTOR = 512;

/**
 * Gives the container that `spec` describes the disks of its VM that `devices` name by their serial numbers, each at its path and with
 * a rule for what it may do. Resolves once the kernel has noticed what is in them.
 */
export async function placeDisks(native: Native, spec: GuestSpec, devices: readonly Device[]): Promise<void> {
  for (const { id, type, containerPath, options } of devices) {
    if (type !== "mmioblk") {
      throw new StatusError(Code.UNIMPLEMENTED, `Cannot give the container device '${containerPath}': type '${type}'`);
    }
    const disk = findDisk(native, id);
    const [major, minor] = native.readFile(`${disk}/dev`).trim().split(":").map(Number);
    const option = (name: string) => options.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    await hasSize(native, disk, Number(option("bytes") ?? 0) / SECTOR);
    setReadOnly(native, disk, option("writable") === "false");
    const linux = spec.linux ??= {};
    const others = linux.devices?.filter(({ path }) => path !== containerPath) ?? [];
    const own = {
      fileMode: Number(option("fileMode") ?? 0o660),
      uid: Number(option("uid")),
      gid: Number(option("gid")),
    };
    linux.devices = [...others, { path: containerPath, type: "b", major: major!, minor: minor!, ...own }];
    const access = option("access") ?? "";
    if (access === "") continue;
    const resources = linux.resources ??= {};
    resources.devices = [...resources.devices ?? [], { allow: true, type: "b", major, minor, access }];
  }
}

function findDisk(native: Native, serial: string): string {
  const found = native.readDir(DISKS).find((name) => tryRead(native, `${DISKS}/${name}/serial`)?.trim() === serial);
  if (found === undefined) throw new StatusError(Code.NOT_FOUND, `The VM has no disk '${serial}'`);
  return `${DISKS}/${found}`;
}

/** A place for disks of both kinds says nothing of it by itself: without this a mount learns of it by its first write's failure. */
function setReadOnly(native: Native, disk: string, readOnly: boolean): void {
  const fd = native.open(disk.replace(DISKS, "/dev"), O_RDONLY, 0);
  try {
    native.setDiskReadOnly(fd, readOnly);
  } finally {
    native.close(fd);
  }
}

/** The device tells its driver of a new size by an interrupt, and the driver us by a uevent (block/genhd.c, set_capacity_and_notify). */
async function hasSize(native: Native, disk: string, sectors: number): Promise<void> {
  const has = () => Number(native.readFile(`${disk}/size`)) === sectors;
  if (has()) return;
  const events = new AsyncFd(native, native.listenUevents());
  try {
    while (!has()) { // after listening: nothing falls between
      await events.readable();
      while (native.read(events.fd, 4096) !== null) continue;
    }
  } finally {
    events.close();
  }
}
