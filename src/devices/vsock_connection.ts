import { ECONNREFUSED, ECONNRESET, errnoName } from "../linux/errno.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { SystemError } from "../util/errors.ts";
import { ByteBuffer } from "./byte_buffer.ts";
import type { Chain } from "./chain.ts";
import {
  HEADER_BYTES,
  NO_RECEIVE,
  NO_SEND,
  OP_CREDIT_UPDATE,
  OP_REQUEST,
  OP_RESPONSE,
  OP_RST,
  OP_RW,
  OP_SHUTDOWN,
  type PacketHeader,
} from "./vsock_packet.ts";

/** Bytes of a connection that the guest may send ahead of their reader: two of the largest packets that Linux makes. */
const BUFFER_BYTES = 128 << 10;
/** The most that one packet carries (VIRTIO_VSOCK_MAX_PKT_BUF_SIZE of Linux). */
const MOST_DATA = 64 << 10;

/** What a connection has to say beside its data, as a set: a guest that asks again and again costs nothing. */
const REQUEST = 1, RESPONSE = 2, CREDIT = 4, SHUTDOWN = 8, RESET = 16;

type State = "connecting" | "open" | "closing" | "ended";

/** What a connection tells its device. */
export interface ConnectionOwner {
  readonly cid: number;
  /** There is something to send: `sendInto` is called once the guest has room. */
  ready(connection: VsockConnection): void;
  /** The host has closed it, and the guest owes its word. */
  closing(connection: VsockConnection): void;
  /** The last word is said on either side: its ports are free. */
  gone(connection: VsockConnection): void;
}

interface Waiting<T> {
  readonly bytes: Uint8Array;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One stream between a port of the host's and one of the guest's, flow-controlled by credit both ways (virtio 1.2 §5.10.6.3). A write
 * resolves once its bytes are in the guest's memory; what the guest sends ahead of its reader is kept up to BUFFER_BYTES.
 */
export class VsockConnection implements ByteChannel {
  readonly hostPort: number;
  readonly guestPort: number;
  /** It is no socket of the kernel's. */
  readonly fd = undefined;
  /** Settles when the guest has answered: rejects with ECONNREFUSED where nobody listens there. */
  readonly opened: Promise<void>;
  #owner: ConnectionOwner;
  #state: State = "connecting";
  #pending: number;
  #settleOpened = Promise.withResolvers<void>();
  /** What the guest has closed: NO_RECEIVE, NO_SEND. */
  #peerClosed = 0;
  /** The guest's buffer, what it has taken from there, and what we have sent: free-running counters of 32 bits. */
  #peerAllocated = 0;
  #peerForwarded = 0;
  #sent = 0;
  #forwarded = 0;
  #told = 0;
  #received = new ByteBuffer(BUFFER_BYTES);
  #reader: Waiting<number | null> | undefined;
  #writer: Waiting<number> | undefined;
  #written = 0;
  /** The host sends no more, while it reads on. */
  #hasFinished = false;

  /** `isDialed`: the host asks the guest; else it answers the guest's request. */
  constructor(owner: ConnectionOwner, hostPort: number, guestPort: number, isDialed: boolean) {
    this.#owner = owner;
    this.hostPort = hostPort;
    this.guestPort = guestPort;
    this.opened = this.#settleOpened.promise;
    this.opened.catch(() => {});
    this.#pending = isDialed ? REQUEST : RESPONSE;
    if (!isDialed) this.#open();
  }

