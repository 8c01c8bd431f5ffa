import type { ByteChannel } from "../../src/util/byte_channel.ts";
import { AsyncFd } from "./async_fd.ts";
import { ConnectionCut } from "./connection_cut.ts";
import { tryRead } from "./files.ts";
import { EPOLLERR, EPOLLET, EPOLLHUP, EPOLLIN, EPOLLOUT, type Native, O_NONBLOCK, O_RDWR } from "./native.ts";

/** Serves one connection until it ends. */
export type Serve = (channel: ByteChannel) => Promise<void>;

const PORTS = "/sys/class/virtio-ports";

/** The device of the virtio-serial port with this name; undefined where there is none (yet). */
export function findPort(native: Native, name: string): string | undefined {
  if (native.stat(PORTS) === null) return undefined;
  const device = native.readDir(PORTS).find((port) => tryRead(native, `${PORTS}/${port}/name`)?.trim() === name);
  return device && `/dev/${device}`;
}

/** Resolves to the port's device; ports come and get their names a little after the kernel has started PID 1. */
export async function waitForPort(native: Native, name: string): Promise<string> {
  const early = findPort(native, name);
  if (early !== undefined) return early;
  const events = new AsyncFd(native, native.listenUevents());
  try {
    for (;;) {
      const device = findPort(native, name); // after listening: nothing falls between
      if (device !== undefined) return device;
      while (native.read(events.fd, 4096) !== null) continue;
      await events.readable();
    }
  } finally {
    events.close();
  }
}

/**
 * Serves a virtio-serial port, connection after connection: a port has no accept(). While no host is connected a read
 * says end of file and epoll says hang-up, without end; the next edge without a hang-up is a new host.
 */
export async function servePort(native: Native, device: string, serve: Serve): Promise<never> {
  const port = new PortConnections(native, native.open(device, O_RDWR | O_NONBLOCK, 0));
  for (;;) {
    await port.connected();
    await serve(port.channel());
  }
}

class PortConnections {
  #native: Native;
  #fd: number;
  #isConnected = false;
  #wakers = new Set<() => void>();
  /** What the next client has sent already. */
  #ahead: Uint8Array = new Uint8Array(0);

  constructor(native: Native, fd: number) {
    this.#native = native;
    this.#fd = fd;
    native.watch(fd, EPOLLIN | EPOLLOUT | EPOLLET, (events) => {
      this.#isConnected = (events & (EPOLLHUP | EPOLLERR)) === 0;
      this.#wake();
    });
  }

  async connected(): Promise<void> {
    while (!this.#isConnected && this.#ahead.length === 0) await this.#event();
  }

  /** The present connection as a channel. Closing it leaves the port open. */
  channel(): ByteChannel {
    const cut = new ConnectionCut();
    let isOpen = true;
    /** Tries until something has moved; null where the connection is over. */
    const attempt = async (operation: () => number): Promise<number | null> => {
      while (isOpen) {
        const count = operation();
        if (count > 0) return count;
        if (count === 0) this.#isConnected = false; // end of file
        if (!this.#isConnected) break;
        await this.#event();
      }
      return null;
    };
    return {
      read: async (buffer) => {
        const count = await attempt(() => this.#read(buffer));
        const found = count === null ? undefined : cut.find(buffer.subarray(0, count));
        if (found === undefined) return count;
        this.#ahead = found.next;
        isOpen = false;
        return found.keep > 0 ? found.keep : null;
      },
      write: async (data) => {
        const count = await attempt(() => this.#native.write(this.#fd, data));
        if (count === null) throw new Error("Cannot write: the host has disconnected");
        return count;
      },
      close: () => {
        isOpen = false;
        this.#wake();
      },
    };
  }

  #read(buffer: Uint8Array): number {
    const ahead = this.#ahead;
    if (ahead.length === 0) return this.#native.readInto(this.#fd, buffer);
    const count = Math.min(ahead.length, buffer.length);
    buffer.set(ahead.subarray(0, count));
    this.#ahead = ahead.slice(count);
    return count;
  }

  #event(): Promise<void> {
    return new Promise((resolve) => this.#wakers.add(resolve));
  }

  #wake(): void {
    const wakers = [...this.#wakers];
    this.#wakers.clear();
    wakers.forEach((wake) => wake());
  }
}

/** Serves connections to a vsock port, any number at a time, from `listening` on. Throws where the kernel has no vsock. */
export async function serveVsock(
  native: Native,
  port: number,
  serve: Serve,
  listening: () => void,
): Promise<never> {
  const listener = new AsyncFd(native, native.listenVsock(port));
  listening();
  for (;;) {
    for (let fd; (fd = native.accept(listener.fd)) >= 0;) serve(new AsyncFd(native, fd));
    await listener.readable();
  }
}
