// Generated from proto/types/introspection.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { Any } from "../google/protobuf/any.ts";

/** What `-info` prints of a runtime. */
export interface RuntimeInfo {
  name: string;
  version:
    | RuntimeVersion
    | undefined;
  /** The runtime options that came on stdin. */
  options:
    | Any
    | undefined;
  /** An OCI Features document. */
  features: Any | undefined;
  annotations: { [key: string]: string };
}

export interface RuntimeInfo_AnnotationsEntry {
  key: string;
  value: string;
}

export interface RuntimeVersion {
  version: string;
  revision: string;
}

function createBaseRuntimeInfo(): RuntimeInfo {
  return { name: "", version: undefined, options: undefined, features: undefined, annotations: {} };
}

export const RuntimeInfo: MessageFns<RuntimeInfo> = {
  encode(message: RuntimeInfo, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.name !== "") {
      writer.uint32(10).string(message.name);
    }
    if (message.version !== undefined) {
      RuntimeVersion.encode(message.version, writer.uint32(18).fork()).join();
    }
    if (message.options !== undefined) {
      Any.encode(message.options, writer.uint32(26).fork()).join();
    }
    if (message.features !== undefined) {
      Any.encode(message.features, writer.uint32(34).fork()).join();
    }
    globalThis.Object.entries(message.annotations).forEach(([key, value]: [string, string]) => {
      RuntimeInfo_AnnotationsEntry.encode({ key: key as any, value }, writer.uint32(42).fork()).join();
    });
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): RuntimeInfo {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRuntimeInfo();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.name = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.version = RuntimeVersion.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.options = Any.decode(reader, reader.uint32());
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.features = Any.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            const entry5 = RuntimeInfo_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry5.value !== undefined) {
              message.annotations[entry5.key] = entry5.value;
            }
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

function createBaseRuntimeInfo_AnnotationsEntry(): RuntimeInfo_AnnotationsEntry {
  return { key: "", value: "" };
}

export const RuntimeInfo_AnnotationsEntry: MessageFns<RuntimeInfo_AnnotationsEntry> = {
  encode(message: RuntimeInfo_AnnotationsEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): RuntimeInfo_AnnotationsEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRuntimeInfo_AnnotationsEntry();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.key = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.value = reader.string();
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

function createBaseRuntimeVersion(): RuntimeVersion {
  return { version: "", revision: "" };
}

export const RuntimeVersion: MessageFns<RuntimeVersion> = {
  encode(message: RuntimeVersion, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.version !== "") {
      writer.uint32(10).string(message.version);
    }
    if (message.revision !== "") {
      writer.uint32(18).string(message.revision);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): RuntimeVersion {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRuntimeVersion();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.version = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.revision = reader.string();
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
