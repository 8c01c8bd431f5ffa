// Generated from proto/agent/csi.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const VolumeStatsResponse: MessageType<VolumeStatsResponse> = /* @__PURE__ */ messageType("usage=1:VolumeUsage[] volumeCondition=2:VolumeCondition", () => ({ VolumeUsage, VolumeCondition }));
export const VolumeUsage: MessageType<VolumeUsage> = /* @__PURE__ */ messageType("available=1:uint64 total=2:uint64 used=3:uint64 unit=4:int32");
export const VolumeCondition: MessageType<VolumeCondition> = /* @__PURE__ */ messageType("abnormal=1:bool message=2:string");

/** The answer to GetVolumeStats: CSI's NodeGetVolumeStatsResponse. */
export interface VolumeStatsResponse {
  usage: VolumeUsage[];
  volumeCondition: VolumeCondition | undefined;
}

export interface VolumeUsage {
  available: bigint;
  total: bigint;
  used: bigint;
  unit: VolumeUsage_Unit;
}

export const VolumeUsage_Unit = { UNKNOWN: 0, BYTES: 1, INODES: 2 } as const;

export type VolumeUsage_Unit = typeof VolumeUsage_Unit[keyof typeof VolumeUsage_Unit];

export namespace VolumeUsage_Unit {
  export type UNKNOWN = typeof VolumeUsage_Unit.UNKNOWN;
  export type BYTES = typeof VolumeUsage_Unit.BYTES;
  export type INODES = typeof VolumeUsage_Unit.INODES;
}

export interface VolumeCondition {
  abnormal: boolean;
  message: string;
}
