// Generated from proto/types/mount.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Mount: MessageType<Mount> = /* @__PURE__ */ messageType("type=1:string source=2:string target=3:string options=4:string[]");

/** One mount(2), as the snapshotter describes it. */
export interface Mount {
  type: string;
  source: string;
  target: string;
  options: string[];
}
