import { Code, StatusError } from "../util/errors.ts";

/** The life of a process (a container's first one, or an exec), as containerd's Task API sees it. */
export type ProcessState = "created" | "starting" | "running" | "paused" | "stopped" | "deleted";
export type ProcessAction = "start" | "started" | "exit" | "delete" | "exec" | "resize" | "pause" | "resume" | "update";

/** Which action leads where; what is not here is FAILED_PRECONDITION. */
const TRANSITIONS: Readonly<Record<ProcessState, Partial<Record<ProcessAction, ProcessState>>>> = {
  created: { start: "starting", exit: "stopped", resize: "created", update: "created", delete: "deleted" },
  starting: { started: "running", exit: "stopped", resize: "starting" },
  running: { exit: "stopped", exec: "running", resize: "running", update: "running", pause: "paused" },
  // A SIGKILL reaches a frozen process too (cgroup v2).
  paused: { exit: "stopped", resize: "paused", update: "paused", resume: "running" },
  // A process may have ended before its start was answered: `started` then changes nothing.
  stopped: { started: "stopped", exit: "stopped", delete: "deleted" },
  deleted: {},
};

/** The state after `action`. Throws FAILED_PRECONDITION naming `what`, its state and the action where that is not allowed. */
export function nextState(state: ProcessState, action: ProcessAction, what: string): ProcessState {
  const next = TRANSITIONS[state][action];
  if (next === undefined) throw new StatusError(Code.FAILED_PRECONDITION, `Cannot ${action} ${what}: it is ${state}`);
  return next;
}
