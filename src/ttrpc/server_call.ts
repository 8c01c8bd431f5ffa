import type { Request } from "../gen/ttrpc/ttrpc.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { Connection } from "./connection.ts";
import type { CallContext, MethodDefinition } from "./definition.ts";
import { errorResponse, type Metadata, metadataOf, responsePrefix } from "./envelope.ts";
import { Flag, FrameType, MAX_DATA_LENGTH, NO_BYTES } from "./frame.ts";
import { decodeFrom, encodePieces, lengthOf } from "./message.ts";
import type { Timers } from "../util/timers.ts";
import { CallSignal, startTimer } from "./signal.ts";
import { oversizedError } from "./status.ts";
import { decoded, MessageQueue } from "./stream.ts";

/** A method that is served: its definition, its name for messages ("grpc.Health/Check"), and its implementation. */
export interface ServedMethod {
  readonly definition: MethodDefinition;
  readonly path: string;
  readonly run: (request: unknown, context: CallContext) => unknown;
}

/** One call on its way through the server: it answers exactly once, with the handler's result or the first error. */
export class ServerCall implements CallContext {
  readonly signal = new CallSignal();
  readonly metadata: Metadata;
  readonly deadline: number | undefined;
  /** Messages of the caller's stream; undefined where the method takes a single one. */
  readonly requests: MessageQueue | undefined;

  #connection: Connection;
  #streamId: number;
  #method: ServedMethod;
  #ended: () => void;
  #answered = false;
  #stopTimer = () => {};
  #afterAnswer: (() => void)[] | undefined;

  /** `ended` is called when the call has been answered. */
  constructor(
    connection: Connection,
    streamId: number,
    method: ServedMethod,
    request: Request,
    timers: Timers,
    ended: () => void,
  ) {
    this.#connection = connection;
    this.#streamId = streamId;
    this.#method = method;
    this.#ended = ended;
    this.metadata = metadataOf(request.metadata);
    this.requests = method.definition.requestStream ? new MessageQueue() : undefined;
    if (request.timeoutNano !== 0n) {
      const ms = Number(request.timeoutNano) / 1e6;
      this.deadline = Date.now() + ms;
      const late = () => this.fail(new StatusError(Code.DEADLINE_EXCEEDED, `${method.path} took longer than ${ms} ms`));
      if (ms > 0) this.#stopTimer = startTimer(timers, ms, late);
      else late();
    } else {
      this.deadline = undefined;
    }
  }

  /** Runs the handler on the request's payload and answers. Never rejects. */
  async run(payload: Uint8Array): Promise<void> {
    if (this.#answered) return;
    const { definition, path, run } = this.#method;
    const decode = (bytes: Uint8Array) =>
      decodeFrom(definition.requestType, bytes, Code.INVALID_ARGUMENT, `a request of ${path}`);
    try {
      const { requests } = this;
      const argument = requests ? decoded(requests, decode, () => requests.abort(undefined)) : decode(payload);
      const result = run(argument, this);
      if (definition.responseStream) await this.#sendStream(result as AsyncIterable<unknown>);
      else this.#answer(this.#encode(await result));
    } catch (error) {
      this.fail(error);
    }
  }

  /** Answers with `error`, unless there was an answer, and tells the handler to stop. */
  fail(error: unknown): void {
    if (this.#answered) return;
    this.#connection.send(this.#streamId, FrameType.RESPONSE, 0, errorResponse(error));
    this.cancel(error);
  }

  /** Ends the call without an answer: the connection is gone. */
  cancel(reason: unknown): void {
    if (this.#answered) return;
    this.#end();
    this.signal.abort(reason);
    this.requests?.abort(reason);
  }

  afterAnswer(action: () => void): void {
    (this.#afterAnswer ??= []).push(action);
  }

  #encode(response: unknown): Uint8Array[] {
    return encodePieces(this.#method.definition.responseType, response);
  }

  #answer(payload: Uint8Array[]): void {
    if (this.#answered) return;
    const payloadLength = lengthOf(payload);
    const prefix = responsePrefix(payloadLength);
    const length = prefix.length + payloadLength;
    if (length > MAX_DATA_LENGTH) return this.fail(oversizedError(length, MAX_DATA_LENGTH));
    this.#connection.send(this.#streamId, FrameType.RESPONSE, 0, prefix, ...payload);
    this.#end();
    this.requests?.abort(undefined);
  }

  async #sendStream(responses: AsyncIterable<unknown>): Promise<void> {
    for await (const response of responses) {
      if (this.#answered) return;
      const data = this.#encode(response);
      const length = lengthOf(data);
      if (length > MAX_DATA_LENGTH) return this.fail(oversizedError(length, MAX_DATA_LENGTH));
      this.#connection.send(this.#streamId, FrameType.DATA, 0, ...data);
      await this.#connection.flushed();
    }
    if (this.#answered) return;
    this.#connection.send(this.#streamId, FrameType.DATA, Flag.REMOTE_CLOSED | Flag.NO_DATA, NO_BYTES);
    this.#end();
    this.requests?.abort(undefined);
  }

  #end(): void {
    this.#answered = true;
    this.#stopTimer();
    this.#ended();
    const actions = this.#afterAnswer;
    if (actions) this.#connection.flushed().then(() => actions.forEach((action) => action()));
  }
}
