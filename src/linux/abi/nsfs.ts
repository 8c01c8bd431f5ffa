/** ioctls of a namespace's file, and flags of unshare(2) and setns(2). */
export const HEADERS = ["linux/nsfs.h", "sched.h"];

export const NS_GET_USERNS = 0xb701;
export const CLONE_FS = 0x200;
export const CLONE_NEWNS = 0x20000;
