import type { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

/** ioctl(2) with a number or an address of ours for its argument. `name` is the request's in C. Throws SystemError. */
export function ioctlNumber(fd: Fd, request: number, argument: number | bigint, name: string): number {
  const result = libc.ioctl_number(fd.number, BigInt(request), BigInt(argument));
  return check(result, name, () => `Cannot use ${fd.what}`);
}

/** ioctl(2) with a structure, which the kernel may write to. Throws SystemError. */
export function ioctlStruct(fd: Fd, request: number, argument: Uint8Array<ArrayBuffer>, name: string): number {
  return check(libc.ioctl(fd.number, BigInt(request), argument), name, () => `Cannot use ${fd.what}`);
}
