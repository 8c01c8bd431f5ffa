import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { KeyValue, Response } from "../gen/ttrpc/ttrpc.ts";
import { NO_BYTES } from "./frame.ts";
import { statusOf } from "./status.ts";

/** Values by key; keys are lower-case by custom, and one may have several values. */
export type Metadata = ReadonlyMap<string, readonly string[]>;

const Tag = {
  REQUEST_SERVICE: 1 << 3 | 2,
  REQUEST_METHOD: 2 << 3 | 2,
  REQUEST_PAYLOAD: 3 << 3 | 2,
  REQUEST_TIMEOUT: 4 << 3,
  REQUEST_METADATA: 5 << 3 | 2,
  RESPONSE_PAYLOAD: 2 << 3 | 2,
};

/*
 * The envelopes around a payload are written as the bytes before and after it, so that the payload itself is not copied.
 * An empty payload is left out, as proto3 does: to a client-streaming method, its presence alone makes it a message.
 */

/** The bytes of a ttrpc.Request before a payload of `payloadLength` bytes. */
export function requestPrefix(service: string, method: string, payloadLength: number): Uint8Array {
  const writer = new BinaryWriter();
  writer.uint32(Tag.REQUEST_SERVICE).string(service).uint32(Tag.REQUEST_METHOD).string(method);
  if (payloadLength > 0) writer.uint32(Tag.REQUEST_PAYLOAD).uint32(payloadLength);
  return writer.finish();
}

/** The bytes of a ttrpc.Request after its payload. */
export function requestSuffix(
  timeoutMs: number | undefined,
  metadata: Readonly<Record<string, string | readonly string[]>> | undefined,
): Uint8Array {
  if (timeoutMs === undefined && metadata === undefined) return NO_BYTES;
  const writer = new BinaryWriter();
  // 0 would mean no limit, and no peer takes more than int64's nanoseconds.
  if (timeoutMs !== undefined && timeoutMs < 2 ** 43) {
    writer.uint32(Tag.REQUEST_TIMEOUT).int64(BigInt(Math.max(1, Math.ceil(timeoutMs * 1e6))));
  }
  for (const [key, values] of Object.entries(metadata ?? {})) {
    for (const value of typeof values === "string" ? [values] : values) {
      KeyValue.encode({ key, value }, writer.uint32(Tag.REQUEST_METADATA).fork()).join();
    }
  }
  return writer.finish();
}

/** The bytes of a successful ttrpc.Response before a payload of `payloadLength` bytes. */
export function responsePrefix(payloadLength: number): Uint8Array {
  if (payloadLength === 0) return NO_BYTES;
  return new BinaryWriter().uint32(Tag.RESPONSE_PAYLOAD).uint32(payloadLength).finish();
}

/** A ttrpc.Response that tells of `error`. */
export function errorResponse(error: unknown): Uint8Array {
  return Response.encode({ status: statusOf(error), payload: NO_BYTES }).finish();
}

export function metadataOf(pairs: readonly KeyValue[]): Metadata {
  const metadata = new Map<string, string[]>();
  for (const { key, value } of pairs) {
    const values = metadata.get(key);
    if (values) values.push(value);
    else metadata.set(key, [value]);
  }
  return metadata;
}
