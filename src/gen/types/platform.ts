// Generated from proto/types/platform.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Platform: MessageType<Platform> = /* @__PURE__ */ messageType("os=1:string architecture=2:string variant=3:string osVersion=4:string osFeatures=5:string[]");

export interface Platform {
  os: string;
  architecture: string;
  variant: string;
  osVersion: string;
  osFeatures: string[];
}
