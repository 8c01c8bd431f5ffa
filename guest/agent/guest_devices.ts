import { tryRead } from "./files.ts";
import type { Native } from "./native.ts";

/** A device as an OCI spec lists it. */
export interface SpecDevice {
  path: string;
  type: "c" | "b";
  major: number;
  minor: number;
  fileMode: number;
}

/** Which every container has by the OCI specification, or of which it has its own (ptmx, console). */
const EVERYONES = /^(null|zero|full|random|urandom|tty|ptmx|console)$/;
/** The virtio-serial ports are the agent's line to the host; a disk is that of the container for which it came (disks.ts). */
const OTHERS = /^(vport|vd[a-z])/;

/** All devices of the guest that a privileged container gets, out of sysfs (Documentation/ABI/stable/sysfs-devices). */
export function guestDevices(native: Native): SpecDevice[] {
  return (["c", "b"] as const).flatMap((type) => {
    const folder = `/sys/dev/${type === "c" ? "char" : "block"}`;
    return native.readDir(folder).flatMap((number) => {
      const name = /^DEVNAME=(.+)$/m.exec(tryRead(native, `${folder}/${number}/uevent`) ?? "")?.[1];
      const stat = name === undefined ? null : native.stat(`/dev/${name}`);
      if (name === undefined || stat === null || EVERYONES.test(name) || OTHERS.test(name)) return [];
      const [major, minor] = number.split(":").map(Number);
      return [{ path: `/dev/${name}`, type, major: major!, minor: minor!, fileMode: stat.mode & 0o777 }];
    });
  });
}
