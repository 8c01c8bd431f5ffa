import type { Reactor } from "../linux/reactor.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import type { Chain } from "./chain.ts";
import type { Activation, VirtioDevice } from "./device.ts";
import { GuestFault } from "./guest_memory.ts";
import { RING_EVENT_IDX } from "./queue.ts";
import { ServedQueue } from "./served_queue.ts";
import { type ConnectionOwner, VsockConnection } from "./vsock_connection.ts";
import * as packet from "./vsock_packet.ts";

/** Entries: each receive buffer is a page of the guest's. The event queue is for migration alone, and nothing is ever sent on it. */
const RECEIVE_ENTRIES = 64, SEND_ENTRIES = 64, EVENT_ENTRIES = 2;
const RECEIVE = 0, SEND = 1;

/** Connections that the guest has made, and those of the host's that it has not acknowledged the end of. */
const MOST_ACCEPTED = 256, MOST_CLOSING = 64;
/** Answers to packets of no connection that wait for room; until then no more packets are taken. */
const MOST_RESETS = 64;

/** Ports of the host's that dialed connections have: below 2^21, so that a pair of ports is one exact number. */
const FIRST_PORT = 1 << 16, LAST_PORT = (1 << 21) - 1;

/**
 * Sockets between host and guest (virtio 1.2 §5.10), for hosts whose kernel has no vhost-vsock. A connection is a ByteChannel, as one
 * over AF_VSOCK is.
 */
export class Vsock implements VirtioDevice, ConnectionOwner, Disposable {
  readonly name = "vsock";
  readonly type = 19;
  readonly features = RING_EVENT_IDX;
  readonly queueSizes = [RECEIVE_ENTRIES, SEND_ENTRIES, EVENT_ENTRIES];
  /** guest_cid */
  readonly config = new Uint8Array(8);
  readonly cid: number;
  #reactor: Reactor;
  #in: ServedQueue | undefined;
  #out: ServedQueue | undefined;
  #connections = new Map<number, VsockConnection>();
  #ready = new Set<VsockConnection>();
  #listeners = new Map<number, (channel: ByteChannel) => void>();
  #accepted = new Set<VsockConnection>();
  #closing = new Set<VsockConnection>();
  #resets: { hostPort: number; guestPort: number; type: number }[] = [];
  /** Whether packets of the guest's wait for room for those answers. */
  #isFull = false;
  #nextPort = FIRST_PORT;
  #header = new packet.PacketHeader();
  #answer = new packet.PacketHeader();
  /** Whether a queue is being served: then what becomes ready is seen to in the same turn. */
  #isServing = false;

  /** `cid` is the guest's context id: any above 2, since no other guest sees it. */
  constructor(reactor: Reactor, cid = 3) {
    this.#reactor = reactor;
    this.cid = cid;
    new DataView(this.config.buffer).setUint32(0, cid, true);
  }

