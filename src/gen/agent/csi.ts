// Generated from proto/agent/csi.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";

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

function createBaseVolumeStatsResponse(): VolumeStatsResponse {
  return { usage: [], volumeCondition: undefined };
}

export const VolumeStatsResponse: MessageFns<VolumeStatsResponse> = {
  encode(message: VolumeStatsResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const v of message.usage) {
      VolumeUsage.encode(v!, writer.uint32(10).fork()).join();
    }
    if (message.volumeCondition !== undefined) {
      VolumeCondition.encode(message.volumeCondition, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): VolumeStatsResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseVolumeStatsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.usage.push(VolumeUsage.decode(reader, reader.uint32()));
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.volumeCondition = VolumeCondition.decode(reader, reader.uint32());
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseVolumeUsage(): VolumeUsage {
  return { available: 0n, total: 0n, used: 0n, unit: 0 };
}

export const VolumeUsage: MessageFns<VolumeUsage> = {
  encode(message: VolumeUsage, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.available !== 0n) {
      if (BigInt.asUintN(64, message.available) !== message.available) {
        throw new globalThis.Error("value provided for field message.available of type uint64 too large");
      }
      writer.uint32(8).uint64(message.available);
    }
    if (message.total !== 0n) {
      if (BigInt.asUintN(64, message.total) !== message.total) {
        throw new globalThis.Error("value provided for field message.total of type uint64 too large");
      }
      writer.uint32(16).uint64(message.total);
    }
    if (message.used !== 0n) {
      if (BigInt.asUintN(64, message.used) !== message.used) {
        throw new globalThis.Error("value provided for field message.used of type uint64 too large");
      }
      writer.uint32(24).uint64(message.used);
    }
    if (message.unit !== 0) {
      writer.uint32(32).int32(message.unit);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): VolumeUsage {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseVolumeUsage();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.available = reader.uint64() as bigint;
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.total = reader.uint64() as bigint;
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.used = reader.uint64() as bigint;
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.unit = reader.int32() as any;
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseVolumeCondition(): VolumeCondition {
  return { abnormal: false, message: "" };
}

export const VolumeCondition: MessageFns<VolumeCondition> = {
  encode(message: VolumeCondition, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.abnormal !== false) {
      writer.uint32(8).bool(message.abnormal);
    }
    if (message.message !== "") {
      writer.uint32(18).string(message.message);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): VolumeCondition {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseVolumeCondition();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.abnormal = reader.bool();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.message = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

interface MessageFns<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}
