import { Code, StatusError } from "../util/errors.ts";
import type { Connection } from "./connection.ts";
import type { CallOptions } from "./definition.ts";
import { Flag, FrameType, MAX_DATA_LENGTH, NO_BYTES } from "./frame.ts";
import { lengthOf } from "./message.ts";
import type { Timers } from "../util/timers.ts";
import { startTimer } from "./signal.ts";
import { oversizedError } from "./status.ts";
import { MessageQueue } from "./stream.ts";

/** One call of a client's: its answers, and what ends it before the server does. */
export class ClientCall {
  readonly responses = new MessageQueue();

  #connection: Connection;
  #streamId: number;
  #ended: (isAnswered: boolean) => void;
  #isEnded = false;
  #isSending = false;
  #unwatch = () => {};

  /** `isStream`: more than one answer may come. `ended` is called when no more can, told whether the server has had its say. */
  constructor(
    connection: Connection,
    streamId: number,
    readonly path: string,
    readonly isStream: boolean,
    ended: (isAnswered: boolean) => void,
  ) {
    this.#connection = connection;
    this.#streamId = streamId;
    this.#ended = ended;
  }

  /** Ends the call when the caller's signal or timeout says so; false where that is the case already. */
  watch(options: CallOptions, timers: Timers): boolean {
    const { signal, timeoutMs } = options;
    if (signal === undefined && timeoutMs === undefined) return true;
    const cancel = () =>
      this.giveUp(new StatusError(Code.CANCELLED, `${this.path}: cancelled`, { cause: signal?.reason }));
    if (signal?.aborted) {
      cancel();
      return false;
    }
    signal?.addEventListener("abort", cancel);
    const expire = () =>
      this.giveUp(new StatusError(Code.DEADLINE_EXCEEDED, `Waited ${timeoutMs} ms for ${this.path}`));
    const stopTimer = timeoutMs === undefined ? undefined : startTimer(timers, timeoutMs, expire);
    this.#unwatch = () => {
      signal?.removeEventListener("abort", cancel);
      stopTimer?.();
    };
    return true;
  }

  /** The last answer is in, or `error` takes its place: the server's word, or the connection's end. */
  end(error?: unknown): void {
    this.#end(true, error);
  }

  #end(isAnswered: boolean, error: unknown): void {
    this.#isSending = false;
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#unwatch();
    this.#ended(isAnswered);
    this.responses.end(error);
  }

  /** Ends the call from this side; a server that is still being sent messages learns that there are no more. */
  giveUp(error?: unknown): void {
    this.#closeSending();
    this.#end(false, error);
  }

  /** Sends all of `requests`, as fast as the connection takes them; their error ends the call. Never rejects. */
  async sendAll<T>(requests: AsyncIterable<T>, encode: (request: T) => Uint8Array[]): Promise<void> {
    this.#isSending = !this.#isEnded;
    try {
      for await (const request of requests) {
        if (!this.#isSending) return;
        const data = encode(request);
        const length = lengthOf(data);
        if (length > MAX_DATA_LENGTH) throw oversizedError(length, MAX_DATA_LENGTH);
        this.#connection.send(this.#streamId, FrameType.DATA, 0, ...data);
        await this.#connection.flushed();
      }
      this.#closeSending();
    } catch (error) {
      this.giveUp(error);
    }
  }

  #closeSending(): void {
    if (!this.#isSending) return;
    this.#isSending = false;
    this.#connection.send(this.#streamId, FrameType.DATA, Flag.REMOTE_CLOSED | Flag.NO_DATA, NO_BYTES);
  }
}
