// Generated from proto/cri/runtime.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import type {
  AttachRequest,
  AttachResponse,
  ContainerConfig,
  ContainerStatus,
  ContainerStatusRequest,
  ContainerStatusResponse,
  ExecRequest,
  ExecResponse,
  ExecSyncRequest,
  ExecSyncResponse,
  ListContainersRequest,
  ListContainersResponse,
  RemoveContainerRequest,
  RemoveContainerResponse,
  ReopenContainerLogRequest,
  ReopenContainerLogResponse,
  StartContainerRequest,
  StartContainerResponse,
  StopContainerRequest,
  StopContainerResponse,
  UpdateContainerResourcesRequest,
  UpdateContainerResourcesResponse,
} from "./container.ts";
import type {
  ImageFsInfoRequest,
  ImageFsInfoResponse,
  ImageStatusRequest,
  ImageStatusResponse,
  ListImagesRequest,
  ListImagesResponse,
  RemoveImageRequest,
  RemoveImageResponse,
} from "./image.ts";
import type {
  ListPodSandboxRequest,
  ListPodSandboxResponse,
  PodSandboxConfig,
  PodSandboxStatus,
  PodSandboxStatusRequest,
  RemovePodSandboxRequest,
  RemovePodSandboxResponse,
  RunPodSandboxRequest,
  RunPodSandboxResponse,
  StopPodSandboxRequest,
  StopPodSandboxResponse,
  UpdatePodSandboxResourcesRequest,
  UpdatePodSandboxResourcesResponse,
} from "./sandbox.ts";
import type {
  ContainerStatsRequest,
  ContainerStatsResponse,
  ListContainerStatsRequest,
  ListContainerStatsResponse,
  ListPodSandboxStatsRequest,
  ListPodSandboxStatsResponse,
  PodSandboxStatsRequest,
  PodSandboxStatsResponse,
} from "./stats.ts";

export const protobufPackage = "runtime.v1";

export const protobufFileName = "cri/runtime.proto";

export interface VersionRequest {
  version?: string | undefined;
}

export interface VersionResponse {
  version?: string | undefined;
  runtimeName?: string | undefined;
  runtimeVersion?: string | undefined;
  runtimeApiVersion?: string | undefined;
}

export interface PodSandboxStatusResponse {
  status?: PodSandboxStatus | undefined;
  info?: { [key: string]: string } | undefined;
  containersStatuses?: ContainerStatus[] | undefined;
  timestamp?: number | undefined;
}

export interface PodSandboxStatusResponse_InfoEntry {
  key: string;
  value: string;
}

export interface CreateContainerRequest {
  podSandboxId?: string | undefined;
  config?: ContainerConfig | undefined;
  sandboxConfig?: PodSandboxConfig | undefined;
}

export interface CreateContainerResponse {
  containerId?: string | undefined;
}

export interface PortForwardRequest {
  podSandboxId?: string | undefined;
  port?: number[] | undefined;
}

export interface PortForwardResponse {
  url?: string | undefined;
}

export interface RuntimeCondition {
  type?: string | undefined;
  status?: boolean | undefined;
  reason?: string | undefined;
  message?: string | undefined;
}

export interface RuntimeStatus {
  conditions?: RuntimeCondition[] | undefined;
}

export interface StatusRequest {
  verbose?: boolean | undefined;
}

export interface RuntimeHandlerFeatures {
  recursiveReadOnlyMounts?: boolean | undefined;
  userNamespaces?: boolean | undefined;
}

export interface RuntimeHandler {
  name?: string | undefined;
  features?: RuntimeHandlerFeatures | undefined;
}

export interface RuntimeFeatures {
  supplementalGroupsPolicy?: boolean | undefined;
  userNamespacesHostNetwork?: boolean | undefined;
  mountOptions?: boolean | undefined;
}

export interface StatusResponse {
  status?: RuntimeStatus | undefined;
  info?: { [key: string]: string } | undefined;
  runtimeHandlers?: RuntimeHandler[] | undefined;
  features?: RuntimeFeatures | undefined;
}

export interface StatusResponse_InfoEntry {
  key: string;
  value: string;
}

export interface RuntimeService {
  Version(request: VersionRequest): Promise<VersionResponse>;
  RunPodSandbox(request: RunPodSandboxRequest): Promise<RunPodSandboxResponse>;
  StopPodSandbox(request: StopPodSandboxRequest): Promise<StopPodSandboxResponse>;
  RemovePodSandbox(request: RemovePodSandboxRequest): Promise<RemovePodSandboxResponse>;
  PodSandboxStatus(request: PodSandboxStatusRequest): Promise<PodSandboxStatusResponse>;
  ListPodSandbox(request: ListPodSandboxRequest): Promise<ListPodSandboxResponse>;
  CreateContainer(request: CreateContainerRequest): Promise<CreateContainerResponse>;
  StartContainer(request: StartContainerRequest): Promise<StartContainerResponse>;
  StopContainer(request: StopContainerRequest): Promise<StopContainerResponse>;
  RemoveContainer(request: RemoveContainerRequest): Promise<RemoveContainerResponse>;
  ListContainers(request: ListContainersRequest): Promise<ListContainersResponse>;
  ContainerStatus(request: ContainerStatusRequest): Promise<ContainerStatusResponse>;
  UpdateContainerResources(request: UpdateContainerResourcesRequest): Promise<UpdateContainerResourcesResponse>;
  ReopenContainerLog(request: ReopenContainerLogRequest): Promise<ReopenContainerLogResponse>;
  ExecSync(request: ExecSyncRequest): Promise<ExecSyncResponse>;
  Exec(request: ExecRequest): Promise<ExecResponse>;
  Attach(request: AttachRequest): Promise<AttachResponse>;
  PortForward(request: PortForwardRequest): Promise<PortForwardResponse>;
  ContainerStats(request: ContainerStatsRequest): Promise<ContainerStatsResponse>;
  ListContainerStats(request: ListContainerStatsRequest): Promise<ListContainerStatsResponse>;
  PodSandboxStats(request: PodSandboxStatsRequest): Promise<PodSandboxStatsResponse>;
  ListPodSandboxStats(request: ListPodSandboxStatsRequest): Promise<ListPodSandboxStatsResponse>;
  Status(request: StatusRequest): Promise<StatusResponse>;
  UpdatePodSandboxResources(request: UpdatePodSandboxResourcesRequest): Promise<UpdatePodSandboxResourcesResponse>;
}

export interface ImageService {
  ListImages(request: ListImagesRequest): Promise<ListImagesResponse>;
  ImageStatus(request: ImageStatusRequest): Promise<ImageStatusResponse>;
  RemoveImage(request: RemoveImageRequest): Promise<RemoveImageResponse>;
  ImageFsInfo(request: ImageFsInfoRequest): Promise<ImageFsInfoResponse>;
}
