// Generated from proto/types/introspection.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const RuntimeInfo: MessageType<RuntimeInfo> = /* @__PURE__ */ messageType("name=1:string version=2:RuntimeVersion options=3:Any features=4:Any annotations=5:<string,string>", () => ({ RuntimeVersion, Any }));
export const RuntimeVersion: MessageType<RuntimeVersion> = /* @__PURE__ */ messageType("version=1:string revision=2:string");

/** What `-info` prints of a runtime. */
export interface RuntimeInfo {
  name: string;
  version:
    | RuntimeVersion
    | undefined;
  /** The runtime options that came on stdin. */
  options:
    | Any
    | undefined;
  /** An OCI Features document. */
  features: Any | undefined;
  annotations: { [key: string]: string };
}

export interface RuntimeInfo_AnnotationsEntry {
  key: string;
  value: string;
}

export interface RuntimeVersion {
  version: string;
  revision: string;
}
