import { Response } from "../gen/ttrpc/ttrpc.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { Code, StatusError } from "../util/errors.ts";
import { ClientCall } from "./client_call.ts";
import { Connection, type FrameReceiver } from "./connection.ts";
import type { CallOptions, MethodDefinition, ServiceDefinition, Stub } from "./definition.ts";
import { requestPrefix, requestSuffix } from "./envelope.ts";
import { Flag, type FrameReader, FrameType, MAX_DATA_LENGTH } from "./frame.ts";
import { decodeFrom, encodePieces, lengthOf, message } from "./message.ts";
import { type Timers, timers } from "../util/timers.ts";
import { closedError, errorOf, oversizedError } from "./status.ts";
import { decoded } from "./stream.ts";

export interface ClientOptions {
  /** For timeouts; the runtime's own unless given. */
  readonly timers?: Timers;
  /** Answers of more bytes than this are thrown away unread and fail their call. What one decodes to may be far larger. */
  readonly maxAnswerLength?: number;
  /**
   * The peer is not trusted: what no honest one sends (an answer that nobody waits for, one beyond `maxAnswerLength`, a frame that
   * answers nothing) closes the connection, and `fault` says what it was.
   */
  readonly strict?: boolean;
}

/** The calling side of one connection. It reads until the channel ends; calls fail with UNAVAILABLE from then on. */
export class Client implements FrameReceiver {
  /** Resolves when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>;

  #connection: Connection;
  #timers: Timers;
  #calls = new Map<number, ClientCall>();
  #nextStreamId = 1;
  #isClosed = false;
  #strict: boolean;
  /** Calls that were given up and whose answer may still come. */
  #abandoned = new Set<number>();
  #fault: string | undefined;

  constructor(channel: ByteChannel, options: ClientOptions = {}) {
    this.#connection = new Connection(channel);
    this.#timers = options.timers ?? timers;
    this.#strict = options.strict ?? false;
    this.closed = this.#connection.run(this, options.maxAnswerLength, !this.#strict).then(() => this.#end());
  }

  /** What a peer that is not trusted did against the protocol; undefined where the connection lives or ended otherwise. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** The methods of a service as functions. They reject with a StatusError. */
  stub<D extends ServiceDefinition>(definition: D): Stub<D> {
    const methods: Record<string, (request: unknown, options?: CallOptions) => unknown> = {};
    for (const [key, method] of Object.entries(definition.methods)) {
      methods[key] = this.#function(definition.fullName, method);
    }
    return methods as Stub<D>;
  }

  /** Makes a unary call with an encoded request; resolves to the encoded response. */
  async callRaw(service: string, method: string, payload: Uint8Array, options: CallOptions = {}): Promise<Uint8Array> {
    return await this.#callUnary(service, method, [payload], options);
  }

  /** Closes the connection; open calls fail. */
  close(): void {
    this.#connection.close();
    this.#end();
  }

