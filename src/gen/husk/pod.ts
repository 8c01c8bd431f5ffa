// Generated from proto/husk/pod.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const DebugInput: MessageType<DebugInput> = /* @__PURE__ */ messageType("start=1:DebugStart stdin=2:bytes stdinEnd=3:bool resize=4:TerminalSize", () => ({ DebugStart, TerminalSize }));
export const DebugStart: MessageType<DebugStart> = /* @__PURE__ */ messageType("command=1:string[] terminal=2:TerminalSize term=3:string", () => ({ TerminalSize }));
export const TerminalSize: MessageType<TerminalSize> = /* @__PURE__ */ messageType("rows=1:uint32 columns=2:uint32");
export const DebugOutput: MessageType<DebugOutput> = /* @__PURE__ */ messageType("stdout=1:bytes stderr=2:bytes exit=3:DebugExit", () => ({ DebugExit }));
export const DebugExit: MessageType<DebugExit> = /* @__PURE__ */ messageType("status=1:uint32");
export const DescribeRequest: MessageType<DescribeRequest> = /* @__PURE__ */ messageType("figures=1:bool");
export const DescribeResponse: MessageType<DescribeResponse> = /* @__PURE__ */ messageType("vm=1:VirtualMachine containers=2:Container[]", () => ({ VirtualMachine, Container }));
export const VirtualMachine: MessageType<VirtualMachine> = /* @__PURE__ */ messageType("state=1:string reason=2:string hypervisor=3:string accelerator=4:string vcpus=5:uint32 memoryMib=6:uint32");
export const Container: MessageType<Container> = /* @__PURE__ */ messageType("id=1:string state=2:string figures=3:Figures", () => ({ Figures }));
export const Figures: MessageType<Figures> = /* @__PURE__ */ messageType("cpuUsage=1:uint64 cpuUser=2:uint64 cpuSystem=3:uint64 memoryUsage=4:uint64 memoryLimit=5:uint64 processes=6:uint64");

/** The first message has `start`, the others one of the rest. */
export interface DebugInput {
  start: DebugStart | undefined;
  stdin: Uint8Array;
  stdinEnd: boolean;
  resize: TerminalSize | undefined;
}

export interface DebugStart {
  /** Empty for a shell. */
  command: string[];
  /** Unset for pipes. */
  terminal:
    | TerminalSize
    | undefined;
  /** Of the caller's terminal: TERM. */
  term: string;
}

export interface TerminalSize {
  rows: number;
  columns: number;
}

/** The last message has `exit`. */
export interface DebugOutput {
  stdout: Uint8Array;
  stderr: Uint8Array;
  exit: DebugExit | undefined;
}

export interface DebugExit {
  status: number;
}

export interface DescribeRequest {
  /** Ask the guest for its containers' figures as well. */
  figures: boolean;
}

export interface DescribeResponse {
  vm: VirtualMachine | undefined;
  containers: Container[];
}

export interface VirtualMachine {
  /** "booting", "running", "paused" or "ended". */
  state: string;
  /** Why it has ended. */
  reason: string;
  /** Empty until one was chosen. */
  hypervisor: string;
  accelerator: string;
  vcpus: number;
  memoryMib: number;
}

export interface Container {
  id: string;
  /** Of its first process, as containerd knows it: "created", "running", "stopped", ... */
  state: string;
  /** Unset where they were not asked for, or the guest has none. */
  figures: Figures | undefined;
}

/** A container's cgroup in the guest: times in microseconds, sizes in bytes. */
export interface Figures {
  cpuUsage: bigint;
  cpuUser: bigint;
  cpuSystem: bigint;
  memoryUsage: bigint;
  /** 0 where there is none. */
  memoryLimit: bigint;
  processes: bigint;
}

/** What husk's own tools ask the shim of a pod, on the socket on which containerd speaks to it. */
export type PodDefinition = typeof PodDefinition;
export const PodDefinition = {
  name: "Pod",
  fullName: "husk.v1.Pod",
  methods: {
    describe: {
      name: "Describe",
      requestType: DescribeRequest as typeof DescribeRequest,
      requestStream: false,
      responseType: DescribeResponse as typeof DescribeResponse,
      responseStream: false,
      options: {},
    },
    /**
     * A process of root's in the guest, outside of all containers, where the node's configuration allows it. It ends with the caller's
     * connection.
     */
    debug: {
      name: "Debug",
      requestType: DebugInput as typeof DebugInput,
      requestStream: true,
      responseType: DebugOutput as typeof DebugOutput,
      responseStream: true,
      options: {},
    },
  },
} as const;
