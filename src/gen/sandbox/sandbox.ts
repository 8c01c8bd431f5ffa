// Generated from proto/sandbox/sandbox.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { Timestamp } from "../google/protobuf/timestamp.ts";
import { Metric } from "../types/metric.ts";
import { Mount } from "../types/mount.ts";
import { Platform } from "../types/platform.ts";
import { Sandbox } from "../types/sandbox.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const CreateSandboxRequest: MessageType<CreateSandboxRequest> = /* @__PURE__ */ messageType("sandboxId=1:string bundlePath=2:string rootfs=3:Mount[] options=4:Any netnsPath=5:string annotations=6:<string,string>", () => ({ Mount, Any }));
export const CreateSandboxResponse: MessageType<CreateSandboxResponse> = /* @__PURE__ */ messageType("");
export const StartSandboxRequest: MessageType<StartSandboxRequest> = /* @__PURE__ */ messageType("sandboxId=1:string");
export const StartSandboxResponse: MessageType<StartSandboxResponse> = /* @__PURE__ */ messageType("pid=1:uint32 createdAt=2:Timestamp spec=3:Any", () => ({ Timestamp, Any }));
export const PlatformRequest: MessageType<PlatformRequest> = /* @__PURE__ */ messageType("sandboxId=1:string");
export const PlatformResponse: MessageType<PlatformResponse> = /* @__PURE__ */ messageType("platform=1:Platform", () => ({ Platform }));
export const StopSandboxRequest: MessageType<StopSandboxRequest> = /* @__PURE__ */ messageType("sandboxId=1:string timeoutSecs=2:uint32");
export const StopSandboxResponse: MessageType<StopSandboxResponse> = /* @__PURE__ */ messageType("");
export const WaitSandboxRequest: MessageType<WaitSandboxRequest> = /* @__PURE__ */ messageType("sandboxId=1:string");
export const WaitSandboxResponse: MessageType<WaitSandboxResponse> = /* @__PURE__ */ messageType("exitStatus=1:uint32 exitedAt=2:Timestamp", () => ({ Timestamp }));
export const SandboxStatusRequest: MessageType<SandboxStatusRequest> = /* @__PURE__ */ messageType("sandboxId=1:string verbose=2:bool");
export const SandboxStatusResponse: MessageType<SandboxStatusResponse> = /* @__PURE__ */ messageType("sandboxId=1:string pid=2:uint32 state=3:string info=4:<string,string> createdAt=5:Timestamp exitedAt=6:Timestamp extra=7:Any", () => ({ Timestamp, Any }));
export const PingRequest: MessageType<PingRequest> = /* @__PURE__ */ messageType("sandboxId=1:string");
export const PingResponse: MessageType<PingResponse> = /* @__PURE__ */ messageType("");
export const ShutdownSandboxRequest: MessageType<ShutdownSandboxRequest> = /* @__PURE__ */ messageType("sandboxId=1:string");
export const ShutdownSandboxResponse: MessageType<ShutdownSandboxResponse> = /* @__PURE__ */ messageType("");
export const SandboxMetricsRequest: MessageType<SandboxMetricsRequest> = /* @__PURE__ */ messageType("sandboxId=1:string");
export const SandboxMetricsResponse: MessageType<SandboxMetricsResponse> = /* @__PURE__ */ messageType("metrics=1:Metric", () => ({ Metric }));
export const UpdateSandboxRequest: MessageType<UpdateSandboxRequest> = /* @__PURE__ */ messageType("sandboxId=1:string resources=2:Any annotations=3:<string,string> sandbox=4:Sandbox fields=5:string[]", () => ({ Any, Sandbox }));
export const UpdateSandboxResponse: MessageType<UpdateSandboxResponse> = /* @__PURE__ */ messageType("");

export interface CreateSandboxRequest {
  sandboxId: string;
  bundlePath: string;
  rootfs: Mount[];
  options: Any | undefined;
  netnsPath: string;
  annotations: { [key: string]: string };
}

export interface CreateSandboxRequest_AnnotationsEntry {
  key: string;
  value: string;
}

export interface CreateSandboxResponse {
}

export interface StartSandboxRequest {
  sandboxId: string;
}

export interface StartSandboxResponse {
  pid: number;
  createdAt: Timestamp | undefined;
  spec: Any | undefined;
}

export interface PlatformRequest {
  sandboxId: string;
}

export interface PlatformResponse {
  platform: Platform | undefined;
}

export interface StopSandboxRequest {
  sandboxId: string;
  timeoutSecs: number;
}

export interface StopSandboxResponse {
}

export interface WaitSandboxRequest {
  sandboxId: string;
}

