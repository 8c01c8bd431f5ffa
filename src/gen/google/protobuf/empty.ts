// Generated from proto/google/protobuf/empty.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../../protobuf/message_type.ts";

export const Empty: MessageType<Empty> = /* @__PURE__ */ messageType("");

export interface Empty {
}
