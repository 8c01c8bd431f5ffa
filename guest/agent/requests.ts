import { Device, Storage } from "../../src/gen/agent/agent.ts";
import { type MessageType, messageType } from "../../src/protobuf/message_type.ts";

/*
 * The three requests that carry parts of an OCI spec as protobuf, read without the spec's messages: those parts stay bytes
 * until somebody asks for them. Field numbers are those of proto/agent/agent.proto.
 */

/** The host's ports of streams that it has made for a process's stdio; 0 where there is none. */
export interface StdioPorts {
  stdinPort: number;
  stdoutPort: number;
  stderrPort: number;
}

export interface CreateContainer extends StdioPorts {
  containerId: string;
  devices: Device[];
  storages: Storage[];
  /** grpc.Spec */
  oci: Uint8Array;
  /** In the pod's PID namespace, or that of one of its containers. */
  sandboxPidns: boolean;
  pidnsContainer: string;
  /** With every device of the guest. */
  allDevices: boolean;
  ociJson: Uint8Array;
}

export interface Exec extends StdioPorts {
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
  resourcesJson: Uint8Array;
}

export const CreateContainerRequest: MessageType<CreateContainer> = messageType(
  "containerId=1:string devices=4:Device[] storages=5:Storage[] oci=6:bytes sandboxPidns=7:bool stdinPort=9:uint32 " +
    "stdoutPort=10:uint32 stderrPort=11:uint32 ociJson=100:bytes pidnsContainer=101:string allDevices=102:bool",
  () => ({ Device, Storage }),
);

export const ExecProcessRequest: MessageType<Exec> = messageType(
  "containerId=1:string execId=2:string process=4:bytes stdinPort=5:uint32 stdoutPort=6:uint32 stderrPort=7:uint32 " +
    "processJson=100:bytes",
);

export const UpdateContainerRequest: MessageType<Update> = messageType(
  "containerId=1:string resources=2:bytes resourcesJson=100:bytes",
);