export interface WaitSandboxResponse {
  exitStatus: number;
  exitedAt: Timestamp | undefined;
}

export interface SandboxStatusRequest {
  sandboxId: string;
  verbose: boolean;
}

export interface SandboxStatusResponse {
  sandboxId: string;
  pid: number;
  /** "SANDBOX_READY" or "SANDBOX_NOTREADY". */
  state: string;
  info: { [key: string]: string };
  createdAt: Timestamp | undefined;
  exitedAt: Timestamp | undefined;
  extra: Any | undefined;
}

export interface SandboxStatusResponse_InfoEntry {
  key: string;
  value: string;
}

export interface PingRequest {
  sandboxId: string;
}

export interface PingResponse {
}

export interface ShutdownSandboxRequest {
  sandboxId: string;
}

export interface ShutdownSandboxResponse {
}

export interface SandboxMetricsRequest {
  sandboxId: string;
}

export interface SandboxMetricsResponse {
  metrics: Metric | undefined;
}

export interface UpdateSandboxRequest {
  sandboxId: string;
  /** Up to API 1.11, and set by nobody. */
  resources: Any | undefined;
  annotations: { [key: string]: string };
  /** What containerd knows of the sandbox now. */
  sandbox:
    | Sandbox
    | undefined;
  /** What of it has changed ("extensions"); all of it where there are none. */
  fields: string[];
}

export interface UpdateSandboxRequest_AnnotationsEntry {
  key: string;
  value: string;
}

export interface UpdateSandboxResponse {
}

/** Served by a shim whose sandbox is a thing of its own, without a pause container (containerd's sandboxer "shim"). */
export type SandboxDefinition = typeof SandboxDefinition;
export const SandboxDefinition = {
  name: "Sandbox",
  fullName: "containerd.runtime.sandbox.v1.Sandbox",
  methods: {
    createSandbox: {
      name: "CreateSandbox",
      requestType: CreateSandboxRequest as typeof CreateSandboxRequest,
      requestStream: false,
      responseType: CreateSandboxResponse as typeof CreateSandboxResponse,
      responseStream: false,
      options: {},
    },
    startSandbox: {
      name: "StartSandbox",
      requestType: StartSandboxRequest as typeof StartSandboxRequest,
      requestStream: false,
      responseType: StartSandboxResponse as typeof StartSandboxResponse,
      responseStream: false,
      options: {},
    },
    platform: {
      name: "Platform",
      requestType: PlatformRequest as typeof PlatformRequest,
      requestStream: false,
      responseType: PlatformResponse as typeof PlatformResponse,
      responseStream: false,
      options: {},
    },
    stopSandbox: {
      name: "StopSandbox",
      requestType: StopSandboxRequest as typeof StopSandboxRequest,
      requestStream: false,
      responseType: StopSandboxResponse as typeof StopSandboxResponse,
      responseStream: false,
      options: {},
    },
    waitSandbox: {
      name: "WaitSandbox",
      requestType: WaitSandboxRequest as typeof WaitSandboxRequest,
      requestStream: false,
      responseType: WaitSandboxResponse as typeof WaitSandboxResponse,
      responseStream: false,
      options: {},
    },
    sandboxStatus: {
      name: "SandboxStatus",
      requestType: SandboxStatusRequest as typeof SandboxStatusRequest,
      requestStream: false,
      responseType: SandboxStatusResponse as typeof SandboxStatusResponse,
      responseStream: false,
      options: {},
    },
    pingSandbox: {
      name: "PingSandbox",
      requestType: PingRequest as typeof PingRequest,
      requestStream: false,
      responseType: PingResponse as typeof PingResponse,
      responseStream: false,
      options: {},
    },
    shutdownSandbox: {
      name: "ShutdownSandbox",
      requestType: ShutdownSandboxRequest as typeof ShutdownSandboxRequest,
      requestStream: false,
      responseType: ShutdownSandboxResponse as typeof ShutdownSandboxResponse,
      responseStream: false,
      options: {},
    },
    sandboxMetrics: {
      name: "SandboxMetrics",
      requestType: SandboxMetricsRequest as typeof SandboxMetricsRequest,
      requestStream: false,
      responseType: SandboxMetricsResponse as typeof SandboxMetricsResponse,
      responseStream: false,
      options: {},
    },
    updateSandbox: {
      name: "UpdateSandbox",
      requestType: UpdateSandboxRequest as typeof UpdateSandboxRequest,
      requestStream: false,
      responseType: UpdateSandboxResponse as typeof UpdateSandboxResponse,
      responseStream: false,
      options: {},
    },
  },
} as const;
