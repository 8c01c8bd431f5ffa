// Generated from proto/types/task.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const ProcessInfo: MessageType<ProcessInfo> = /* @__PURE__ */ messageType("pid=1:uint32 info=2:Any", () => ({ Any }));

export const Status = { UNKNOWN: 0, CREATED: 1, RUNNING: 2, STOPPED: 3, PAUSED: 4, PAUSING: 5 } as const;

export type Status = typeof Status[keyof typeof Status];

export namespace Status {
  export type UNKNOWN = typeof Status.UNKNOWN;
  export type CREATED = typeof Status.CREATED;
  export type RUNNING = typeof Status.RUNNING;
  export type STOPPED = typeof Status.STOPPED;
  export type PAUSED = typeof Status.PAUSED;
  export type PAUSING = typeof Status.PAUSING;
}

export interface ProcessInfo {
  pid: number;
  /** containerd.runc.v1.ProcessDetails for an exec; empty for others. */
  info: Any | undefined;
}
