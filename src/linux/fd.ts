import { SystemError } from "../util/errors.ts";
import { F_SETFD, FD_CLOEXEC, O_CLOEXEC } from "./abi/fcntl.ts";
import { EAGAIN, EINTR, errnoName } from "./errno.ts";
import { check, cString, errno, libc } from "./libc.ts";

/** A file descriptor of ours, closed once. Reads and writes are direct system calls: open with O_NONBLOCK what could block. */
export class Fd implements Disposable {
  readonly what: string;
  #fd: number;
  #onClose: (() => void) | undefined;

  /** Takes over `fd`; `what` names it in errors. */
  constructor(fd: number, what: string) {
    this.#fd = fd;
    this.what = what;
  }

  /** open(2), always close-on-exec. Throws SystemError that names the path. */
  static open(path: string, flags: number, mode = 0o600): Fd {
    const fd = check(libc.open(cString(path), flags | O_CLOEXEC, mode), "open", () => `Cannot open '${path}'`);
    return new Fd(fd, path);
  }

  /** The number; -1 once closed. */
  get number(): number {
    return this.#fd;
  }

  /** Bytes read, 0 at end of file, null where nothing is there yet (EAGAIN). */
  read(buffer: Uint8Array<ArrayBuffer>): number | null {
    return this.#transfer("read", Number(libc.read(this.#fd, buffer, BigInt(buffer.length))));
  }

  /** Bytes written, null where nothing can be taken now (EAGAIN). */
  write(data: Uint8Array): number | null {
    return this.#transfer("write", Number(libc.write(this.#fd, data as Uint8Array<ArrayBuffer>, BigInt(data.length))));
  }

  /** Called when the descriptor closes, before its number can be used again. */
  set onClose(listener: (() => void) | undefined) {
    this.#onClose = listener;
  }

  close(): void {
    if (this.#fd < 0) return;
    this.#onClose?.();
    libc.close(this.#fd);
    this.#fd = -1;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #transfer(call: "read" | "write", count: number): number | null {
    if (count >= 0) return count;
    const code = errno();
    if (code === EAGAIN || code === EINTR) return null;
    throw new SystemError(call, code, errnoName(code), `Cannot ${call} '${this.what}'`);
  }
}

/**
 * Lets the children that are spawned until disposal inherit descriptors `fds`, under the same numbers: spawn exactly those for
 * whom they are, with nothing awaited in between.
 */
export function inheritable(fds: readonly number[]): Disposable {
  const set = (fd: number, flags: number) =>
    check(libc.fcntl(fd, F_SETFD, BigInt(flags)), "fcntl", () => `Cannot hand on descriptor ${fd}`);
  for (const fd of fds) set(fd, 0);
  return {
    [Symbol.dispose]() {
      for (const fd of fds) set(fd, FD_CLOEXEC);
    },
  };
}
