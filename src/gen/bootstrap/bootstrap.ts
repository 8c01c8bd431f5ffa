// Generated from proto/bootstrap/bootstrap.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const BootstrapParams: MessageType<BootstrapParams> = /* @__PURE__ */ messageType("instanceId=1:string namespace=2:string logLevel=3:int32 containerdVersion=4:string containerdTtrpcAddress=5:string containerdGrpcAddress=6:string containerdBinary=7:string extensions=8:Extension[] socketDir?=9:string", () => ({ Extension }));
export const Extension: MessageType<Extension> = /* @__PURE__ */ messageType("value=1:Any", () => ({ Any }));
export const BootstrapResult: MessageType<BootstrapResult> = /* @__PURE__ */ messageType("version=1:int32 address=2:string protocol=3:string capabilities=4:int32[] metadata=5:<string,string>");

/** An open scale: a higher number is more severe. */
export const LogLevel = {
  LOG_LEVEL_INFO: 0,
  LOG_LEVEL_TRACE: -8,
  LOG_LEVEL_DEBUG: -4,
  LOG_LEVEL_WARN: 4,
  LOG_LEVEL_ERROR: 8,
  LOG_LEVEL_FATAL: 10,
  LOG_LEVEL_PANIC: 12,
} as const;

export type LogLevel = typeof LogLevel[keyof typeof LogLevel];

export namespace LogLevel {
  export type LOG_LEVEL_INFO = typeof LogLevel.LOG_LEVEL_INFO;
  export type LOG_LEVEL_TRACE = typeof LogLevel.LOG_LEVEL_TRACE;
  export type LOG_LEVEL_DEBUG = typeof LogLevel.LOG_LEVEL_DEBUG;
  export type LOG_LEVEL_WARN = typeof LogLevel.LOG_LEVEL_WARN;
  export type LOG_LEVEL_ERROR = typeof LogLevel.LOG_LEVEL_ERROR;
  export type LOG_LEVEL_FATAL = typeof LogLevel.LOG_LEVEL_FATAL;
  export type LOG_LEVEL_PANIC = typeof LogLevel.LOG_LEVEL_PANIC;
}

export const Capability = { CAPABILITY_UNSPECIFIED: 0 } as const;

export type Capability = typeof Capability[keyof typeof Capability];

export namespace Capability {
  export type CAPABILITY_UNSPECIFIED = typeof Capability.CAPABILITY_UNSPECIFIED;
}

/** What containerd >= 2.3 writes to the stdin of `start`. */
export interface BootstrapParams {
  instanceId: string;
  namespace: string;
  logLevel: LogLevel;
  containerdVersion: string;
  containerdTtrpcAddress: string;
  containerdGrpcAddress: string;
  containerdBinary: string;
  extensions: Extension[];
  /** Where the shim is to put its socket; a short path, or unset. */
  socketDir?: string | undefined;
}

export interface Extension {
  value: Any | undefined;
}

/** What `start` prints to its stdout. */
export interface BootstrapResult {
  /** Of the task API: 2 or 3. */
  version: number;
  address: string;
  /** "ttrpc" or "grpc". */
  protocol: string;
  capabilities: Capability[];
  metadata: { [key: string]: string };
}

export interface BootstrapResult_MetadataEntry {
  key: string;
  value: string;
}
