import type { RootfsMount } from "./rootfs.ts";

/** What happens to a pod's processes, in order; service/ turns each into containerd's event. */
export type PodEvent =
  | { type: "create"; containerId: string; bundle: string; rootfs: RootfsMount[]; io: IoPaths; pid: number }
  | { type: "start"; containerId: string; pid: number }
  | { type: "exec-added"; containerId: string; execId: string }
  | { type: "exec-started"; containerId: string; execId: string; pid: number }
  | { type: "paused" | "resumed" | "oom"; containerId: string }
  | { type: "exit"; containerId: string; execId: string; pid: number; exit: ExitStatus }
  | { type: "delete"; containerId: string; execId: string; bundle: string; pid: number; exit: ExitStatus };

/** Where a process's stdio goes on the host: FIFO paths or `file://` URIs; "" for none. */
export interface IoPaths {
  stdin: string;
  stdout: string;
  stderr: string;
  terminal: boolean;
}

/** `status` is 0 to 255 (128 + signal for a killed process). */
export interface ExitStatus {
  status: number;
  at: Date;
}

export type EventSink = (event: PodEvent) => void;
