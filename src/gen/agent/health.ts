// Generated from proto/agent/health.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const CheckRequest: MessageType<CheckRequest> = /* @__PURE__ */ messageType("service=1:string");
export const HealthCheckResponse: MessageType<HealthCheckResponse> = /* @__PURE__ */ messageType("status=1:int32");
export const VersionCheckResponse: MessageType<VersionCheckResponse> = /* @__PURE__ */ messageType("grpcVersion=1:string agentVersion=2:string");

export interface CheckRequest {
  service: string;
}

export interface HealthCheckResponse {
  status: HealthCheckResponse_ServingStatus;
}

export const HealthCheckResponse_ServingStatus = { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2 } as const;

export type HealthCheckResponse_ServingStatus =
  typeof HealthCheckResponse_ServingStatus[keyof typeof HealthCheckResponse_ServingStatus];

export namespace HealthCheckResponse_ServingStatus {
  export type UNKNOWN = typeof HealthCheckResponse_ServingStatus.UNKNOWN;
  export type SERVING = typeof HealthCheckResponse_ServingStatus.SERVING;
  export type NOT_SERVING = typeof HealthCheckResponse_ServingStatus.NOT_SERVING;
}

export interface VersionCheckResponse {
  grpcVersion: string;
  agentVersion: string;
}

/** Is the agent up, and which one is it. */
export type HealthDefinition = typeof HealthDefinition;
export const HealthDefinition = {
  name: "Health",
  fullName: "grpc.Health",
  methods: {
    check: {
      name: "Check",
      requestType: CheckRequest as typeof CheckRequest,
      requestStream: false,
      responseType: HealthCheckResponse as typeof HealthCheckResponse,
      responseStream: false,
      options: {},
    },
    version: {
      name: "Version",
      requestType: CheckRequest as typeof CheckRequest,
      requestStream: false,
      responseType: VersionCheckResponse as typeof VersionCheckResponse,
      responseStream: false,
      options: {},
    },
  },
} as const;
