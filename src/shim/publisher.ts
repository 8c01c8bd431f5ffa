import { EventsDefinition } from "../gen/events/forward.ts";
import { timestampOf } from "../service/timestamp.ts";
import { Client } from "../ttrpc/client.ts";
import { messageOf } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import { pathOfAddress } from "./socket.ts";
import { timers } from "../util/timers.ts";

/** A containerd event: its topic and its payload as google.protobuf.Any has them. */
export interface ContainerdEvent {
  topic: string;
  typeUrl: string;
  value: Uint8Array;
}

/** Events kept while containerd is away; an idle pod has none, a pod that ends has a handful. */
const MOST_KEPT = 4096;
const FORWARD_MS = 5_000;
const RETRY_MS = { first: 100, most: 5_000 };

/**
 * Sends events to containerd over its ttrpc socket, one after the other, and keeps them while containerd restarts. Without
 * an address (CRI-O) they are dropped. A timer runs only while an event waits for a containerd that does not answer.
 */
export class Publisher {
  #path: string;
  #namespace: string;
  #log: Logger;
  #queue: { event: ContainerdEvent; at: Date }[] = [];
  #client: Client | undefined;
  #sending: Promise<void> | undefined;
  #retryMs = RETRY_MS.first;
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(address: string, namespace: string, log: Logger) {
    this.#path = pathOfAddress(address);
    this.#namespace = namespace;
    this.#log = log;
  }

  /** Queues an event; never blocks, never throws. */
  publish(event: ContainerdEvent): void {
    if (this.#path === "") return;
    if (this.#queue.length >= MOST_KEPT) {
      const lost = this.#queue.shift();
      this.#log.error("An event is lost: containerd has been away for too long", { topic: lost?.event.topic });
    }
    this.#queue.push({ event, at: new Date() });
    this.#sending ??= this.#drain().finally(() => this.#sending = undefined);
  }

  /** containerd has just connected to us: it is back, so waiting events are tried at once. */
  retryNow(): void {
    this.#retryMs = RETRY_MS.first;
    this.#wake?.();
  }

  /** Sends what is queued, at most for `ms` milliseconds, then closes. */
  async close(ms: number): Promise<void> {
    const timer = timers.setTimeout(() => this.#stop(), ms);
    await this.#sending;
    timers.clearTimeout(timer);
    this.#stop();
  }

  #stop(): void {
    this.#closed = true;
    this.#client?.close();
    this.#wake?.();
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 && !this.#closed) {
      const { event, at } = this.#queue[0]!;
      try {
        this.#client ??= await this.#connect();
        await this.#client.stub(EventsDefinition).forward({
          envelope: {
            timestamp: timestampOf(at),
            namespace: this.#namespace,
            topic: event.topic,
            event: { typeUrl: event.typeUrl, value: event.value },
          },
        }, { timeoutMs: FORWARD_MS });
        this.#queue.shift();
        this.#retryMs = RETRY_MS.first;
      } catch (error) {
        this.#client?.close();
        this.#client = undefined;
        this.#log.debug("containerd does not take events, trying again", {
          error: messageOf(error),
          ms: this.#retryMs,
        });
        if (!this.#closed) await this.#pause();
      }
    }
  }

  async #connect(): Promise<Client> {
    return new Client(await Deno.connect({ transport: "unix", path: this.#path }));
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = timers.setTimeout(resolve, this.#retryMs);
      this.#wake = () => {
        timers.clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.most);
  }
}
