// Generated from proto/sandbox/sandbox.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { Any } from "../google/protobuf/any.ts";
import { Timestamp } from "../google/protobuf/timestamp.ts";
import { Metric } from "../types/metric.ts";
import { Mount } from "../types/mount.ts";
import { Platform } from "../types/platform.ts";

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

function createBaseCreateSandboxRequest(): CreateSandboxRequest {
  return { sandboxId: "", bundlePath: "", rootfs: [], options: undefined, netnsPath: "", annotations: {} };
}

export const CreateSandboxRequest: MessageFns<CreateSandboxRequest> = {
  encode(message: CreateSandboxRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    if (message.bundlePath !== "") {
      writer.uint32(18).string(message.bundlePath);
    }
    for (const v of message.rootfs) {
      Mount.encode(v!, writer.uint32(26).fork()).join();
    }
    if (message.options !== undefined) {
      Any.encode(message.options, writer.uint32(34).fork()).join();
    }
    if (message.netnsPath !== "") {
      writer.uint32(42).string(message.netnsPath);
    }
    globalThis.Object.entries(message.annotations).forEach(([key, value]: [string, string]) => {
      CreateSandboxRequest_AnnotationsEntry.encode({ key: key as any, value }, writer.uint32(50).fork()).join();
    });
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CreateSandboxRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCreateSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.bundlePath = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.rootfs.push(Mount.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.options = Any.decode(reader, reader.uint32());
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.netnsPath = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            const entry6 = CreateSandboxRequest_AnnotationsEntry.decode(reader, reader.uint32());
            if (entry6.value !== undefined) {
              message.annotations[entry6.key] = entry6.value;
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

function createBaseCreateSandboxRequest_AnnotationsEntry(): CreateSandboxRequest_AnnotationsEntry {
  return { key: "", value: "" };
}

export const CreateSandboxRequest_AnnotationsEntry: MessageFns<CreateSandboxRequest_AnnotationsEntry> = {
  encode(message: CreateSandboxRequest_AnnotationsEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CreateSandboxRequest_AnnotationsEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCreateSandboxRequest_AnnotationsEntry();
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

function createBaseCreateSandboxResponse(): CreateSandboxResponse {
  return {};
}

export const CreateSandboxResponse: MessageFns<CreateSandboxResponse> = {
  encode(_: CreateSandboxResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): CreateSandboxResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseCreateSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
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

function createBaseStartSandboxRequest(): StartSandboxRequest {
  return { sandboxId: "" };
}

export const StartSandboxRequest: MessageFns<StartSandboxRequest> = {
  encode(message: StartSandboxRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StartSandboxRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStartSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
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

function createBaseStartSandboxResponse(): StartSandboxResponse {
  return { pid: 0, createdAt: undefined, spec: undefined };
}

export const StartSandboxResponse: MessageFns<StartSandboxResponse> = {
  encode(message: StartSandboxResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.pid !== 0) {
      writer.uint32(8).uint32(message.pid);
    }
    if (message.createdAt !== undefined) {
      Timestamp.encode(message.createdAt, writer.uint32(18).fork()).join();
    }
    if (message.spec !== undefined) {
      Any.encode(message.spec, writer.uint32(26).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StartSandboxResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStartSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.pid = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.spec = Any.decode(reader, reader.uint32());
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

function createBasePlatformRequest(): PlatformRequest {
  return { sandboxId: "" };
}

export const PlatformRequest: MessageFns<PlatformRequest> = {
  encode(message: PlatformRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PlatformRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePlatformRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
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

function createBasePlatformResponse(): PlatformResponse {
  return { platform: undefined };
}

export const PlatformResponse: MessageFns<PlatformResponse> = {
  encode(message: PlatformResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.platform !== undefined) {
      Platform.encode(message.platform, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PlatformResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePlatformResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.platform = Platform.decode(reader, reader.uint32());
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

function createBaseStopSandboxRequest(): StopSandboxRequest {
  return { sandboxId: "", timeoutSecs: 0 };
}

export const StopSandboxRequest: MessageFns<StopSandboxRequest> = {
  encode(message: StopSandboxRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    if (message.timeoutSecs !== 0) {
      writer.uint32(16).uint32(message.timeoutSecs);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StopSandboxRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStopSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.timeoutSecs = reader.uint32();
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

function createBaseStopSandboxResponse(): StopSandboxResponse {
  return {};
}

export const StopSandboxResponse: MessageFns<StopSandboxResponse> = {
  encode(_: StopSandboxResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): StopSandboxResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseStopSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
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

function createBaseWaitSandboxRequest(): WaitSandboxRequest {
  return { sandboxId: "" };
}

export const WaitSandboxRequest: MessageFns<WaitSandboxRequest> = {
  encode(message: WaitSandboxRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): WaitSandboxRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseWaitSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
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

function createBaseWaitSandboxResponse(): WaitSandboxResponse {
  return { exitStatus: 0, exitedAt: undefined };
}

export const WaitSandboxResponse: MessageFns<WaitSandboxResponse> = {
  encode(message: WaitSandboxResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.exitStatus !== 0) {
      writer.uint32(8).uint32(message.exitStatus);
    }
    if (message.exitedAt !== undefined) {
      Timestamp.encode(message.exitedAt, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): WaitSandboxResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseWaitSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.exitStatus = reader.uint32();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.exitedAt = Timestamp.decode(reader, reader.uint32());
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

function createBaseSandboxStatusRequest(): SandboxStatusRequest {
  return { sandboxId: "", verbose: false };
}

export const SandboxStatusRequest: MessageFns<SandboxStatusRequest> = {
  encode(message: SandboxStatusRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    if (message.verbose !== false) {
      writer.uint32(16).bool(message.verbose);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SandboxStatusRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSandboxStatusRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.verbose = reader.bool();
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

function createBaseSandboxStatusResponse(): SandboxStatusResponse {
  return { sandboxId: "", pid: 0, state: "", info: {}, createdAt: undefined, exitedAt: undefined, extra: undefined };
}

export const SandboxStatusResponse: MessageFns<SandboxStatusResponse> = {
  encode(message: SandboxStatusResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    if (message.pid !== 0) {
      writer.uint32(16).uint32(message.pid);
    }
    if (message.state !== "") {
      writer.uint32(26).string(message.state);
    }
    globalThis.Object.entries(message.info).forEach(([key, value]: [string, string]) => {
      SandboxStatusResponse_InfoEntry.encode({ key: key as any, value }, writer.uint32(34).fork()).join();
    });
    if (message.createdAt !== undefined) {
      Timestamp.encode(message.createdAt, writer.uint32(42).fork()).join();
    }
    if (message.exitedAt !== undefined) {
      Timestamp.encode(message.exitedAt, writer.uint32(50).fork()).join();
    }
    if (message.extra !== undefined) {
      Any.encode(message.extra, writer.uint32(58).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SandboxStatusResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSandboxStatusResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 16) {
              break;
            }

            message.pid = reader.uint32();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.state = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            const entry4 = SandboxStatusResponse_InfoEntry.decode(reader, reader.uint32());
            if (entry4.value !== undefined) {
              message.info[entry4.key] = entry4.value;
            }
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.createdAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.exitedAt = Timestamp.decode(reader, reader.uint32());
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.extra = Any.decode(reader, reader.uint32());
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

function createBaseSandboxStatusResponse_InfoEntry(): SandboxStatusResponse_InfoEntry {
  return { key: "", value: "" };
}

export const SandboxStatusResponse_InfoEntry: MessageFns<SandboxStatusResponse_InfoEntry> = {
  encode(message: SandboxStatusResponse_InfoEntry, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.key !== "") {
      writer.uint32(10).string(message.key);
    }
    if (message.value !== "") {
      writer.uint32(18).string(message.value);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SandboxStatusResponse_InfoEntry {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSandboxStatusResponse_InfoEntry();
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

function createBasePingRequest(): PingRequest {
  return { sandboxId: "" };
}

export const PingRequest: MessageFns<PingRequest> = {
  encode(message: PingRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PingRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePingRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
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

function createBasePingResponse(): PingResponse {
  return {};
}

export const PingResponse: MessageFns<PingResponse> = {
  encode(_: PingResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): PingResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBasePingResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
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

function createBaseShutdownSandboxRequest(): ShutdownSandboxRequest {
  return { sandboxId: "" };
}

export const ShutdownSandboxRequest: MessageFns<ShutdownSandboxRequest> = {
  encode(message: ShutdownSandboxRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ShutdownSandboxRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseShutdownSandboxRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
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

function createBaseShutdownSandboxResponse(): ShutdownSandboxResponse {
  return {};
}

export const ShutdownSandboxResponse: MessageFns<ShutdownSandboxResponse> = {
  encode(_: ShutdownSandboxResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ShutdownSandboxResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseShutdownSandboxResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
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

function createBaseSandboxMetricsRequest(): SandboxMetricsRequest {
  return { sandboxId: "" };
}

export const SandboxMetricsRequest: MessageFns<SandboxMetricsRequest> = {
  encode(message: SandboxMetricsRequest, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.sandboxId !== "") {
      writer.uint32(10).string(message.sandboxId);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SandboxMetricsRequest {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSandboxMetricsRequest();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.sandboxId = reader.string();
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

function createBaseSandboxMetricsResponse(): SandboxMetricsResponse {
  return { metrics: undefined };
}

export const SandboxMetricsResponse: MessageFns<SandboxMetricsResponse> = {
  encode(message: SandboxMetricsResponse, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.metrics !== undefined) {
      Metric.encode(message.metrics, writer.uint32(10).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): SandboxMetricsResponse {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseSandboxMetricsResponse();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.metrics = Metric.decode(reader, reader.uint32());
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
  },
} as const;

interface MessageFns<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}
