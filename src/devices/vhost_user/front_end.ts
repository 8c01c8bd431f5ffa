import { Fd } from "../../linux/fd.ts";
import type { Reactor } from "../../linux/reactor.ts";
import { connectUnix, sendFds } from "../../linux/unix_socket.ts";
import { within } from "../../util/deadline.ts";
import type { Activation, QueueSetup } from "../device.ts";
import type { GuestMemory } from "../guest_memory.ts";
import { ringAddresses } from "../ring_addresses.ts";
import * as msg from "./messages.ts";

/** How long a back-end may take to let go of its queues: it ends the request that it is at first, which a volume's server may hold up. */
const STOP_MS = 5_000;

/**
 * The front-end of a device that another process serves (vhost-user). That process gets the guest's memory and the queues' eventfds, and
 * from then on neither guest nor device needs us.
 */
export class FrontEnd implements Disposable {
  /** All feature bits that the back-end offers. */
  readonly features: bigint;
  #socket: Fd;
  #reactor: Reactor;
  #stopMs: number;
  #replies: { request: number; resolve: (payload: DataView) => void; reject: (error: Error) => void }[] = [];
  #lost: ((error: Error) => void) | undefined;
  #error: Error | undefined;

  private constructor(socket: Fd, reactor: Reactor, features: bigint, stopMs: number) {
    this.#socket = socket;
    this.#reactor = reactor;
    this.#stopMs = stopMs;
    this.features = features;
  }

  /**
   * Connects to the back-end that listens at `path`, and learns its features. It may still be starting: what is sent waits for it. Rejects
   * where it ends before it has answered, or when `signal` fires.
   */
  static async connect(path: string, reactor: Reactor, signal: AbortSignal, stopMs = STOP_MS): Promise<FrontEnd> {
    using stack = new DisposableStack();
    const socket = stack.use(connectUnix(path));
    sendFds(socket, msg.encode(msg.GET_FEATURES), []);
    const features = (await readReply(socket, reactor, signal)).payload.getBigUint64(0, true);
    if ((features & msg.PROTOCOL_FEATURES) === 0n) throw new Error(`The server at '${path}' is too old for vhost-user`);
    sendFds(socket, msg.encode(msg.SET_PROTOCOL_FEATURES, [0n]), []);
    sendFds(socket, msg.encode(msg.SET_OWNER), []);
    stack.move();
    return new FrontEnd(socket, reactor, features, stopMs);
  }

  /** Hands the queues that are set up to the back-end. `lost` is told once if it goes away later. Throws GuestFault, SystemError. */
  start(running: Activation, lost: (error: Error) => void): void {
    if (this.#error !== undefined) throw this.#error;
    const { memory, features } = running;
    this.#send(msg.SET_FEATURES, [features | msg.PROTOCOL_FEATURES]);
    this.#send(msg.SET_MEM_TABLE, memoryTable(memory), memory.regions.map(() => memory.fd));
    running.queues.forEach((queue, index) => {
      if (queue !== null) this.#startQueue(memory, queue, index);
    });
    const isFirst = this.#lost === undefined;
    this.#lost = lost;
    if (isFirst) this.#watch();
  }

  /** Takes the queues back: the back-end has let go of them when this resolves, or is gone, or given up. */
  async stop(queues: readonly (QueueSetup | null)[]): Promise<void> {
    const stopped = queues.map((queue, index) =>
      queue === null ? undefined : this.#call(msg.GET_VRING_BASE, [index, 0])
    );
    await within(Promise.allSettled(stopped), this.#stopMs, "the device's server to let go").catch((error) =>
      this.#fail(error as Error, false)
    );
  }

  /** Hangs up; the back-end ends with that. */
  [Symbol.dispose](): void {
    this.#fail(new Error("hung up"), true);
    this.#socket.close();
  }

  #startQueue(memory: GuestMemory, queue: QueueSetup, index: number): void {
    const ring = ringAddresses(memory, queue);
    this.#send(msg.SET_VRING_NUM, [index, queue.size]);
    // index, flags, descriptors, used, available, log; addresses are ours, as in the memory table.
    this.#send(msg.SET_VRING_ADDR, [index, 0, ring.descriptors, ring.used, ring.available, 0n]);
    this.#send(msg.SET_VRING_BASE, [index, 0]);
    this.#send(msg.SET_VRING_CALL, [BigInt(index)], [queue.call]);
    this.#send(msg.SET_VRING_KICK, [BigInt(index)], [queue.kick]);
    this.#send(msg.SET_VRING_ENABLE, [index, 1]);
  }

  #send(request: number, values: readonly (bigint | number)[], fds: readonly Fd[] = []): void {
    sendFds(this.#socket, msg.encode(request, values), fds);
  }

  #call(request: number, values: readonly (bigint | number)[]): Promise<DataView> {
    if (this.#error !== undefined) return Promise.reject(this.#error);
    const { promise, resolve, reject } = Promise.withResolvers<DataView>();
    this.#replies.push({ request, resolve, reject });
    try {
      this.#send(request, values);
    } catch (error) {
      this.#fail(error as Error, false);
    }
    return promise;
  }

  /** Reads replies, and the end of the connection, which comes by itself only where the back-end died. */
  async #watch(): Promise<void> {
    try {
      for (;;) {
        const { request, payload } = await readReply(this.#socket, this.#reactor);
        const waiting = this.#replies.shift();
        if (waiting?.request !== request) throw new Error(`an answer to ${request} that was not asked for`);
        waiting.resolve(payload);
      }
    } catch (error) {
      this.#fail(error as Error, false);
    }
  }

  #fail(error: Error, isAsked: boolean): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    for (const { reject } of this.#replies.splice(0)) reject(error);
    if (!isAsked) this.#lost?.(error);
  }
}

/** The payload of SET_MEM_TABLE: count, padding, and for each region guest address, size, our address, offset in the file. */
function memoryTable(memory: GuestMemory): (bigint | number)[] {
  const regions = memory.regions.flatMap(({ guestAddress, offset, size }) => [
    BigInt(guestAddress),
    BigInt(size),
    memory.hostAddress + BigInt(offset),
    BigInt(offset),
  ]);
  return [memory.regions.length, 0, ...regions];
}

async function readReply(socket: Fd, reactor: Reactor, signal?: AbortSignal): Promise<msg.Message> {
  const header = await readWhole(socket, reactor, msg.HEADER_SIZE, signal);
  const { request, size } = msg.payloadSize(header);
  return { request, payload: await readWhole(socket, reactor, size, signal) };
}

async function readWhole(
  socket: Fd,
  reactor: Reactor,
  size: number,
  signal?: AbortSignal,
): Promise<DataView<ArrayBuffer>> {
  const bytes = new Uint8Array(new ArrayBuffer(size));
  for (let filled = 0; filled < size;) {
    signal?.throwIfAborted();
    if (socket.number < 0) throw new Error("hung up");
    const count = socket.read(bytes.subarray(filled));
    if (count === 0) throw new Error(`The server at '${socket.what}' has ended`);
    if (count === null) await reactor.readable(socket, signal);
    else filled += count;
  }
  return new DataView(bytes.buffer);
}
