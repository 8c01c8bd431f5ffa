import type { Reactor } from "../../linux/reactor.ts";
import type { Activation, VirtioDevice } from "../device.ts";
import { FrontEnd } from "./front_end.ts";

/** Of what a back-end offers, what the driver may have: indirect descriptors, event indexes. */
const PASSED_ON = 1n << 28n | 1n << 29n;
const TAG_SIZE = 36;
/** A queue of high priority (forgotten inodes, interrupts) and one of requests. */
const REQUEST_QUEUES = 1;
const ENTRIES = 128;

/** A file system (virtio 1.2 §5.11) that virtiofsd serves, by vhost-user. */
export class VirtioFs implements VirtioDevice, Disposable {
  readonly name = "virtio-fs";
  readonly type = 26;
  readonly features: bigint;
  readonly queueSizes = [ENTRIES, ENTRIES];
  readonly config: Uint8Array;
  #server: FrontEnd;
  #running: Activation | undefined;

  private constructor(server: FrontEnd, tag: string) {
    this.#server = server;
    this.features = server.features & PASSED_ON;
    this.config = new Uint8Array(TAG_SIZE + 4);
    const name = new TextEncoder().encode(tag);
    if (name.length > TAG_SIZE) throw new Error(`The file system's tag '${tag}' is longer than ${TAG_SIZE} bytes`);
    this.config.set(name);
    new DataView(this.config.buffer).setUint32(TAG_SIZE, REQUEST_QUEUES, true);
  }

  /** Connects to the virtiofsd that listens at `socket`, which may still be starting. Rejects where it ends instead. */
  static async connect(socket: string, tag: string, reactor: Reactor, signal: AbortSignal): Promise<VirtioFs> {
    return new VirtioFs(await FrontEnd.connect(socket, reactor, signal), tag);
  }

  activate(running: Activation): void {
    this.#running = running;
    try {
      this.#server.start(running, (error) => this.#running?.failed(error));
    } catch (error) {
      running.failed(error as Error);
    }
  }

  async reset(): Promise<void> {
    const { queues } = this.#running ?? { queues: [] };
    this.#running = undefined;
    await this.#server.stop(queues);
  }

  [Symbol.dispose](): void {
    this.#running = undefined;
    this.#server[Symbol.dispose]();
  }
}
