import type { ByteChannel } from "../util/byte_channel.ts";

/** How a VM ended. `reason` is one line for people: "QEMU (pid 12) was killed by SIGKILL", "guest asked for reset". */
export interface VmExit {
  kind: "requested" | "guest" | "crashed";
  reason: string;
}

/** One virtual machine. Everything it holds (process, sockets, memory) is released by `[Symbol.asyncDispose]`. */
export interface Hypervisor extends AsyncDisposable {
  readonly name: "qemu" | "kvm";
  readonly accelerator: "kvm" | "tcg";
  /** Starts the VM; resolves when the VMM runs and its control channel answers, not when the guest is up. */
  start(signal: AbortSignal): Promise<void>;
  /** Opens the byte stream to the agent. Bytes sent before the guest listens wait; nothing polls. */
  connectAgent(signal: AbortSignal): Promise<ByteChannel>;
  /** Opens the stream of the guest's console. */
  connectConsole(signal: AbortSignal): Promise<ByteChannel>;
  /** Resolves once, by an event, when the VM has ended for whatever reason. Never rejects. */
  readonly exited: Promise<VmExit>;
  /** "running", "paused", "shutdown", "internal-error", ... as QMP names them. */
  state(): Promise<string>;
  /** Ends the VM at once and resolves when it is gone. Safe to call twice. */
  kill(): Promise<void>;
  /** Processes that make up the VM (empty when in-process), for accounting. */
  pids(): readonly number[];
}
