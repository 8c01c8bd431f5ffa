/** An archive of the "newc" kind, which the kernel unpacks as its initramfs (Documentation/driver-api/early-userspace). */

export interface CpioEntry {
  /** Path without a leading slash. */
  path: string;
  /** File type and permissions, as in st_mode. */
  mode: number;
  data?: Uint8Array;
}

export const DIRECTORY = 0o040000;
export const REGULAR = 0o100000;

/** The archive's bytes, the same for the same entries: owner root, all times 0. Parents must come before children. */
export function cpio(entries: readonly CpioEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const push = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  const pad = () => push(new Uint8Array(-length & 3));
  const add = (inode: number, { path, mode, data = new Uint8Array(0) }: CpioEntry) => {
    const name = new TextEncoder().encode(path + "\0");
    const links = (mode & 0o170000) === DIRECTORY ? 2 : 1;
    // ino, mode, uid, gid, nlink, mtime, filesize, devmajor, devminor, rdevmajor, rdevminor, namesize, check
    const fields = [inode, mode, 0, 0, links, 0, data.length, 0, 0, 0, 0, name.length, 0];
    push(new TextEncoder().encode("070701" + fields.map((field) => field.toString(16).padStart(8, "0")).join("")));
    push(name);
    pad();
    push(data);
    pad();
  };
  entries.forEach((entry, index) => add(index + 1, entry));
  add(0, { path: "TRAILER!!!", mode: 0 });
  const archive = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    archive.set(part, at);
    at += part.length;
  }
  return archive;
}
