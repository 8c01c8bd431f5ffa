import type { Timestamp } from "../gen/google/protobuf/timestamp.ts";

export function timestampOf(date: Date): Timestamp {
  const ms = date.getTime();
  return { seconds: BigInt(Math.floor(ms / 1000)), nanos: (ms % 1000) * 1_000_000 };
}
