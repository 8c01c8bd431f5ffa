import { Request } from "../gen/ttrpc/ttrpc.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import { Connection, type FrameReceiver } from "./connection.ts";
import type { CallContext, Implementation, ServiceDefinition } from "./definition.ts";
import { errorResponse } from "./envelope.ts";
import { Flag, type FrameReader, FrameType } from "./frame.ts";
import { type ServedMethod, ServerCall } from "./server_call.ts";
import { type Timers, timers } from "../util/timers.ts";
import { closedError, oversizedError } from "./status.ts";

/** Calls that one connection may have open at a time. */
const MAX_CALLS = 4096;
/** A peer that does not read its answers is not read from beyond this many bytes of them. */
const MAX_BACKLOG = 16 << 20;

export interface ServeOptions {
  /** For deadlines; the runtime's own unless given. */
  readonly timers?: Timers;
}

type Services = Map<string, Map<string, ServedMethod>>;

/** Serves services over any number of connections. */
export class Server {
  #services: Services = new Map();

  /**
   * Serves `definition` by `implementation`, which may be served under other definitions too (a service's older version).
   * Throws where the service is served already.
   */
  register<D extends ServiceDefinition>(definition: D, implementation: Implementation<D>): void {
    const { fullName } = definition;
    if (this.#services.has(fullName)) throw new Error(`Service ${fullName} is registered already`);
    const handlers = implementation as Readonly<Record<string, ServedMethod["run"] | undefined>>;
    const methods = new Map<string, ServedMethod>();
    for (const [key, method] of Object.entries(definition.methods)) {
      if (!handlers[key]) continue;
      const run = (request: unknown, context: CallContext) => handlers[key]?.(request, context);
      methods.set(method.name, { definition: method, path: `${fullName}/${method.name}`, run });
    }
    this.#services.set(fullName, methods);
  }

  /** Serves one connection until it ends, and closes it; open calls are aborted then. Never rejects. */
  async serve(channel: ByteChannel, options: ServeOptions = {}): Promise<void> {
    await new ServerConnection(channel, this.#services, options.timers ?? timers).run();
  }
}

/** The server's half of one connection: what each frame means, after Go's ttrpc where PROTOCOL.md leaves it open. */
class ServerConnection implements FrameReceiver {
  #connection: Connection;
  #services: Services;
  #timers: Timers;
  #calls = new Map<number, ServerCall>();
  #lastStreamId = 0;

  constructor(channel: ByteChannel, services: Services, timers: Timers) {
    this.#connection = new Connection(channel);
    this.#services = services;
    this.#timers = timers;
  }

  async run(): Promise<void> {
    await this.#connection.run(this);
    const error = closedError();
    for (const call of [...this.#calls.values()]) call.cancel(error);
  }

  receive(frame: FrameReader): Promise<void> | undefined {
    let busy: Promise<void> | undefined;
    try {
      busy = this.#handle(frame);
    } catch (error) {
      this.#refuse(frame.streamId, error);
    }
    return busy ?? (this.#connection.backlog > MAX_BACKLOG ? this.#connection.flushed() : undefined);
  }

  /** Throws what the frame's sender is to be told. */
  #handle(frame: FrameReader): Promise<void> | undefined {
    const { streamId, type } = frame;
    if (frame.length > frame.maxDataLength) throw oversizedError(frame.length, frame.maxDataLength);
    if (streamId % 2 !== 1) {
      throw new StatusError(Code.INVALID_ARGUMENT, "StreamID must be odd for client initiated streams");
    }
    if (type === FrameType.REQUEST) return this.#open(streamId, frame.flags, frame.data);
    if (type === FrameType.DATA) return this.#receiveData(streamId, frame.flags, frame.data);
    return undefined; // other types are ignored: they may come to mean something
  }

  /** Answers on a stream that has no call, or whose call ends with this. */
  #refuse(streamId: number, error: unknown): void {
    const call = this.#calls.get(streamId);
    if (call) call.fail(error);
    else this.#connection.send(streamId, FrameType.RESPONSE, 0, errorResponse(error));
  }

  #open(streamId: number, flags: number, data: Uint8Array): Promise<void> | undefined {
    if (streamId <= this.#lastStreamId) {
      throw new StatusError(Code.INVALID_ARGUMENT, "StreamID cannot be re-used and must increment");
    }
    this.#lastStreamId = streamId;
    const request = decodeRequest(data);
    const method = this.#find(request);
    if (this.#calls.size >= MAX_CALLS) {
      throw new StatusError(Code.RESOURCE_EXHAUSTED, `More than ${MAX_CALLS} calls are open on this connection`);
    }
    const ended = () => this.#calls.delete(streamId);
    const call = new ServerCall(this.#connection, streamId, method, request, this.#timers, ended);
    if (call.signal.aborted) return undefined; // its deadline had passed
    this.#calls.set(streamId, call);
    call.run(request.payload);
    const { requests } = call;
    if (!requests) return undefined;
    const busy = request.payload.length > 0 ? requests.push(request.payload, this.#timers) : undefined;
    if (!(flags & Flag.REMOTE_OPEN)) requests.end();
    return busy;
  }

  #find(request: Request): ServedMethod {
    const { service, method } = request;
    const methods = this.#services.get(service);
    if (!methods) throw new StatusError(Code.UNIMPLEMENTED, `service ${service}`);
    const found = methods.get(method);
    if (!found) throw new StatusError(Code.UNIMPLEMENTED, `method ${service}/${method}`);
    return found;
  }

  #receiveData(streamId: number, flags: number, data: Uint8Array): Promise<void> | undefined {
    const call = this.#calls.get(streamId);
    if (!call) throw new StatusError(Code.INVALID_ARGUMENT, "StreamID is no longer active");
    const { requests } = call;
    if (!requests) throw new StatusError(Code.INVALID_ARGUMENT, "Data on a stream that takes a single request");
    if (requests.ended) throw new StatusError(Code.INVALID_ARGUMENT, "Data on a stream that was closed");
    const busy = flags & Flag.NO_DATA ? undefined : requests.push(data, this.#timers);
    if (flags & Flag.REMOTE_CLOSED) requests.end();
    return busy;
  }
}

function decodeRequest(data: Uint8Array): Request {
  try {
    return Request.decode(data);
  } catch (error) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot decode a request: ${messageOf(error)}`);
  }
}
