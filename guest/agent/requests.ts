import { BinaryReader, type BinaryWriter } from "@bufbuild/protobuf/wire";
import { Storage } from "../../src/gen/agent/agent.ts";
import type { Codec } from "../../src/ttrpc/message.ts";

/*
 * The three requests that carry parts of an OCI spec as protobuf, read without the spec's codecs: those parts stay bytes
 * until somebody asks for them. Field numbers are those of proto/agent/agent.proto.
 */

export interface CreateContainer {
  containerId: string;
  storages: Storage[];
  /** grpc.Spec */
  oci: Uint8Array;
  ociJson: Uint8Array;
}

export interface Exec {
  containerId: string;
  execId: string;
  /** grpc.Process */
  process: Uint8Array;
  processJson: Uint8Array;
}

export interface Update {
  containerId: string;
  /** grpc.LinuxResources */
  resources: Uint8Array;
}

const NOTHING = new Uint8Array(0);

export const CreateContainerRequest = reading<CreateContainer>(
  () => ({ containerId: "", storages: [], oci: NOTHING, ociJson: NOTHING }),
  {
    1: (request, reader) => request.containerId = reader.string(),
    5: (request, reader) => request.storages.push(Storage.decode(reader, reader.uint32())),
    6: (request, reader) => request.oci = reader.bytes(),
    100: (request, reader) => request.ociJson = reader.bytes(),
  },
);

export const ExecProcessRequest = reading<Exec>(
  () => ({ containerId: "", execId: "", process: NOTHING, processJson: NOTHING }),
  {
    1: (request, reader) => request.containerId = reader.string(),
    2: (request, reader) => request.execId = reader.string(),
    4: (request, reader) => request.process = reader.bytes(),
    100: (request, reader) => request.processJson = reader.bytes(),
  },
);

export const UpdateContainerRequest = reading<Update>(
  () => ({ containerId: "", resources: NOTHING }),
  {
    1: (request, reader) => request.containerId = reader.string(),
    2: (request, reader) => request.resources = reader.bytes(),
  },
);

type Fields<T> = Readonly<Record<number, (message: T, reader: BinaryReader) => unknown>>;

/** A codec that reads: `fields` are length-delimited, others are skipped. */
function reading<T>(empty: () => T, fields: Fields<T>): Codec<T> {
  return {
    encode: (): BinaryWriter => {
      throw new Error("The agent sends no requests");
    },
    decode: (input) => {
      const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
      const message = empty();
      while (reader.pos < reader.len) {
        const [field, wireType] = reader.tag();
        const read = wireType === 2 ? fields[field] : undefined;
        if (read !== undefined) read(message, reader);
        else reader.skip(wireType, field);
      }
      return message;
    },
  };
}
