import { structStatfs } from "./abi/statfs.ts";
import { check, cString, libc } from "./libc.ts";

/** The size in bytes of the file system on which `path` lies. Throws SystemError. */
export function fileSystemSize(path: string): number {
  const bytes = new Uint8Array(structStatfs.size);
  check(libc.statfs(cString(path), bytes), "statfs", () => `Cannot tell the size of the file system at '${path}'`);
  const view = new DataView(bytes.buffer);
  return Number(structStatfs.get.f_bsize(view, 0) * structStatfs.get.f_blocks(view, 0));
}
