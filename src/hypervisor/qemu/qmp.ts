import type { ByteChannel } from "../../util/byte_channel.ts";

/** An error answer of QEMU's (qapi: QapiErrorClass and description). */
export class QmpError extends Error {
  override name = "QmpError";
  constructor(readonly command: string, readonly errorClass: string, description: string) {
    super(`QMP ${command}: ${description}`);
  }
}

interface Message {
  QMP?: unknown;
  event?: string;
  data?: unknown;
  id?: number;
  return?: unknown;
  error?: { class: string; desc: string };
}

/** Longest line taken from QEMU: its answers to what we ask are a few hundred bytes. */
const MOST_LINE = 1 << 20;

/** A client of the QEMU Machine Protocol (docs/interop/qmp-spec.rst): one JSON object a line, answers matched by id. */
export class Qmp {
  #channel: ByteChannel;
  #next = 1;
  #pending = new Map<number, { command: string; answer: PromiseWithResolvers<unknown> }>();
  #greeted = Promise.withResolvers<void>();
  #onEvent: (name: string, data: unknown) => void;
  /** Resolves once the connection has ended and every event before that has been told. */
  readonly closed: Promise<void>;
  #broken: Error | undefined;

  /** `onEvent` is called with each asynchronous event, in order. */
  constructor(channel: ByteChannel, onEvent: (name: string, data: unknown) => void = () => {}) {
    this.#channel = channel;
    this.#onEvent = onEvent;
    this.#greeted.promise.catch(() => {});
    this.closed = this.#read();
  }

  /** Resolves once QEMU has said hello and takes commands. */
  async ready(): Promise<void> {
    await this.#greeted.promise;
    await this.execute("qmp_capabilities");
  }

  /** Runs one command. Rejects with QmpError, or with an Error where the connection is gone. */
  async execute(command: string, args?: Record<string, unknown>): Promise<unknown> {
    if (this.#broken !== undefined) throw this.#broken;
    const id = this.#next++;
    const answer = Promise.withResolvers<unknown>();
    this.#pending.set(id, { command, answer });
    const line = JSON.stringify({ execute: command, id, ...(args === undefined ? {} : { arguments: args }) }) + "\n";
    try {
      let rest: Uint8Array = new TextEncoder().encode(line);
      while (rest.length > 0) rest = rest.subarray(await this.#channel.write(rest));
    } catch (cause) {
      this.#pending.delete(id);
      throw new Error(`Cannot send ${command} to QEMU`, { cause });
    }
    return await answer.promise;
  }

  /** Closes the connection and waits until its reader is done. */
  async close(): Promise<void> {
    try {
      this.#channel.close();
    } catch {
      // QEMU has gone first.
    }
    await this.closed;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(4096);
    let text = "";
    try {
      for (let count = await this.#channel.read(buffer); count !== null; count = await this.#channel.read(buffer)) {
        const part = decoder.decode(buffer.subarray(0, count), { stream: true });
        text += part;
        const lines = part.includes("\n") ? text.split("\n") : [text];
        text = lines.pop()!;
        if (text.length > MOST_LINE) throw new Error("QEMU sent a line without an end");
        for (const line of lines) if (line.trim() !== "") this.#take(JSON.parse(line) as Message);
      }
      this.#fail(new Error("QEMU closed its control channel"));
    } catch (cause) {
      this.#fail(new Error("QEMU's control channel broke", { cause }));
    }
  }

  #take(message: Message): void {
    if (message.QMP !== undefined) this.#greeted.resolve();
    else if (message.event !== undefined) this.#onEvent(message.event, message.data);
    else if (message.id !== undefined) {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.error === undefined) pending?.answer.resolve(message.return);
      else pending?.answer.reject(new QmpError(pending.command, message.error.class, message.error.desc));
    }
  }

  #fail(error: Error): void {
    this.#broken = error;
    this.#greeted.reject(error);
    for (const { answer } of this.#pending.values()) answer.reject(error);
    this.#pending.clear();
  }
}
