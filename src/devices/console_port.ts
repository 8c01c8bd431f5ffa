import type { ByteChannel } from "../util/byte_channel.ts";
import type { Chain } from "./chain.ts";
import type { ServedQueue } from "./served_queue.ts";

/** What a port of a console is to the guest. */
export interface PortKind {
  /** A terminal of the guest's kernel (hvc0, hvc1, ...); else a character device. */
  readonly isConsole: boolean;
  /** Shown in the guest as /sys/class/virtio-ports/.../name. */
  readonly name?: string;
}

/** A read or a write of the host's that waits for the guest. */
interface Waiting<T> {
  readonly bytes: Uint8Array;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One port of a console: a stream in each direction between a pair of queues and one channel of the host's. Nothing is kept here: the
 * guest's bytes stay in its own memory until they are read, and ours with the writer until the guest has room.
 */
export class ConsolePort {
  readonly kind: PortKind;
  /** Whether a program of the guest's has the port open; what is sent to it before is lost in the guest. */
  #isGuestOpen = false;
  #channel: ByteChannel | undefined;
  #changed: () => void;
  #reader: Waiting<number | null> | undefined;
  #writer: Waiting<number> | undefined;
  #in: ServedQueue | undefined;
  #out: ServedQueue | undefined;
  #inChain: Chain | undefined;
  #outChain: Chain | undefined;
  /** Bytes of #outChain that were read already; -1 where there is no such chain. */
  #read = -1;

  /** `changed` is called when the host opens or closes the port. */
  constructor(kind: PortKind, changed: () => void) {
    this.kind = kind;
    this.#changed = changed;
  }

  /** Whether the host has the port open. Where it has not, what the guest sends is dropped. */
  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  /** Opens the host's end; one at a time. It outlives resets of the device, and ends with end(). */
  open(): ByteChannel {
    if (this.#channel !== undefined) throw new Error(`Port '${this.kind.name ?? "console"}' is open already`);
    const channel: ByteChannel = {
      read: (buffer) => this.#channel === channel ? this.#wait("reader", buffer) : Promise.resolve(null),
      write: (data) => this.#channel === channel ? this.#wait("writer", data) : Promise.reject(closed()),
      close: () => {
        if (this.#channel === channel) this.end();
      },
    };
    this.#channel = channel;
    this.#changed();
    return channel;
  }

  /** Ends the host's channel: pending reads end, pending writes fail. */
  end(): void {
    if (this.#channel === undefined) return;
    this.#channel = undefined;
    this.#reader?.resolve(null);
    this.#writer?.reject(closed());
    this.#reader = this.#writer = undefined;
    this.#changed();
    this.#out?.poke();
  }

  /** The device runs: `incoming` carries bytes to the guest, `outgoing` from it. */
  attach(incoming: ServedQueue, outgoing: ServedQueue, isGuestOpen: boolean): void {
    this.#in = incoming;
    this.#out = outgoing;
    this.#inChain = incoming.newChain();
    this.#outChain = outgoing.newChain();
    this.#isGuestOpen = isGuestOpen;
  }

  /** Stops to serve the guest; what waits waits on. */
  async detach(): Promise<void> {
    await Promise.all([this.#in?.stop(), this.#out?.stop()]);
    this.#in =
      this.#out =
      this.#inChain =
      this.#outChain =
        undefined;
    this.#read = -1;
    this.#isGuestOpen = false;
  }

  setGuestOpen(isOpen: boolean): void {
    this.#isGuestOpen = isOpen;
    this.#in?.poke();
  }

  /** From the host to the guest: as much of what waits as the guest has room for. */
  serveIn(): void {
    const queue = this.#in!, chain = this.#inChain!, writer = this.#writer;
    if (writer === undefined || !this.#isGuestOpen) return;
    let done = 0;
    while (done < writer.bytes.length && queue.next(chain)) {
      const count = chain.write(done === 0 ? writer.bytes : writer.bytes.subarray(done));
      queue.push(chain, count);
      done += count;
    }
    queue.publish();
    if (done === 0) return;
    this.#writer = undefined;
    writer.resolve(done);
  }

  /** From the guest to the host: as much as the reader has room for, of as many chains as there are. Nothing without a reader. */
  serveOut(): void {
    const queue = this.#out!, chain = this.#outChain!, reader = this.#reader;
    if (reader === undefined && this.isOpen) return;
    let done = 0;
    while (reader === undefined || done < reader.bytes.length) {
      if (this.#read < 0) {
        if (!queue.next(chain)) break;
        this.#read = 0;
      }
      if (reader !== undefined) {
        const count = chain.read(done === 0 ? reader.bytes : reader.bytes.subarray(done), this.#read);
        this.#read += count;
        done += count;
      }
      if (reader !== undefined && this.#read < chain.readableBytes) continue;
      queue.push(chain, 0);
      this.#read = -1;
    }
    queue.publish();
    if (done === 0) return;
    this.#reader = undefined;
    reader?.resolve(done);
  }

  #wait(side: "reader", bytes: Uint8Array): Promise<number | null>;
  #wait(side: "writer", bytes: Uint8Array): Promise<number>;
  #wait(side: "reader" | "writer", bytes: Uint8Array): Promise<number | null> {
    if (bytes.length === 0) return Promise.resolve(0);
    return new Promise<number | null>((resolve, reject) => {
      if ((side === "reader" ? this.#reader : this.#writer) !== undefined) {
        throw new Error(`The port has a ${side} already`);
      }
      if (side === "reader") this.#reader = { bytes, resolve, reject };
      else this.#writer = { bytes, resolve, reject };
      (side === "reader" ? this.#out : this.#in)?.poke();
    });
  }
}

function closed(): Error {
  return new Error("Cannot write: the port is closed");
}
