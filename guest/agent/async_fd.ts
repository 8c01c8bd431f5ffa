import type { ByteChannel } from "../../src/util/byte_channel.ts";
import { Code, StatusError } from "../../src/util/errors.ts";
import { EPOLLERR, EPOLLET, EPOLLHUP, EPOLLIN, EPOLLOUT, EPOLLRDHUP, errorCode, type Native } from "./native.ts";

/** An event that is remembered until somebody waits for it: edges that come early are not lost. */
class Edge {
  #seen = false;
  #waiters: (() => void)[] = [];

  notify(): void {
    const waiters = this.#waiters;
    if (waiters.length === 0) {
      this.#seen = true;
      return;
    }
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  wait(): Promise<void> {
    if (this.#seen) {
      this.#seen = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiters.push(resolve));
  }
}

/**
 * A nonblocking descriptor (pipe, terminal, socket, port) with promises. One edge-triggered watch for both directions:
 * a system call is always tried first, so a descriptor that is ready costs no epoll_ctl.
 */
export class AsyncFd implements ByteChannel {
  #native: Native;
  #fd: number;
  #readable = new Edge();
  #writable = new Edge();

  /** Takes the descriptor over. */
  constructor(native: Native, fd: number) {
    this.#native = native;
    this.#fd = fd;
    native.setNonblocking(fd);
    native.watch(fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, (events) => {
      if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) this.#readable.notify();
      if (events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) this.#writable.notify();
    });
  }

  /** The descriptor's number, -1 once closed. */
  get fd(): number {
    return this.#fd;
  }

  /**
   * Waits for at least one byte; at most `max`; null at the end. A terminal whose other side is closed has ended. A
   * reader that gave up (`signal`) takes nothing: the bytes are for the next one.
   */
  async readSome(max: number, signal?: { readonly aborted: boolean }): Promise<Uint8Array | null> {
    while (this.#fd >= 0) {
      if (signal?.aborted) throw new StatusError(Code.CANCELLED, "The reader has gone");
      let data: Uint8Array | null;
      try {
        data = this.#native.read(this.#fd, max);
      } catch (error) {
        if (errorCode(error) === "EIO") return null; // pty(7): the last terminal end is closed
        throw error;
      }
      if (data !== null) return data.length > 0 ? data : null;
      await this.#readable.wait();
    }
    return null;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#fd >= 0) {
      const count = this.#native.readInto(this.#fd, buffer);
      if (count >= 0) return count > 0 ? count : null;
      await this.#readable.wait();
    }
    return null;
  }

  async write(data: Uint8Array): Promise<number> {
    while (this.#fd >= 0) {
      const count = this.#native.write(this.#fd, data);
      if (count >= 0) return count;
      await this.#writable.wait();
    }
    throw new Error("Cannot write: the descriptor is closed");
  }

  async writeAll(data: Uint8Array): Promise<void> {
    for (let at = 0; at < data.length;) at += await this.write(at === 0 ? data : data.subarray(at));
  }

  /** Resolves at the next readable edge (or at one that nobody waited for): for listening sockets and events. */
  readable(): Promise<void> {
    return this.#readable.wait();
  }

  /** Resolves at the next writable edge: when a connection is made, or has failed. */
  writable(): Promise<void> {
    return this.#writable.wait();
  }

  /** Pending reads end with null, pending writes reject. */
  close(): void {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    this.#native.close(fd);
    this.#readable.notify();
    this.#writable.notify();
  }
}
