import { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { MessageType } from "../protobuf/message_type.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import { NO_BYTES } from "./frame.ts";

/** A message with `fields` set and the others at their defaults: `message(TaskOOM, { containerId })`. */
export function message<T extends object>(codec: MessageType<T>, fields: Partial<T>): T {
  return Object.assign(codec.decode(NO_BYTES), fields);
}

/** google.protobuf.Timestamp of a time in milliseconds since the epoch; fractions are kept to the microsecond. */
export function timestampOf(ms: number): { seconds: bigint; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.floor((ms - seconds * 1000) * 1000) * 1000 };
}

/** Decodes what a peer sent; `code` is the status where it is not a valid message, `what` says of what. */
export function decodeFrom<T>(codec: MessageType<T>, bytes: Uint8Array, code: Code, what: string): T {
  try {
    return codec.decode(bytes);
  } catch (error) {
    throw new StatusError(code, `Cannot decode ${what}: ${messageOf(error)}`);
  }
}

/** From this length on, in bytes, a bytes field is sent from where it is; below it, a copy costs less. */
const PIECE = 1024;

/** A writer that keeps a message's own large bytes fields apart: growing its buffer around 64 KiB would cost 150 us. */
class PieceWriter extends BinaryWriter {
  readonly pieces: Uint8Array[] = [];
  #depth = 0;

  override fork(): this {
    this.#depth++;
    return super.fork();
  }

  override join(): this {
    this.#depth--;
    return super.join();
  }

  override bytes(value: Uint8Array): this {
    if (this.#depth > 0 || value.length < PIECE) return super.bytes(value);
    this.uint32(value.length);
    this.pieces.push(super.finish(), value);
    return this;
  }
}

/** Encodes to pieces, to be sent one after the other. Large ones are the message's own: it must not change until they are sent. */
export function encodePieces<T>(codec: MessageType<T>, message: T): Uint8Array[] {
  const writer = new PieceWriter();
  codec.encode(message, writer);
  writer.pieces.push(writer.finish());
  return writer.pieces;
}

/** Bytes of all pieces together. */
export function lengthOf(pieces: readonly Uint8Array[]): number {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  return length;
}
