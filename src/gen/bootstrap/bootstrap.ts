// Generated from proto/bootstrap/bootstrap.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { Any } from "../google/protobuf/any.ts";

/** An open scale: a higher number is more severe. */
export const LogLevel = {
  LOG_LEVEL_INFO: 0,
  LOG_LEVEL_TRACE: -8,
  LOG_LEVEL_DEBUG: -4,
  LOG_LEVEL_WARN: 4,
  LOG_LEVEL_ERROR: 8,
  LOG_LEVEL_FATAL: 10,
  LOG_LEVEL_PANIC: 12,
} as const;

export type LogLevel = typeof LogLevel[keyof typeof LogLevel];

export namespace LogLevel {
  export type LOG_LEVEL_INFO = typeof LogLevel.LOG_LEVEL_INFO;
  export type LOG_LEVEL_TRACE = typeof LogLevel.LOG_LEVEL_TRACE;
  export type LOG_LEVEL_DEBUG = typeof LogLevel.LOG_LEVEL_DEBUG;
  export type LOG_LEVEL_WARN = typeof LogLevel.LOG_LEVEL_WARN;
  export type LOG_LEVEL_ERROR = typeof LogLevel.LOG_LEVEL_ERROR;
  export type LOG_LEVEL_FATAL = typeof LogLevel.LOG_LEVEL_FATAL;
  export type LOG_LEVEL_PANIC = typeof LogLevel.LOG_LEVEL_PANIC;
}

export const Capability = { CAPABILITY_UNSPECIFIED: 0 } as const;

export type Capability = typeof Capability[keyof typeof Capability];

export namespace Capability {
  export type CAPABILITY_UNSPECIFIED = typeof Capability.CAPABILITY_UNSPECIFIED;
}

/** What containerd >= 2.3 writes to the stdin of `start`. */
export interface BootstrapParams {
  instanceId: string;
  namespace: string;
  logLevel: LogLevel;
  containerdVersion: string;
  containerdTtrpcAddress: string;
  containerdGrpcAddress: string;
  containerdBinary: string;
  extensions: Extension[];
  /** Where the shim is to put its socket; a short path, or unset. */
  socketDir?: string | undefined;
}

export interface Extension {
  value: Any | undefined;
}

/** What `start` prints to its stdout. */
export interface BootstrapResult {
  /** Of the task API: 2 or 3. */
  version: number;
  address: string;
  /** "ttrpc" or "grpc". */
  protocol: string;
  capabilities: Capability[];
  metadata: { [key: string]: string };
}

export interface BootstrapResult_MetadataEntry {
  key: string;
  value: string;
}

function createBaseBootstrapParams(): BootstrapParams {
  return {
    instanceId: "",
    namespace: "",
    logLevel: 0,
    containerdVersion: "",
    containerdTtrpcAddress: "",
    containerdGrpcAddress: "",
    containerdBinary: "",
    extensions: [],
    socketDir: undefined,
  };
}

export const BootstrapParams: MessageFns<BootstrapParams> = {
  encode(message: BootstrapParams, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.instanceId !== "") {
      writer.uint32(10).string(message.instanceId);
    }
    if (message.namespace !== "") {
      writer.uint32(18).string(message.namespace);
    }
    if (message.logLevel !== 0) {
      writer.uint32(24).int32(message.logLevel);
    }
    if (message.containerdVersion !== "") {
      writer.uint32(34).string(message.containerdVersion);
    }
    if (message.containerdTtrpcAddress !== "") {
      writer.uint32(42).string(message.containerdTtrpcAddress);
    }
    if (message.containerdGrpcAddress !== "") {
      writer.uint32(50).string(message.containerdGrpcAddress);
    }
    if (message.containerdBinary !== "") {
      writer.uint32(58).string(message.containerdBinary);
    }
    for (const v of message.extensions) {
      Extension.encode(v!, writer.uint32(66).fork()).join();
    }
    if (message.socketDir !== undefined) {
      writer.uint32(74).string(message.socketDir);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): BootstrapParams {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseBootstrapParams();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.instanceId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.namespace = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 24) {
              break;
            }

            message.logLevel = reader.int32() as any;
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.containerdVersion = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.containerdTtrpcAddress = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.containerdGrpcAddress = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.containerdBinary = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 66) {
              break;
            }

            message.extensions.push(Extension.decode(reader, reader.uint32()));
            continue;
          }
          case 9: {
            if (tag !== 74) {
              break;
            }

            message.socketDir = reader.string();
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

function createBaseExtension(): Extension {
  return { value: undefined };
}

export const Extension: MessageFns<Extension> = {
  encode(message: Extension, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.value !== undefined) {
      Any.encode(message.value, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Extension {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseExtension();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.value = Any.decode(reader, reader.uint32());
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

function createBaseBootstrapResult(): BootstrapResult {
  return { version: 0, address: "", protocol: "", capabilities: [], metadata: {} };
}

export const BootstrapResult: MessageFns<BootstrapResult> = {
  encode(message: BootstrapResult, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.version !== 0) {
      writer.uint32(8).int32(message.version);
    }
    if (message.address !== "") {
      writer.uint32(18).string(message.address);
    }
    if (message.protocol !== "") {
      writer.uint32(26).string(message.protocol);
    }
    if (message.capabilities.length !== 0) {
      writer.uint32(34).fork();
      for (const v of message.capabilities) {
        writer.int32(v);
      }
      writer.join();
    }
    globalThis.Object.entries(message.metadata).forEach(([key, value]: [string, string]) => {
      BootstrapResult_MetadataEntry.encode({ key: key as any, value }, writer.uint32(42).fork()).join();
    });
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): BootstrapResult {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseBootstrapResult();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.version = reader.int32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.address = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.protocol = reader.string();
            continue;
          }
          case 4: {
            if (tag === 32) {
              message.capabilities.push(reader.int32() as any);

              continue;
            }

            if (tag === 34) {
              const end2 = reader.uint32() + reader.pos;
              while (reader.pos < end2) {
                message.capabilities.push(reader.int32() as any);
              }

              continue;
            }

            break;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            const entry5 = BootstrapResult_MetadataEntry.decode(reader, reader.uint32());
            if (entry5.value !== undefined) {
              message.metadata[entry5.key] = entry5.value;
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

function createBaseBootstrapResult_MetadataEntry(): BootstrapResult_MetadataEntry {
  return { key: "", value: "" };
}

export const BootstrapResult_MetadataEntry: MessageFns<BootstrapResult_MetadataEntry> = {
  encode(message: BootstrapResult_MetadataEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): BootstrapResult_MetadataEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseBootstrapResult_MetadataEntry();
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

interface MessageFns<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}
