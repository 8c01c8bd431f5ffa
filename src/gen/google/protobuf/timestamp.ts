// Generated from proto/google/protobuf/timestamp.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../../protobuf/message_type.ts";

export const Timestamp: MessageType<Timestamp> = /* @__PURE__ */ messageType("seconds=1:int64 nanos=2:int32");

/** Seconds since the epoch, and 0 to 999,999,999 nanoseconds. */
export interface Timestamp {
  seconds: bigint;
  nanos: number;
}