  receive(frame: FrameReader): Promise<void> | undefined {
    const call = this.#calls.get(frame.streamId);
    if (this.#strict) {
      const fault = this.#faultOf(frame, call);
      if (fault !== undefined) return this.#refuse(fault);
    }
    if (!call) return undefined; // it was cancelled or timed out
    if (frame.length > frame.maxDataLength) call.end(oversizedError(frame.length, frame.maxDataLength));
    else if (frame.type === FrameType.RESPONSE) return receiveResponse(call, frame.data, this.#timers);
    else if (frame.type === FrameType.DATA) return receiveData(call, frame, this.#timers);
    return undefined;
  }

  #faultOf(frame: FrameReader, call: ClientCall | undefined): string | undefined {
    const { streamId, type, length, maxDataLength } = frame;
    if (length > maxDataLength) return `a frame of ${length} bytes (at most ${maxDataLength} are taken)`;
    if (type !== FrameType.RESPONSE && type !== FrameType.DATA) return `a frame of type ${type}`;
    if (call !== undefined || (type === FrameType.RESPONSE && this.#abandoned.delete(streamId))) return undefined;
    return `an answer on stream ${streamId}, on which nothing was asked`;
  }

  #refuse(fault: string): undefined {
    this.#fault ??= fault;
    this.close();
    return undefined;
  }

  #function(service: string, method: MethodDefinition): (request: unknown, options?: CallOptions) => unknown {
    const path = `${service}/${method.name}`;
    const { requestType, responseType, requestStream, responseStream } = method;
    const decode = (bytes: Uint8Array) => decodeFrom(responseType, bytes, Code.INTERNAL, `an answer of ${path}`);
    const encode = (request: unknown) => encodePieces(requestType, request);
    return (request, options = {}) => {
      if (!requestStream && !responseStream) {
        const whole = message(requestType as never, request as object);
        return this.#callUnary(service, method.name, encode(whole), options).then(decode);
      }
      const payload = requestStream ? [] : encode(message(requestType as never, request as object));
      const flags = requestStream ? Flag.REMOTE_OPEN : Flag.REMOTE_CLOSED;
      const call = this.#open(service, method.name, flags, payload, options, responseStream);
      if (requestStream) call.sendAll(request as AsyncIterable<unknown>, encode);
      const responses = decoded(call.responses, decode, () => call.giveUp());
      return responseStream ? responses : only(responses, path);
    };
  }

  async #callUnary(service: string, method: string, payload: Uint8Array[], options: CallOptions): Promise<Uint8Array> {
    const call = this.#open(service, method, 0, payload, options);
    const response = await call.responses.next();
    if (!response) throw new StatusError(Code.INTERNAL, `${call.path} ended without an answer`);
    return response;
  }

  /** Starts a call; one that cannot start has ended with its error. */
  #open(
    service: string,
    method: string,
    flags: number,
    payload: Uint8Array[],
    options: CallOptions,
    isStream = false,
  ): ClientCall {
    const streamId = this.#nextStreamId;
    const path = `${service}/${method}`;
    const call = new ClientCall(this.#connection, streamId, path, isStream, (isAnswered) => {
      if (this.#calls.delete(streamId) && !isAnswered && this.#strict) this.#abandoned.add(streamId);
    });
    const payloadLength = lengthOf(payload);
    const prefix = requestPrefix(service, method, payloadLength);
    const suffix = requestSuffix(options.timeoutMs, options.metadata);
    const length = prefix.length + payloadLength + suffix.length;
    if (this.#isClosed) call.end(closedError());
    else if (length > MAX_DATA_LENGTH) call.end(oversizedError(length, MAX_DATA_LENGTH));
    else if (streamId > 0xffff_ffff) call.end(new StatusError(Code.UNAVAILABLE, "All stream ids are used up"));
    else if (call.watch(options, this.#timers)) {
      this.#nextStreamId += 2;
      this.#calls.set(streamId, call);
      this.#connection.send(streamId, FrameType.REQUEST, flags, prefix, ...payload, suffix);
    }
    return call;
  }

  #end(): void {
    this.#isClosed = true;
    const error = closedError();
    for (const call of [...this.#calls.values()]) call.end(error);
  }
}

function receiveResponse(call: ClientCall, data: Uint8Array, timers: Timers): Promise<void> | undefined {
  try {
    const response = decodeFrom(Response, data, Code.INTERNAL, `the answer of ${call.path}`);
    const error = errorOf(response.status);
    if (error) call.end(error);
    else {
      // To a stream of answers, an empty last word is its end and no message.
      const isMessage = !call.isStream || response.payload.length > 0;
      const busy = isMessage ? call.responses.push(response.payload, timers) : undefined;
      call.end();
      return busy;
    }
  } catch (error) {
    call.end(error);
  }
  return undefined;
}

function receiveData(call: ClientCall, frame: FrameReader, timers: Timers): Promise<void> | undefined {
  if (!call.isStream) {
    call.end(new StatusError(Code.INTERNAL, `${call.path} answered with data to a call that takes a single answer`));
    return undefined;
  }
  const busy = frame.flags & Flag.NO_DATA ? undefined : call.responses.push(frame.data, timers);
  if (frame.flags & Flag.REMOTE_CLOSED) call.end();
  return busy;
}

async function only<T>(responses: AsyncIterable<T>, path: string): Promise<T> {
  for await (const response of responses) return response;
  throw new StatusError(Code.INTERNAL, `${path} ended without an answer`);
}
