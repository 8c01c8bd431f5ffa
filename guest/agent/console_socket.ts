import { AsyncFd } from "./async_fd.ts";
import type { Native } from "./native.ts";

/** The unix socket on which crun hands over a terminal's master (--console-socket). */
export class ConsoleSocket {
  readonly path: string;
  #native: Native;
  #listener: AsyncFd;

  constructor(native: Native, path: string) {
    this.path = path;
    this.#native = native;
    this.#listener = new AsyncFd(native, native.listenUnix(path));
  }

  /** The master's descriptor. To be called once crun has ended well: the message is there by then. */
  receive(): number {
    const connection = this.#native.accept(this.#listener.fd);
    if (connection < 0) throw new Error("crun has sent no terminal");
    try {
      const master = this.#native.receiveFd(connection);
      if (master < 0) throw new Error("crun has sent no terminal");
      return master;
    } finally {
      this.#native.close(connection);
    }
  }

  close(): void {
    this.#listener.close();
    this.#native.unlink(this.path);
  }
}