  read(buffer: Uint8Array): Promise<number | null> {
    if (buffer.length === 0) return Promise.resolve(0);
    if (this.#reader !== undefined) return Promise.reject(new Error("The connection has a reader already"));
    if (this.#received.length > 0) {
      const count = this.#received.take(buffer);
      this.#forward(count);
      this.#endWhenDrained();
      return Promise.resolve(count);
    }
    if (this.#state !== "open" || (this.#peerClosed & NO_SEND) !== 0) return Promise.resolve(null);
    return new Promise((resolve, reject) => this.#reader = { bytes: buffer, resolve, reject });
  }

  write(data: Uint8Array): Promise<number> {
    if (data.length === 0) return Promise.resolve(0);
    if (this.#writer !== undefined) return Promise.reject(new Error("The connection has a writer already"));
    const isBroken = this.#hasFinished || (this.#peerClosed & NO_RECEIVE) !== 0;
    if (this.#state !== "open" || isBroken) return Promise.reject(this.#broken());
    return new Promise((resolve, reject) => {
      this.#writer = { bytes: data, resolve, reject };
      this.#owner.ready(this);
    });
  }

  /** The guest reads the end once it has read what was written; call it with no write under way. */
  closeWrite(): void {
    if (this.#state !== "open" || this.#hasFinished) return;
    this.#hasFinished = true;
    this.#pending |= SHUTDOWN;
    this.#owner.ready(this);
  }

  /** Closes both directions. What was written stays the guest's to read. */
  close(): void {
    if (this.#state === "open") {
      this.#received.clear();
      if (this.#peerClosed === (NO_RECEIVE | NO_SEND)) return this.#reset();
      this.#settle();
      this.#state = "closing";
      this.#pending |= SHUTDOWN;
      this.#owner.closing(this);
      this.#owner.ready(this);
    } else if (this.#state === "connecting") {
      this.#settleOpened.reject(this.#broken());
      if ((this.#pending & REQUEST) !== 0) this.vanish();
      else this.#reset();
    } else if (this.#state === "ended") this.#received.clear();
  }

  /** Ends the connection at once, without a word to the guest where that cannot hear any. What it had sent can still be read. */
  vanish(): void {
    this.#end();
    this.#pending = 0;
    this.#owner.gone(this);
  }

  /** Ends a connection with RST, for a guest that breaks its rules or does not answer SHUTDOWN. */
  abort(): void {
    if (this.#state !== "ended") this.#reset();
  }

  // What the guest says.

  /** Every packet tells the guest's credit. */
  takeCredit(header: PacketHeader): void {
    this.#peerAllocated = header.allocated;
    this.#peerForwarded = header.forwarded;
    if (this.#writer !== undefined) this.#owner.ready(this);
  }

  takeResponse(): void {
    if (this.#state === "connecting") this.#open();
    else this.abort();
  }

  takeReset(): void {
    if (this.#state === "connecting") {
      this.#settleOpened.reject(
        new SystemError(
          "connect",
          ECONNREFUSED,
          errnoName(ECONNREFUSED),
          `Cannot reach port ${this.guestPort} of the guest`,
        ),
      );
    }
    this.vanish();
  }

  takeShutdown(flags: number): void {
    if (this.#state === "closing") return this.#reset();
    if (this.#state !== "open") return;
    this.#peerClosed |= flags & (NO_RECEIVE | NO_SEND);
    if ((this.#peerClosed & NO_RECEIVE) !== 0) {
      this.#writer?.reject(this.#broken());
      this.#writer = undefined;
      this.#written = 0;
    }
    if ((this.#peerClosed & NO_SEND) !== 0 && this.#received.length === 0) {
      this.#reader?.resolve(null);
      this.#reader = undefined;
    }
    this.#endWhenDrained();
  }

  takeCreditRequest(): void {
    if (this.#state !== "open") return;
    this.#pending |= CREDIT;
    this.#owner.ready(this);
  }

  /** `length` bytes of data follow the header in `chain`. */
  takeData(chain: Chain, length: number): void {
    if (this.#state === "closing" || this.#state === "ended") return; // it has not heard of it yet
    // More than it was allowed to send, or after it said that it would not.
    const excess = this.#received.length + length > BUFFER_BYTES;
    if (excess || this.#state !== "open" || (this.#peerClosed & NO_SEND) !== 0) return this.abort();
    let done = 0;
    const reader = this.#reader;
    if (reader !== undefined && length > 0) {
      this.#reader = undefined;
      done = chain.read(reader.bytes.subarray(0, length), HEADER_BYTES);
      this.#forward(done);
      reader.resolve(done);
    }
    if (done < length) chain.read(this.#received.grow(length - done), HEADER_BYTES + done);
  }

  // What the guest is told.

  get hasWork(): boolean {
    if (this.#pending !== 0) return true;
    const writer = this.#state === "open" ? this.#writer : undefined;
    return writer !== undefined && this.#written < writer.bytes.length && this.#credit() > 0;
  }

  /** Writes the next packet into `chain`, which has room for a header; returns its length. Only where `hasWork`. */
  sendInto(chain: Chain, header: PacketHeader): number {
    if ((this.#pending & (REQUEST | RESPONSE)) !== 0) {
      const operation = (this.#pending & REQUEST) !== 0 ? OP_REQUEST : OP_RESPONSE;
      this.#pending &= ~(REQUEST | RESPONSE);
      return this.#send(chain, header, operation);
    }
    const room = Math.min(chain.writableBytes - HEADER_BYTES, MOST_DATA);
    const writer = this.#state === "open" ? this.#writer : undefined;
    const length = writer === undefined ? 0 : Math.min(writer.bytes.length - this.#written, this.#credit(), room);
    if (writer !== undefined && length > 0) {
      chain.write(writer.bytes.subarray(this.#written, this.#written + length), HEADER_BYTES);
      this.#written += length;
      this.#sent = (this.#sent + length) >>> 0;
      return this.#send(chain, header, OP_RW, length);
    }
    if ((this.#pending & RESET) !== 0) {
      const count = this.#send(chain, header, OP_RST);
      this.#pending = 0;
      this.#owner.gone(this);
      return count;
    }
    if ((this.#pending & SHUTDOWN) !== 0) {
      this.#pending &= ~SHUTDOWN;
      const flags = this.#state === "closing" ? NO_RECEIVE | NO_SEND : NO_SEND;
      return this.#send(chain, header, OP_SHUTDOWN, 0, flags);
    }
    return this.#send(chain, header, OP_CREDIT_UPDATE);
  }

  /** The guest has no more room, or nothing is left to send: a write that has got anywhere ends. */
  settleWrite(): void {
    if (this.#written === 0) return;
    this.#writer?.resolve(this.#written);
    this.#writer = undefined;
    this.#written = 0;
  }

  #send(chain: Chain, header: PacketHeader, operation: number, length = 0, flags = 0): number {
    this.#told = this.#forwarded;
    this.#pending &= ~CREDIT; // every packet tells our credit
    const credit = { allocated: BUFFER_BYTES, forwarded: this.#forwarded };
    header.fill(this.#owner.cid, this.hostPort, this.guestPort, { operation, length, flags, ...credit });
    chain.write(header.bytes);
    return HEADER_BYTES + length;
  }

  /** Bytes that the guest can still take; 0 where its counters make no sense. */
  #credit(): number {
    const underWay = (this.#sent - this.#peerForwarded) >>> 0;
    return Math.max(0, this.#peerAllocated - underWay);
  }

  #open(): void {
    this.#state = "open";
    this.#settleOpened.resolve();
  }

  /** Bytes have reached their reader; the guest is told once half of its credit hangs on it. */
  #forward(count: number): void {
    this.#forwarded = (this.#forwarded + count) >>> 0;
    if (((this.#forwarded - this.#told) >>> 0) < BUFFER_BYTES / 2 || this.#state !== "open") return;
    this.#pending |= CREDIT;
    this.#owner.ready(this);
  }

  /** The guest has closed both directions and all that it sent was read: RST is what it waits for. */
  #endWhenDrained(): void {
    if (this.#state === "open" && this.#peerClosed === (NO_RECEIVE | NO_SEND) && this.#received.length === 0) {
      this.#reset();
    }
  }

  #reset(): void {
    this.#end();
    this.#pending = RESET;
    this.#owner.ready(this);
  }

  #end(): void {
    if (this.#state === "connecting") this.#settleOpened.reject(this.#broken());
    this.#state = "ended";
    this.#settle();
  }

  #settle(): void {
    this.#reader?.resolve(null);
    this.#writer?.reject(this.#broken());
    this.#reader = this.#writer = undefined;
    this.#written = 0;
  }

  #broken(): SystemError {
    const what = `The connection to port ${this.guestPort} of the guest is over`;
    return new SystemError("write", ECONNRESET, errnoName(ECONNRESET), what);
  }
}
