import {
  EFD_CLOEXEC,
  EFD_NONBLOCK,
  EPOLL_CLOEXEC,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  epollEvent,
  EPOLLIN,
  EPOLLONESHOT,
  EPOLLOUT,
} from "./abi/epoll.ts";
import type { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

const MOST_EVENTS = 16;

interface Waiter {
  resolve: () => void;
}

/**
 * Waits for descriptors that Deno itself cannot wait for (FIFOs, pidfds): one epoll instance, and one thread of Deno's pool in
 * epoll_wait only while somebody waits. Nothing wakes up while nothing happens. Descriptors that poll(2) does not support
 * (plain files) are not for it.
 */
export class Reactor {
  #epoll = -1;
  #wakeFd = -1;
  #waiters = new Map<number, Waiter>();
  #registered = new Set<number>();
  #polling = false;
  #polled: Promise<void> | undefined;

  /**
   * Resolves once `fd` can be read or is at its end. Resolves at once, too, when `signal` fires or the descriptor is closed.
   * One waiter a descriptor; a descriptor that cannot be waited for throws SystemError (EPERM).
   */
  readable(fd: Fd, signal?: AbortSignal): Promise<void> {
    return this.#wait(fd, EPOLLIN, signal);
  }

  /** Resolves once `fd` can be written or is broken; else as `readable`. */
  writable(fd: Fd, signal?: AbortSignal): Promise<void> {
    return this.#wait(fd, EPOLLOUT, signal);
  }

  /** Resolves once the thread is back that waited for descriptors, where nobody waits any more: then nothing of ours is under way. */
  async idle(): Promise<void> {
    await this.#polled;
  }

  #wait(fd: Fd, events: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || fd.number < 0) return Promise.resolve();
    const number = fd.number;
    if (this.#waiters.has(number)) throw new Error(`Somebody waits for '${fd.what}' already`);
    this.#open();
    try {
      this.#arm(number, events, fd.what);
    } catch (error) {
      if (!this.#polling) this.#release();
      throw error;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = () => {
      if (this.#waiters.get(number)?.resolve !== done) return;
      this.#waiters.delete(number);
      signal?.removeEventListener("abort", cancel);
      resolve();
    };
    const cancel = () => {
      done();
      this.#wakeIfIdle();
    };
    this.#waiters.set(number, { resolve: done });
    signal?.addEventListener("abort", cancel, { once: true });
    fd.onClose = () => {
      this.#forget(number);
      cancel();
    };
    if (!this.#polling) this.#polled = this.#poll();
    return promise;
  }

  #open(): void {
    if (this.#epoll >= 0) return;
    this.#epoll = check(libc.epoll_create1(EPOLL_CLOEXEC), "epoll_create1", () => "Cannot make an epoll instance");
    this.#wakeFd = check(libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd", () => "Cannot make an eventfd");
    this.#control(EPOLL_CTL_ADD, this.#wakeFd, EPOLLIN, "eventfd");
  }

  #arm(fd: number, events: number, what: string): void {
    const operation = this.#registered.has(fd) ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    this.#control(operation, fd, events | EPOLLONESHOT, what);
    this.#registered.add(fd);
  }

  #forget(fd: number): void {
    if (this.#registered.delete(fd)) this.#control(EPOLL_CTL_DEL, fd, 0, "descriptor");
  }

  #control(operation: number, fd: number, events: number, what: string): void {
    const event = new Uint8Array(epollEvent.size);
    const view = new DataView(event.buffer);
    epollEvent.set.events(view, 0, events >>> 0);
    epollEvent.set.data(view, 0, BigInt(fd));
    check(
      libc.epoll_ctl(this.#epoll, operation, fd, event),
      "epoll_ctl",
      () => `Cannot watch '${what}' (descriptor ${fd})`,
    );
  }

  /** The thread in epoll_wait is called back where nobody waits any more, so that a process can end. */
  #wakeIfIdle(): void {
    if (this.#waiters.size > 0 || !this.#polling) return;
    libc.write(this.#wakeFd, new Uint8Array(new BigUint64Array([1n]).buffer), 8n);
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    const events = new Uint8Array(epollEvent.size * MOST_EVENTS);
    const view = new DataView(events.buffer);
    while (this.#waiters.size > 0) {
      // A negative result is EINTR: nothing happened, wait again.
      const count = await libc.epoll_wait(this.#epoll, events, MOST_EVENTS, -1);
      for (let index = 0; index < count; index++) {
        const fd = Number(epollEvent.get.data(view, index * epollEvent.size));
        if (fd === this.#wakeFd) libc.read(fd, new Uint8Array(8), 8n);
        else this.#waiters.get(fd)?.resolve();
      }
      // Let those that were woken run, and wait again, before deciding that nobody waits.
      if (this.#waiters.size === 0) await Promise.resolve();
    }
    this.#polling = false;
    this.#release();
  }

  /** Nobody waits: the instance goes too, so that an idle process holds nothing. */
  #release(): void {
    for (const fd of [this.#epoll, this.#wakeFd]) libc.close(fd);
    this.#epoll = this.#wakeFd = -1;
    this.#registered.clear();
  }
}
