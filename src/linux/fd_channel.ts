import type { ByteChannel } from "../util/byte_channel.ts";
import { F_DUPFD_CLOEXEC } from "./abi/fcntl.ts";
import { SHUT_WR } from "./abi/splice.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";
import type { Reactor } from "./reactor.ts";

/** A nonblocking stream socket as a channel; a system call is tried first, and only what would block waits. */
export class FdChannel implements ByteChannel {
  readonly #reactor: Reactor;
  readonly #fd: Fd;
  /** The same socket under another number, from the first wait on: the reactor has one waiter a descriptor. */
  #forWriting: Fd | undefined;

  /** Takes `fd` over. */
  constructor(fd: Fd, reactor: Reactor) {
    this.#fd = fd;
    this.#reactor = reactor;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#fd.number >= 0) {
      const count = this.#fd.read(buffer as Uint8Array<ArrayBuffer>);
      if (count !== null) return count > 0 ? count : null;
      await this.#reactor.readable(this.#fd);
    }
    return null;
  }

  async write(data: Uint8Array): Promise<number> {
    while (this.#fd.number >= 0) {
      const count = this.#fd.write(data);
      if (count !== null) return count;
      await this.#reactor.writable(this.#forWriting ??= duplicate(this.#fd));
    }
    throw new Error(`Cannot write to '${this.#fd.what}': it is closed`);
  }

  /** The other end reads the end once it has read what was written. Throws SystemError where there is nobody any more. */
  closeWrite(): void {
    check(libc.shutdown(this.#fd.number, SHUT_WR), "shutdown", () => `Cannot end '${this.#fd.what}'`);
  }

  close(): void {
    this.#fd.close();
    this.#forWriting?.close();
  }
}

function duplicate(fd: Fd): Fd {
  const copy = libc.fcntl(fd.number, F_DUPFD_CLOEXEC, 0n);
  return new Fd(check(copy, "fcntl", () => `Cannot duplicate '${fd.what}'`), fd.what);
}
