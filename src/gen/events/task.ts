// Generated from proto/events/task.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Timestamp } from "../google/protobuf/timestamp.ts";
import { Mount } from "../types/mount.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const TaskCreate: MessageType<TaskCreate> = /* @__PURE__ */ messageType("containerId=1:string bundle=2:string rootfs=3:Mount[] io=4:TaskIO checkpoint=5:string pid=6:uint32", () => ({ Mount, TaskIO }));
export const TaskStart: MessageType<TaskStart> = /* @__PURE__ */ messageType("containerId=1:string pid=2:uint32");
export const TaskDelete: MessageType<TaskDelete> = /* @__PURE__ */ messageType("containerId=1:string pid=2:uint32 exitStatus=3:uint32 exitedAt=4:Timestamp id=5:string", () => ({ Timestamp }));
export const TaskIO: MessageType<TaskIO> = /* @__PURE__ */ messageType("stdin=1:string stdout=2:string stderr=3:string terminal=4:bool");
export const TaskExit: MessageType<TaskExit> = /* @__PURE__ */ messageType("containerId=1:string id=2:string pid=3:uint32 exitStatus=4:uint32 exitedAt=5:Timestamp", () => ({ Timestamp }));
export const TaskOOM: MessageType<TaskOOM> = /* @__PURE__ */ messageType("containerId=1:string");
export const TaskExecAdded: MessageType<TaskExecAdded> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string");
export const TaskExecStarted: MessageType<TaskExecStarted> = /* @__PURE__ */ messageType("containerId=1:string execId=2:string pid=3:uint32");
export const TaskPaused: MessageType<TaskPaused> = /* @__PURE__ */ messageType("containerId=1:string");
export const TaskResumed: MessageType<TaskResumed> = /* @__PURE__ */ messageType("containerId=1:string");
export const TaskCheckpointed: MessageType<TaskCheckpointed> = /* @__PURE__ */ messageType("containerId=1:string checkpoint=2:string");

/** Topic /tasks/create. */
export interface TaskCreate {
  containerId: string;
  bundle: string;
  rootfs: Mount[];
  io: TaskIO | undefined;
  checkpoint: string;
  pid: number;
}

/** Topic /tasks/start. */
export interface TaskStart {
  containerId: string;
  pid: number;
}

/** Topic /tasks/delete. */
export interface TaskDelete {
  containerId: string;
  pid: number;
  exitStatus: number;
  exitedAt:
    | Timestamp
    | undefined;
  /** The exec's id; the container's own for its init process, or empty. */
  id: string;
}

export interface TaskIO {
  stdin: string;
  stdout: string;
  stderr: string;
  terminal: boolean;
}

/** Topic /tasks/exit. `id` is the exec's, or the container's for its init process. */
export interface TaskExit {
  containerId: string;
  id: string;
  pid: number;
  exitStatus: number;
  exitedAt: Timestamp | undefined;
}

/** Topic /tasks/oom. */
export interface TaskOOM {
  containerId: string;
}

/** Topic /tasks/exec-added. */
export interface TaskExecAdded {
  containerId: string;
  execId: string;
}

/** Topic /tasks/exec-started. */
export interface TaskExecStarted {
  containerId: string;
  execId: string;
  pid: number;
}

/** Topic /tasks/paused. */
export interface TaskPaused {
  containerId: string;
}

/** Topic /tasks/resumed. */
export interface TaskResumed {
  containerId: string;
}

/** Topic /tasks/checkpointed. */
export interface TaskCheckpointed {
  containerId: string;
  checkpoint: string;
}
