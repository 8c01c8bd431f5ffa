import type { Metadata } from "./envelope.ts";
import type { MessageType } from "../protobuf/message_type.ts";
import type { Signal } from "./signal.ts";

/** A method as ts-proto describes it in a service's definition. */
export interface MethodDefinition {
  readonly name: string;
  readonly requestType: MessageType<unknown>;
  readonly requestStream: boolean;
  readonly responseType: MessageType<unknown>;
  readonly responseStream: boolean;
}

/** A service as ts-proto describes it: `TaskDefinition`, for one. */
export interface ServiceDefinition {
  readonly fullName: string;
  readonly methods: Readonly<Record<string, MethodDefinition>>;
}

export type RequestOf<M> = M extends { readonly requestType: MessageType<infer T> } ? T : never;
export type ResponseOf<M> = M extends { readonly responseType: MessageType<infer T> } ? T : never;

/** What a handler learns of its call besides the request. */
export interface CallContext {
  /** Aborted when the caller's connection is lost, the deadline has passed or the stream is broken. */
  readonly signal: Signal;
  readonly metadata: Metadata;
  /** When the caller stops waiting, in milliseconds since the epoch. */
  readonly deadline: number | undefined;
  /** Calls `action` once the answer is written or cannot be: what a shutdown does last. */
  afterAnswer(action: () => void): void;
}

type Arguments<M> = M extends { readonly requestStream: true } ? AsyncIterable<RequestOf<M>> : RequestOf<M>;
type Result<M> = M extends { readonly responseStream: true } ? AsyncIterable<ResponseOf<M>> : Promise<ResponseOf<M>>;

/**
 * The function that serves a method; it throws a StatusError to choose the caller's status. Large bytes fields of its
 * answer are not copied: they must not change until the answer is out (afterAnswer(), or the caller's next request).
 */
export type Handler<M> = (request: Arguments<M>, context: CallContext) => Result<M>;

/** The methods of a service; those left out answer UNIMPLEMENTED. */
export type Implementation<D extends ServiceDefinition> = {
  readonly [K in keyof D["methods"]]?: Handler<D["methods"][K]>;
};

export interface CallOptions {
  /** Ends the call with CANCELLED when it is aborted. The server is not told: ttrpc has no frame for it. */
  readonly signal?: Signal | undefined;
  /** Ends the call with DEADLINE_EXCEEDED after this many milliseconds; the server is told. */
  readonly timeoutMs?: number | undefined;
  readonly metadata?: Readonly<Record<string, string | readonly string[]>> | undefined;
}

type StubArguments<M> = M extends { readonly requestStream: true } ? AsyncIterable<RequestOf<M>>
  : Partial<RequestOf<M>>;

/** A client's view of a service. Fields left out of a request have their defaults. */
export type Stub<D extends ServiceDefinition> = {
  readonly [K in keyof D["methods"]]: (
    request: StubArguments<D["methods"][K]>,
    options?: CallOptions,
  ) => Result<D["methods"][K]>;
};
