export const HEADERS = ["linux/fs.h"];

/** ioctl(2) of block devices: whether one is read-only, as an int. */
export const BLKROGET = 0x125e;
