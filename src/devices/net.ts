import type { Fd } from "../linux/fd.ts";
import { libc } from "../linux/libc.ts";
import type { Reactor } from "../linux/reactor.ts";
import { type Chain, IOVEC_BYTES } from "./chain.ts";
import type { Activation, VirtioDevice } from "./device.ts";
import { GuestFault } from "./guest_memory.ts";
import { CARD_FEATURES, cardConfig, HEADER_BYTES, MRG_RXBUF, setHeaderSize, setOffloads } from "./net_card.ts";
import { RING_EVENT_IDX } from "./queue.ts";
import { ServedQueue } from "./served_queue.ts";

/** Where a packet's header says over how many buffers it goes. */
const NUM_BUFFERS = 10;
/** The longest packet of a tap: 64 KiB that nobody has segmented, with the link's header and ours. */
const MOST_PACKET = 65536 + 64;

const ENTRIES = 128;
const RECEIVE = 0, SEND = 1;

/**
 * A network card on a tap (virtio 1.2 §5.1), for hosts whose kernel has no vhost-net. Sent packets go to the tap straight from the
 * guest's memory; of received ones one is held at a time, so that the tap's own queue is what fills when the guest is slow.
 */
export class Net implements VirtioDevice {
  readonly name = "net";
  readonly type = 1;
  readonly features = RING_EVENT_IDX | CARD_FEATURES | MRG_RXBUF;
  readonly queueSizes = [ENTRIES, ENTRIES];
  readonly config: Uint8Array;
  #reactor: Reactor;
  #tap: Fd;
  #run: Running | undefined;

  /** `tap`: a descriptor with IFF_VNET_HDR, nonblocking, that stays the caller's. `mac`: "02:00:00:00:00:01". */
  constructor(reactor: Reactor, tap: Fd, link: { mac: string; mtu: number }) {
    this.#reactor = reactor;
    this.#tap = tap;
    this.config = cardConfig(link.mac, link.mtu);
    setHeaderSize(tap);
  }

  activate(running: Activation): void {
    try {
      setOffloads(this.#tap, running.features);
    } catch (error) {
      return running.failed(error as Error);
    }
    this.#run = new Running(this.#reactor, this.#tap, running);
  }

  async reset(): Promise<void> {
    await this.#run?.stop();
    this.#run = undefined;
  }
}

/** The card from DRIVER_OK to its reset. */
class Running {
  #reactor: Reactor;
  #tap: Fd;
  #merges: boolean;
  #in: ServedQueue;
  #out: ServedQueue;
  /** The first buffer of a packet, which gets the count of them, and the others one by one. */
  #first: Chain;
  #rest: Chain;
  #sending: Chain;
  #heads: Uint32Array;
  #written: Uint32Array;
  #vectors: DataView<ArrayBuffer>;
  #count = new Uint8Array(2);
  #packet = new Uint8Array(MOST_PACKET);
  /** Bytes of #packet that the guest has had no room for yet. */
  #held = 0;
  #stop = new AbortController();
  #waiting: Promise<void> | undefined;

  constructor(reactor: Reactor, tap: Fd, running: Activation) {
    this.#reactor = reactor;
    this.#tap = tap;
    this.#merges = (running.features & MRG_RXBUF) !== 0n;
    this.#in = new ServedQueue(running, reactor, RECEIVE, () => this.#receive());
    this.#out = new ServedQueue(running, reactor, SEND, () => this.#send());
    this.#first = this.#in.newChain();
    this.#rest = this.#in.newChain();
    this.#sending = this.#out.newChain();
    this.#heads = new Uint32Array(this.#in.size);
    this.#written = new Uint32Array(this.#in.size);
    this.#vectors = new DataView(new ArrayBuffer(IOVEC_BYTES * this.#out.size));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#in.stop(), this.#out.stop(), this.#waiting]);
  }

  /** From the guest to the tap. What the tap does not take (link down, full, no packet at all) is lost, as on any wire. */
  #send(): void {
    const queue = this.#out, chain = this.#sending, vectors = this.#vectors;
    while (queue.next(chain)) {
      const count = chain.ioVectors(vectors, "readable", 0, chain.readableBytes);
      if (chain.readableBytes <= MOST_PACKET) libc.writev(this.#tap.number, vectors, count);
      queue.push(chain, 0);
    }
    queue.publish();
  }

  /**
   * From the tap to the guest, a queue's share of packets at a turn. Ends where the tap is empty, and waits for it, or where the guest has no
   * room: its next notification calls again.
   */
  #receive(): void {
    for (let budget = this.#in.size; budget > 0; budget--) {
      if (this.#held === 0) this.#held = this.#tap.read(this.#packet) ?? 0;
      if (this.#held === 0 || !this.#deliver()) break;
      this.#held = 0;
    }
    this.#in.publish();
    // With a packet in hand it is the guest that has to move.
    if (this.#held === 0) this.#waitForTap();
  }

  /** Copies the packet into as many of the guest's buffers as it needs; false where there are too few, which then stay as they were. */
  #deliver(): boolean {
    const queue = this.#in, packet = this.#packet.subarray(0, this.#held);
    let done = 0, buffers = 0;
    while (done < packet.length) {
      const chain = buffers === 0 ? this.#first : this.#rest;
      if (!queue.next(chain)) {
        for (; buffers > 0; buffers--) queue.unpop();
        return false;
      }
      if (buffers === 0 && chain.writableBytes < HEADER_BYTES) {
        throw new GuestFault("a receive buffer is shorter than its header");
      }
      const written = chain.write(done === 0 ? packet : packet.subarray(done));
      this.#heads[buffers] = chain.head;
      this.#written[buffers++] = written;
      done += written;
      // Without merging a packet that does not fit is cut: the driver sees by its length that it is none.
      if (!this.#merges) break;
    }
    this.#count[0] = buffers;
    this.#count[1] = buffers >> 8;
    this.#first.write(this.#count, NUM_BUFFERS);
    for (let index = 0; index < buffers; index++) queue.pushHead(this.#heads[index]!, this.#written[index]!);
    return true;
  }

  #waitForTap(): void {
    this.#waiting ??= this.#reactor.readable(this.#tap, this.#stop.signal).then(() => {
      this.#waiting = undefined;
      if (!this.#stop.signal.aborted && this.#tap.number >= 0) this.#in.poke();
    });
  }
}
