import type { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import { NO_BYTES } from "./frame.ts";

/** A generated message type: what src/gen/ exports under a message's name. */
export interface Codec<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}

/** A message with `fields` set and the others at their defaults: `message(TaskOOM, { containerId })`. */
export function message<T extends object>(codec: Codec<T>, fields: Partial<T>): T {
  return Object.assign(codec.decode(NO_BYTES), fields);
}

/** google.protobuf.Timestamp of a time in milliseconds since the epoch; fractions are kept to the microsecond. */
export function timestampOf(ms: number): { seconds: bigint; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.floor((ms - seconds * 1000) * 1000) * 1000 };
}

/** Decodes what a peer sent; `code` is the status where it is not a valid message, `what` says of what. */
export function decodeFrom<T>(codec: Codec<T>, bytes: Uint8Array, code: Code, what: string): T {
  try {
    return codec.decode(bytes);
  } catch (error) {
    throw new StatusError(code, `Cannot decode ${what}: ${messageOf(error)}`);
  }
}
