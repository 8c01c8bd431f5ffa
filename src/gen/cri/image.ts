// Generated from proto/cri/image.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import type { ImageSpec, Int64Value } from "./common.ts";
import type { FilesystemUsage } from "./stats.ts";

export const protobufPackage = "runtime.v1";

export const protobufFileName = "cri/image.proto";

export interface ImageFilter {
  image?: ImageSpec | undefined;
}

export interface ListImagesRequest {
  filter?: ImageFilter | undefined;
}

export interface Image {
  id?: string | undefined;
  repoTags?: string[] | undefined;
  repoDigests?: string[] | undefined;
  size?: number | undefined;
  uid?: Int64Value | undefined;
  username?: string | undefined;
  spec?: ImageSpec | undefined;
  pinned?: boolean | undefined;
}

export interface ListImagesResponse {
  images?: Image[] | undefined;
}

export interface ImageStatusRequest {
  image?: ImageSpec | undefined;
  verbose?: boolean | undefined;
}

export interface ImageStatusResponse {
  image?: Image | undefined;
  info?: { [key: string]: string } | undefined;
}

export interface ImageStatusResponse_InfoEntry {
  key: string;
  value: string;
}

export interface RemoveImageRequest {
  image?: ImageSpec | undefined;
}

export interface RemoveImageResponse {
}

export interface ImageFsInfoRequest {
}

export interface ImageFsInfoResponse {
  imageFilesystems?: FilesystemUsage[] | undefined;
  containerFilesystems?: FilesystemUsage[] | undefined;
}
