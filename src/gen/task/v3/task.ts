// Generated from proto/task/v3/task.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../../google/protobuf/any.ts";
import { Empty } from "../../google/protobuf/empty.ts";
import { Timestamp } from "../../google/protobuf/timestamp.ts";
import { Mount } from "../../types/mount.ts";
import { ProcessInfo, Status } from "../../types/task.ts";
import { type MessageType, messageType } from "../../../protobuf/message_type.ts";

export const CreateTaskRequest: MessageType<CreateTaskRequest> = /* @__PURE__ */ messageType("id=1:string bundle=2:string rootfs=3:Mount[] terminal=4:bool stdin=5:string stdout=6:string stderr=7:string checkpoint=8:string parentCheckpoint=9:string options=10:Any", () => ({ Mount, Any }));
export const CreateTaskResponse: MessageType<CreateTaskResponse> = /* @__PURE__ */ messageType("pid=1:uint32");
export const DeleteRequest: MessageType<DeleteRequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string");
export const DeleteResponse: MessageType<DeleteResponse> = /* @__PURE__ */ messageType("pid=1:uint32 exitStatus=2:uint32 exitedAt=3:Timestamp", () => ({ Timestamp }));
export const ExecProcessRequest: MessageType<ExecProcessRequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string terminal=3:bool stdin=4:string stdout=5:string stderr=6:string spec=7:Any", () => ({ Any }));
export const ResizePtyRequest: MessageType<ResizePtyRequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string width=3:uint32 height=4:uint32");
export const StateRequest: MessageType<StateRequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string");
export const StateResponse: MessageType<StateResponse> = /* @__PURE__ */ messageType("id=1:string bundle=2:string pid=3:uint32 status=4:int32 stdin=5:string stdout=6:string stderr=7:string terminal=8:bool exitStatus=9:uint32 exitedAt=10:Timestamp execId=11:string", () => ({ Timestamp }));
export const KillRequest: MessageType<KillRequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string signal=3:uint32 all=4:bool");
export const CloseIORequest: MessageType<CloseIORequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string stdin=3:bool");
export const PidsRequest: MessageType<PidsRequest> = /* @__PURE__ */ messageType("id=1:string");
export const PidsResponse: MessageType<PidsResponse> = /* @__PURE__ */ messageType("processes=1:ProcessInfo[]", () => ({ ProcessInfo }));
export const CheckpointTaskRequest: MessageType<CheckpointTaskRequest> = /* @__PURE__ */ messageType("id=1:string path=2:string options=3:Any", () => ({ Any }));
export const UpdateTaskRequest: MessageType<UpdateTaskRequest> = /* @__PURE__ */ messageType("id=1:string resources=2:Any annotations=3:<string,string>", () => ({ Any }));
export const StartRequest: MessageType<StartRequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string");
export const StartResponse: MessageType<StartResponse> = /* @__PURE__ */ messageType("pid=1:uint32");
export const WaitRequest: MessageType<WaitRequest> = /* @__PURE__ */ messageType("id=1:string execId=2:string");
export const WaitResponse: MessageType<WaitResponse> = /* @__PURE__ */ messageType("exitStatus=1:uint32 exitedAt=2:Timestamp", () => ({ Timestamp }));
export const StatsRequest: MessageType<StatsRequest> = /* @__PURE__ */ messageType("id=1:string");
export const StatsResponse: MessageType<StatsResponse> = /* @__PURE__ */ messageType("stats=1:Any", () => ({ Any }));
export const ConnectRequest: MessageType<ConnectRequest> = /* @__PURE__ */ messageType("id=1:string");
export const ConnectResponse: MessageType<ConnectResponse> = /* @__PURE__ */ messageType("shimPid=1:uint32 taskPid=2:uint32 version=3:string");
export const ShutdownRequest: MessageType<ShutdownRequest> = /* @__PURE__ */ messageType("id=1:string now=2:bool");
export const PauseRequest: MessageType<PauseRequest> = /* @__PURE__ */ messageType("id=1:string");
export const ResumeRequest: MessageType<ResumeRequest> = /* @__PURE__ */ messageType("id=1:string");

export interface CreateTaskRequest {
  id: string;
  bundle: string;
  rootfs: Mount[];
  terminal: boolean;
  stdin: string;
  stdout: string;
  stderr: string;
  checkpoint: string;
  parentCheckpoint: string;
  options: Any | undefined;
}

export interface CreateTaskResponse {
  pid: number;
}

export interface DeleteRequest {
  id: string;
  execId: string;
}

export interface DeleteResponse {
  pid: number;
  exitStatus: number;
  exitedAt: Timestamp | undefined;
}

export interface ExecProcessRequest {
  id: string;
  execId: string;
  terminal: boolean;
  stdin: string;
  stdout: string;
  stderr: string;
  /** JSON of the OCI runtime specification's process. */
  spec: Any | undefined;
}

