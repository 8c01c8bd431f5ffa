// Generated from proto/types/event.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { Timestamp } from "../google/protobuf/timestamp.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Envelope: MessageType<Envelope> = /* @__PURE__ */ messageType("timestamp=1:Timestamp namespace=2:string topic=3:string event=4:Any", () => ({ Timestamp, Any }));

/** One event on its way to containerd's exchange; `topic` is a path such as "/tasks/exit". */
export interface Envelope {
  timestamp: Timestamp | undefined;
  namespace: string;
  topic: string;
  event: Any | undefined;
}
