import * as events from "../gen/events/task.ts";
import type { PodEvent } from "../pod/events.ts";
import { timestampOf } from "./timestamp.ts";

/** containerd's event for what happened in the pod: its topic and its payload (containerd api/events/task.proto). */
export function toContainerdEvent(event: PodEvent): { topic: string; typeUrl: string; value: Uint8Array } {
  switch (event.type) {
    case "create": {
      const { containerId, bundle, rootfs, io, pid } = event;
      const value = events.TaskCreate.encode({ containerId, bundle, rootfs, io, pid, checkpoint: "" }).finish();
      return { topic: "/tasks/create", typeUrl: "containerd.events.TaskCreate", value };
    }
    case "start":
      return {
        topic: "/tasks/start",
        typeUrl: "containerd.events.TaskStart",
        value: events.TaskStart.encode(event).finish(),
      };
    case "exec-added": {
      const value = events.TaskExecAdded.encode(event).finish();
      return { topic: "/tasks/exec-added", typeUrl: "containerd.events.TaskExecAdded", value };
    }
    case "exec-started": {
      const value = events.TaskExecStarted.encode(event).finish();
      return { topic: "/tasks/exec-started", typeUrl: "containerd.events.TaskExecStarted", value };
    }
    case "paused": {
      const value = events.TaskPaused.encode(event).finish();
      return { topic: "/tasks/paused", typeUrl: "containerd.events.TaskPaused", value };
    }
    case "resumed": {
      const value = events.TaskResumed.encode(event).finish();
      return { topic: "/tasks/resumed", typeUrl: "containerd.events.TaskResumed", value };
    }
    case "oom": {
      const value = events.TaskOOM.encode(event).finish();
      return { topic: "/tasks/oom", typeUrl: "containerd.events.TaskOOM", value };
    }
    case "exit":
      return {
        topic: "/tasks/exit",
        typeUrl: "containerd.events.TaskExit",
        value: events.TaskExit.encode(ended(event)).finish(),
      };
    case "delete": {
      const value = events.TaskDelete.encode(ended(event)).finish();
      return { topic: "/tasks/delete", typeUrl: "containerd.events.TaskDelete", value };
    }
  }
}

/** The id of an ended process is the exec's, or for a container's first process the container's own. */
function ended(event: Extract<PodEvent, { type: "exit" | "delete" }>) {
  return {
    containerId: event.containerId,
    id: event.execId === "" ? event.containerId : event.execId,
    pid: event.pid,
    exitStatus: event.exit.status,
    exitedAt: timestampOf(event.exit.at),
  };
}