  /**
   * Connects to `port` of the guest. The request waits until the guest's driver is there; where nobody listens yet it is refused
   * (SystemError, ECONNREFUSED), as by a socket of the kernel's.
   */
  async dial(port: number, signal: AbortSignal): Promise<VsockConnection> {
    signal.throwIfAborted();
    const connection = new VsockConnection(this, this.#freePort(port), port, true);
    this.#connections.set(key(connection.hostPort, port), connection);
    const abort = () => connection.close();
    signal.addEventListener("abort", abort, { once: true });
    try {
      this.ready(connection);
      await connection.opened;
      return connection;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  /** Hands each connection that the guest makes to `port` of the host to `onConnection`, until disposed of. */
  listen(port: number, onConnection: (channel: ByteChannel) => void): Disposable {
    if (port > LAST_PORT || this.#listeners.has(port)) throw new Error(`Cannot listen on vsock port ${port}`);
    this.#listeners.set(port, onConnection);
    return { [Symbol.dispose]: () => void this.#listeners.delete(port) };
  }

  activate(running: Activation): void {
    this.#in = new ServedQueue(running, this.#reactor, RECEIVE, () => this.#send());
    this.#out = new ServedQueue(running, this.#reactor, SEND, () => this.#take());
  }

  async reset(): Promise<void> {
    if (this.#in === undefined) return;
    await Promise.all([this.#in.stop(), this.#out?.stop()]);
    this.#in = this.#out = undefined;
    this[Symbol.dispose]();
    this.#resets = [];
    this.#isFull = false;
  }

  /** All connections end. */
  [Symbol.dispose](): void {
    for (const connection of [...this.#connections.values()]) connection.vanish();
  }

  ready(connection: VsockConnection): void {
    this.#ready.add(connection);
    if (!this.#isServing) this.#in?.poke();
  }

  /** A guest that does not acknowledge the end of connections loses the oldest of them. */
  closing(connection: VsockConnection): void {
    this.#closing.add(connection);
    if (this.#closing.size <= MOST_CLOSING) return;
    const [oldest] = this.#closing;
    this.#closing.delete(oldest!);
    oldest!.abort();
  }

  gone(connection: VsockConnection): void {
    this.#closing.delete(connection);
    this.#ready.delete(connection);
    this.#accepted.delete(connection);
    this.#connections.delete(key(connection.hostPort, connection.guestPort));
  }

  #freePort(guestPort: number): number {
    // A device has far fewer connections than ports: this ends soon.
    for (;;) {
      const port = this.#nextPort;
      this.#nextPort = port === LAST_PORT ? FIRST_PORT : port + 1;
      if (!this.#connections.has(key(port, guestPort)) && !this.#listeners.has(port)) return port;
    }
  }

  /** Takes packets of the guest's while there is room for the answers to what it should not have sent. */
  #take(): void {
    const queue = this.#out!, chain = queue.newChain();
    let count = 0;
    this.#isServing = true;
    try {
      for (; this.#resets.length < MOST_RESETS && queue.next(chain); count++) {
        this.#packet(chain);
        queue.push(chain, 0);
      }
    } finally {
      this.#isServing = false;
    }
    queue.publish();
    this.#isFull = this.#resets.length >= MOST_RESETS;
    if (count > 0) this.#in!.poke();
  }

  #packet(chain: Chain): void {
    const header = this.#header;
    if (chain.read(header.bytes) < packet.HEADER_BYTES) {
      throw new GuestFault("a vsock packet is shorter than its header");
    }
    const { operation, length, type } = header;
    if (length > chain.readableBytes - packet.HEADER_BYTES) {
      throw new GuestFault(`a vsock packet says ${length} bytes and has ${chain.readableBytes - packet.HEADER_BYTES}`);
    }
    if (!header.isBetween(this.cid, packet.HOST_CID)) return;
    const hostPort = header.targetPort, guestPort = header.sourcePort;
    const connection = hostPort > LAST_PORT ? undefined : this.#connections.get(key(hostPort, guestPort));
    if (type !== packet.STREAM || connection === undefined) {
      if (type === packet.STREAM && operation === packet.OP_REQUEST && this.#accept(hostPort, guestPort)) return;
      if (operation !== packet.OP_RST) this.#resets.push({ hostPort, guestPort, type });
      return;
    }
    connection.takeCredit(header);
    switch (operation) {
      case packet.OP_RESPONSE:
        return connection.takeResponse();
      case packet.OP_RST:
        return connection.takeReset();
      case packet.OP_SHUTDOWN:
        return connection.takeShutdown(header.flags);
      case packet.OP_RW:
        return connection.takeData(chain, length);
      case packet.OP_CREDIT_UPDATE:
        return;
      case packet.OP_CREDIT_REQUEST:
        return connection.takeCreditRequest();
      default:
        return connection.abort();
    }
  }

  #accept(hostPort: number, guestPort: number): boolean {
    const listener = this.#listeners.get(hostPort);
    if (listener === undefined || this.#accepted.size >= MOST_ACCEPTED) return false;
    const connection = new VsockConnection(this, hostPort, guestPort, false);
    connection.takeCredit(this.#header);
    this.#connections.set(key(hostPort, guestPort), connection);
    this.#accepted.add(connection);
    this.#ready.add(connection);
    listener(connection);
    return true;
  }

  /** Sends what there is, a packet of each connection in turn, while the guest has room. */
  #send(): void {
    const queue = this.#in!, chain = queue.newChain();
    const touched = new Set<VsockConnection>();
    this.#isServing = true;
    try {
      for (let reset; (reset = this.#resets[0]) !== undefined && this.#room(queue, chain);) {
        this.#resets.shift();
        const { hostPort, guestPort, type } = reset;
        this.#answer.fill(this.cid, hostPort, guestPort, { operation: packet.OP_RST, type });
        queue.push(chain, chain.write(this.#answer.bytes));
      }
      for (const connection of this.#ready) {
        // What is added to a set while it is gone through comes last: each has its turn.
        if (connection.hasWork && !this.#room(queue, chain)) break;
        this.#ready.delete(connection);
        if (!connection.hasWork) continue;
        queue.push(chain, connection.sendInto(chain, this.#answer));
        touched.add(connection);
        if (connection.hasWork) this.#ready.add(connection);
      }
    } finally {
      this.#isServing = false;
    }
    queue.publish();
    for (const connection of touched) connection.settleWrite();
    if (!this.#isFull || this.#resets.length >= MOST_RESETS) return;
    this.#isFull = false;
    this.#out!.poke();
  }

  #room(queue: ServedQueue, chain: Chain): boolean {
    if (!queue.next(chain)) return false;
    if (chain.writableBytes < packet.HEADER_BYTES) throw new GuestFault("a vsock buffer is shorter than a header");
    return true;
  }
}

/** A pair of ports as one number, exact since the host's port is below 2^21. */
function key(hostPort: number, guestPort: number): number {
  return hostPort * 2 ** 32 + guestPort;
}
