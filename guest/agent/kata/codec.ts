import type { Native } from "../native.ts";

/** Kata's protobuf messages (package grpc, oci.proto) as the OCI runtime specification's JSON. */
export interface KataCodec {
  /** config.json of a Spec. */
  spec(bytes: Uint8Array, containerId: string): string;
  process(bytes: Uint8Array): string;
  /** linux.resources. */
  resources(bytes: Uint8Array): string;
}

/** Loads the codec when it is first needed. */
export function kataCodec(native: Native): KataCodec {
  const scope = globalThis as { kataCodec?: KataCodec };
  if (scope.kataCodec === undefined) native.loadKata();
  if (scope.kataCodec === undefined) throw new Error("Cannot load the codec of Kata's messages");
  return scope.kataCodec;
}
