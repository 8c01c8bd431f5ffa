import * as ms from "./abi/mount.ts";

interface Meaning {
  flag: number;
  /** The same as an attribute of a bound mount. */
  attribute?: number;
  clear?: boolean;
}

/** mount(8)'s words for flags: what to set, or with `clear` what to take away. */
const FLAGS: Readonly<Record<string, Meaning>> = {
  ro: { flag: ms.MS_RDONLY, attribute: ms.MOUNT_ATTR_RDONLY },
  rw: { flag: ms.MS_RDONLY, attribute: ms.MOUNT_ATTR_RDONLY, clear: true },
  nosuid: { flag: ms.MS_NOSUID, attribute: ms.MOUNT_ATTR_NOSUID },
  suid: { flag: ms.MS_NOSUID, attribute: ms.MOUNT_ATTR_NOSUID, clear: true },
  nodev: { flag: ms.MS_NODEV, attribute: ms.MOUNT_ATTR_NODEV },
  dev: { flag: ms.MS_NODEV, attribute: ms.MOUNT_ATTR_NODEV, clear: true },
  noexec: { flag: ms.MS_NOEXEC, attribute: ms.MOUNT_ATTR_NOEXEC },
  exec: { flag: ms.MS_NOEXEC, attribute: ms.MOUNT_ATTR_NOEXEC, clear: true },
  sync: { flag: ms.MS_SYNCHRONOUS },
  async: { flag: ms.MS_SYNCHRONOUS, clear: true },
  dirsync: { flag: ms.MS_DIRSYNC },
  noatime: { flag: ms.MS_NOATIME },
  atime: { flag: ms.MS_NOATIME, clear: true },
  nodiratime: { flag: ms.MS_NODIRATIME },
  relatime: { flag: ms.MS_RELATIME },
  norelatime: { flag: ms.MS_RELATIME, clear: true },
  strictatime: { flag: ms.MS_STRICTATIME },
  bind: { flag: ms.MS_BIND },
  rbind: { flag: ms.MS_BIND | ms.MS_REC },
  defaults: { flag: 0 },
};

/** Words for how mounts propagate. A VM has no way to hand its own mounts back, so that "shared" means "slave" here. */
const PROPAGATION: Readonly<Record<string, boolean>> = {
  private: false,
  rprivate: false,
  slave: true,
  rslave: true,
  shared: true,
  rshared: true,
};

export interface MountOptions {
  /** MS_* for mount(2). */
  flags: number;
  /** The same as MOUNT_ATTR_*, for a bound mount. */
  attributes: number;
  slave: boolean;
  /** "uidmap=" and "gidmap=": the files' owners are to be seen through a user namespace (containerd 2.x, overlayfs and binds). */
  idmapped: boolean;
  /** What the file system itself reads. */
  data: string[];
}

/** Splits mount options as containerd hands them over. */
export function parseMountOptions(options: readonly string[]): MountOptions {
  const result: MountOptions = { flags: 0, attributes: 0, slave: false, idmapped: false, data: [] };
  for (const option of options) {
    const known = FLAGS[option];
    const slave = PROPAGATION[option];
    if (slave !== undefined) result.slave = slave;
    else if (/^[ug]idmap=/.test(option)) result.idmapped = true;
    else if (known === undefined) result.data.push(option);
    else if (known.clear) {
      result.flags &= ~known.flag;
      result.attributes &= ~(known.attribute ?? 0);
    } else {
      result.flags |= known.flag;
      result.attributes |= known.attribute ?? 0;
    }
  }
  return result;
}
