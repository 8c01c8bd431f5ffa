// Generated from proto/types/task.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { Any } from "../google/protobuf/any.ts";

export const Status = { UNKNOWN: 0, CREATED: 1, RUNNING: 2, STOPPED: 3, PAUSED: 4, PAUSING: 5 } as const;

export type Status = typeof Status[keyof typeof Status];

export namespace Status {
  export type UNKNOWN = typeof Status.UNKNOWN;
  export type CREATED = typeof Status.CREATED;
  export type RUNNING = typeof Status.RUNNING;
  export type STOPPED = typeof Status.STOPPED;
  export type PAUSED = typeof Status.PAUSED;
  export type PAUSING = typeof Status.PAUSING;
}

export interface ProcessInfo {
  pid: number;
  /** containerd.runc.v1.ProcessDetails for an exec; empty for others. */
  info: Any | undefined;
}

function createBaseProcessInfo(): ProcessInfo {
  return { pid: 0, info: undefined };
}

export const ProcessInfo: MessageFns<ProcessInfo> = {
  encode(message: ProcessInfo, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.pid !== 0) {
      writer.uint32(8).uint32(message.pid);
    }
    if (message.info !== undefined) {
      Any.encode(message.info, writer.uint32(18).fork()).join();
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ProcessInfo {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseProcessInfo();
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

            message.info = Any.decode(reader, reader.uint32());
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
