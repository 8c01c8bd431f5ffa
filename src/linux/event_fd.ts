import { EFD_CLOEXEC, EFD_NONBLOCK } from "./abi/epoll.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

const ONE = new Uint8Array(new BigUint64Array([1n]).buffer);
const COUNT = new Uint8Array(8);

/** An eventfd(2); `what` names it in errors. Blocking only where a thread of ours is to wait in read(2). Throws SystemError. */
export function eventFd(what: string, options: { blocking?: boolean } = {}): Fd {
  const flags = EFD_CLOEXEC | (options.blocking ? 0 : EFD_NONBLOCK);
  return new Fd(check(libc.eventfd(0, flags), "eventfd", () => `Cannot make an eventfd for ${what}`), what);
}

/** Makes it readable. */
export function signalEvent(fd: Fd): void {
  fd.write(ONE);
}

/** Takes what was signalled, all at once; false where nothing was. For nonblocking ones. */
export function takeEvent(fd: Fd): boolean {
  return fd.read(COUNT) !== null;
}
