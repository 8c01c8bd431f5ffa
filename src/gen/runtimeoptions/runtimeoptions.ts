// Generated from proto/runtimeoptions/runtimeoptions.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Options: MessageType<Options> = /* @__PURE__ */ messageType("typeUrl=1:string configPath=2:string configBody=3:bytes");

/** A runtime's options as CRI plug-ins pass them: a file's path, or the file itself. */
export interface Options {
  typeUrl: string;
  configPath: string;
  configBody: Uint8Array;
}
