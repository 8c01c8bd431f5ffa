// Generated from proto/types/metric.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { Timestamp } from "../google/protobuf/timestamp.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Metric: MessageType<Metric> = /* @__PURE__ */ messageType("timestamp=1:Timestamp id=2:string data=3:Any", () => ({ Timestamp, Any }));

export interface Metric {
  timestamp: Timestamp | undefined;
  id: string;
  data: Any | undefined;
}
