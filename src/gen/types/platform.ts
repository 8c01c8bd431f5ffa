// Generated from proto/types/platform.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";

export interface Platform {
  os: string;
  architecture: string;
  variant: string;
  osVersion: string;
  osFeatures: string[];
}

function createBasePlatform(): Platform {
  return { os: "", architecture: "", variant: "", osVersion: "", osFeatures: [] };
}

export const Platform: MessageFns<Platform> = {
  encode(message: Platform, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.os !== "") {
      writer.uint32(10).string(message.os);
    }
    if (message.architecture !== "") {
      writer.uint32(18).string(message.architecture);
    }
    if (message.variant !== "") {
      writer.uint32(26).string(message.variant);
    }
    if (message.osVersion !== "") {
      writer.uint32(34).string(message.osVersion);
    }
    for (const v of message.osFeatures) {
      writer.uint32(42).string(v!);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Platform {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePlatform();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.os = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.architecture = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.variant = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.osVersion = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.osFeatures.push(reader.string());
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
