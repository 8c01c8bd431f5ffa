// Generated from proto/types/sandbox.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Sandbox: MessageType<Sandbox> = /* @__PURE__ */ messageType("sandboxId=1:string labels=4:<string,string> extensions=7:<string,Any>", () => ({ Any }));

/** The part of containerd's record of a sandbox that a shim has to do with. */
export interface Sandbox {
  sandboxId: string;
  labels: { [key: string]: string };
  /** By name, in containerd's own encodings. */
  extensions: { [key: string]: Any };
}

export interface Sandbox_LabelsEntry {
  key: string;
  value: string;
}

export interface Sandbox_ExtensionsEntry {
  key: string;
  value: Any | undefined;
}
