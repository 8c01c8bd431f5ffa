import * as ms from "./abi/mount.ts";

/** mount(8)'s words for flags: what to set, or with `clear` what to take away. */
const FLAGS: Readonly<Record<string, { flag: number; clear?: boolean }>> = {
  ro: { flag: ms.MS_RDONLY },
  rw: { flag: ms.MS_RDONLY, clear: true },
  nosuid: { flag: ms.MS_NOSUID },
  suid: { flag: ms.MS_NOSUID, clear: true },
  nodev: { flag: ms.MS_NODEV },
  dev: { flag: ms.MS_NODEV, clear: true },
  noexec: { flag: ms.MS_NOEXEC },
  exec: { flag: ms.MS_NOEXEC, clear: true },
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

/** Splits mount options as containerd hands them over into mount(2)'s flags and what the file system itself reads. */
export function parseMountOptions(options: readonly string[]): { flags: number; data: string[] } {
  let flags = 0;
  const data: string[] = [];
  for (const option of options) {
    const known = FLAGS[option];
    if (known === undefined) data.push(option);
    else if (known.clear) flags &= ~known.flag;
    else flags |= known.flag;
  }
  return { flags, data };
}
