import { defineLayout } from "./layout.ts";

/** statfs(2), x86-64. */
export const structStatfs = defineLayout("struct statfs", "sys/vfs.h", 120, {
  f_bsize: [8, "i64"],
  f_blocks: [16, "u64"],
});