export interface ResizePtyRequest {
  id: string;
  execId: string;
  width: number;
  height: number;
}

export interface StateRequest {
  id: string;
  execId: string;
}

export interface StateResponse {
  id: string;
  bundle: string;
  pid: number;
  status: Status;
  stdin: string;
  stdout: string;
  stderr: string;
  terminal: boolean;
  exitStatus: number;
  exitedAt: Timestamp | undefined;
  execId: string;
}

export interface KillRequest {
  id: string;
  execId: string;
  signal: number;
  all: boolean;
}

export interface CloseIORequest {
  id: string;
  execId: string;
  stdin: boolean;
}

export interface PidsRequest {
  id: string;
}

export interface PidsResponse {
  processes: ProcessInfo[];
}

export interface CheckpointTaskRequest {
  id: string;
  path: string;
  options: Any | undefined;
}

export interface UpdateTaskRequest {
  id: string;
  /** JSON of the OCI runtime specification's linux.resources. */
  resources: Any | undefined;
  annotations: { [key: string]: string };
}

export interface UpdateTaskRequest_AnnotationsEntry {
  key: string;
  value: string;
}

export interface StartRequest {
  id: string;
  execId: string;
}

export interface StartResponse {
  pid: number;
}

export interface WaitRequest {
  id: string;
  execId: string;
}

export interface WaitResponse {
  exitStatus: number;
  exitedAt: Timestamp | undefined;
}

export interface StatsRequest {
  id: string;
}

export interface StatsResponse {
  /** io.containerd.cgroups.v2.Metrics where the guest has cgroup v2. */
  stats: Any | undefined;
}

export interface ConnectRequest {
  id: string;
}

export interface ConnectResponse {
  shimPid: number;
  taskPid: number;
  version: string;
}

export interface ShutdownRequest {
  id: string;
  now: boolean;
}

export interface PauseRequest {
  id: string;
}

export interface ResumeRequest {
  id: string;
}

/** What a shim serves for the containers of its pod. An empty exec_id means the container's init process. */
export type TaskDefinition = typeof TaskDefinition;
export const TaskDefinition = {
  name: "Task",
  fullName: "containerd.task.v3.Task",
  methods: {
    state: {
      name: "State",
      requestType: StateRequest as typeof StateRequest,
      requestStream: false,
      responseType: StateResponse as typeof StateResponse,
      responseStream: false,
      options: {},
    },
    create: {
      name: "Create",
      requestType: CreateTaskRequest as typeof CreateTaskRequest,
      requestStream: false,
      responseType: CreateTaskResponse as typeof CreateTaskResponse,
      responseStream: false,
      options: {},
    },
    start: {
      name: "Start",
      requestType: StartRequest as typeof StartRequest,
      requestStream: false,
      responseType: StartResponse as typeof StartResponse,
      responseStream: false,
      options: {},
    },
    delete: {
      name: "Delete",
      requestType: DeleteRequest as typeof DeleteRequest,
      requestStream: false,
      responseType: DeleteResponse as typeof DeleteResponse,
      responseStream: false,
      options: {},
    },
    pids: {
      name: "Pids",
      requestType: PidsRequest as typeof PidsRequest,
      requestStream: false,
      responseType: PidsResponse as typeof PidsResponse,
      responseStream: false,
      options: {},
    },
    pause: {
      name: "Pause",
      requestType: PauseRequest as typeof PauseRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    resume: {
      name: "Resume",
      requestType: ResumeRequest as typeof ResumeRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    checkpoint: {
      name: "Checkpoint",
      requestType: CheckpointTaskRequest as typeof CheckpointTaskRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    kill: {
      name: "Kill",
      requestType: KillRequest as typeof KillRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    exec: {
      name: "Exec",
      requestType: ExecProcessRequest as typeof ExecProcessRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    resizePty: {
      name: "ResizePty",
      requestType: ResizePtyRequest as typeof ResizePtyRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    closeIO: {
      name: "CloseIO",
      requestType: CloseIORequest as typeof CloseIORequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    update: {
      name: "Update",
      requestType: UpdateTaskRequest as typeof UpdateTaskRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    wait: {
      name: "Wait",
      requestType: WaitRequest as typeof WaitRequest,
      requestStream: false,
      responseType: WaitResponse as typeof WaitResponse,
      responseStream: false,
      options: {},
    },
    stats: {
      name: "Stats",
      requestType: StatsRequest as typeof StatsRequest,
      requestStream: false,
      responseType: StatsResponse as typeof StatsResponse,
      responseStream: false,
      options: {},
    },
    connect: {
      name: "Connect",
      requestType: ConnectRequest as typeof ConnectRequest,
      requestStream: false,
      responseType: ConnectResponse as typeof ConnectResponse,
      responseStream: false,
      options: {},
    },
    shutdown: {
      name: "Shutdown",
      requestType: ShutdownRequest as typeof ShutdownRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
  },
} as const;
