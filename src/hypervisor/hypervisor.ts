import type { ByteChannel } from "../util/byte_channel.ts";
import type { DiskSlots } from "./disk_slots.ts";
import type { GuestStream } from "./vsock.ts";

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
  /**
   * Opens the byte stream to the agent; nothing polls. `heard` resolves at the next words on the guest's console: where bytes that are
   * sent before the guest listens cannot wait, that is when to try.
   */
  connectAgent(heard: () => Promise<void>, signal: AbortSignal): Promise<ByteChannel>;
  /** Connects to a vsock port of the guest (SystemError where nobody listens); undefined where it has no vsock. */
  readonly dial: ((port: number, signal: AbortSignal) => Promise<GuestStream>) | undefined;
  readonly disks: DiskSlots;
  /**
   * Gives the guest more memory, to `memoryMiB` in all or somewhat more; resolves to what it has once it has taken it. Not for two calls
   * at once. Undefined where the VM's memory stays what it is. Throws FAILED_PRECONDITION for more than can be.
   */
  readonly grow: ((memoryMiB: number, signal: AbortSignal) => Promise<number>) | undefined;
  /** Opens the stream of the guest's console. */
  connectConsole(signal: AbortSignal): Promise<ByteChannel>;
  /** Resolves once, by an event, when the VM has ended for whatever reason. Never rejects. */
  readonly exited: Promise<VmExit>;
  /** "running", "paused", "shutdown", "internal-error", ... as QMP names them. */
  state(): Promise<string>;
  /** Stops the guest's processors where they are; resolves once none runs. Throws FAILED_PRECONDITION unless the VM runs. */
  pause(): Promise<void>;
  /** Lets a paused guest go on. Its wall clock may have stood still meanwhile. Throws FAILED_PRECONDITION unless it is paused. */
  resume(): Promise<void>;
  /** Ends the VM at once and resolves when it is gone. Safe to call twice. */
  kill(): Promise<void>;
  /** Processes that make up the VM (empty when in-process), for accounting. */
  pids(): readonly number[];
}
