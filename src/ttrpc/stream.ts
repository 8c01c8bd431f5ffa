import { Code, StatusError } from "../util/errors.ts";
import type { Timers } from "../util/timers.ts";
import { startTimer } from "./signal.ts";

/** A stream whose reader is this far behind makes the connection wait: messages, and their bytes. */
const MAX_MESSAGES = 64;
const MAX_BYTES = 8 << 20;
/** How long one slow stream may keep all others of its connection waiting, in milliseconds; as long as Go's ttrpc lets it. */
const PATIENCE = 1000;

/** The messages that a stream has received and its reader has not taken yet. */
export class MessageQueue {
  #messages: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;
  #error: unknown;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  get ended(): boolean {
    return this.#ended;
  }

  /** Adds a message; a promise where the queue is full then, kept when there is room again or patience is at its end. */
  push(message: Uint8Array, timers: Timers): Promise<void> | undefined {
    if (this.#ended) return undefined;
    this.#messages.push(message);
    this.#bytes += message.length;
    this.#wakeReader?.();
    if (this.#hasRoom()) return undefined;
    return new Promise((resolve) => {
      const stop = startTimer(timers, PATIENCE, () => {
        this.abort(new StatusError(Code.RESOURCE_EXHAUSTED, "ttrpc: stream buffer full"));
      });
      this.#wakeWriter = () => {
        this.#wakeWriter = undefined;
        stop();
        resolve();
      };
    });
  }

  /** No more messages: the reader gets those that are there, then `error`, or the end. */
  end(error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#wakeReader?.();
    this.#wakeWriter?.();
  }

  /** No more messages, and those that are there are dropped. */
  abort(error: unknown): void {
    this.#messages = [];
    this.#bytes = 0;
    this.end(error);
  }

  /** The next message, or undefined at the end; throws the error that the stream was ended with. One reader at a time. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#messages.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => this.#wakeReader = resolve);
      this.#wakeReader = undefined;
    }
    const message = this.#messages.shift();
    if (message) {
      this.#bytes -= message.length;
      if (this.#hasRoom()) this.#wakeWriter?.();
    } else if (this.#error !== undefined) {
      throw this.#error;
    }
    return message;
  }

  #hasRoom(): boolean {
    return this.#messages.length < MAX_MESSAGES && this.#bytes < MAX_BYTES;
  }
}

/** The messages of `queue`, decoded; `done` is called when the reader has had the last one or stops early. */
export async function* decoded<T>(
  queue: MessageQueue,
  decode: (bytes: Uint8Array) => T,
  done: () => void,
): AsyncGenerator<T, void> {
  try {
    for (let bytes = await queue.next(); bytes; bytes = await queue.next()) yield decode(bytes);
  } finally {
    done();
  }
}
