// Generated from proto/google/protobuf/any.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../../protobuf/message_type.ts";

export const Any: MessageType<Any> = /* @__PURE__ */ messageType("typeUrl=1:string value=2:bytes");

/** A message of a type named by URL: "type.googleapis.com/containerd.events.TaskExit", or the bare name as containerd writes it. */
export interface Any {
  typeUrl: string;
  value: Uint8Array;
}
