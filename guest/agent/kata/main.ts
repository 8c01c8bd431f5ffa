/**
 * What turns the protobuf forms of Kata's own tools into JSON, as bytecode of its own: husk's shim sends JSON, and the
 * codecs of the whole OCI spec would be a sixth of what the agent loads at every boot.
 */
import { LinuxResources, Process, Spec } from "../../../src/gen/agent/oci.ts";
import type { KataCodec } from "./codec.ts";
import { jsonText, processToOci, resourcesToOci, specToOci } from "./spec.ts";

const codec: KataCodec = {
  spec: (bytes, containerId) => jsonText(specToOci(Spec.decode(bytes), containerId)),
  process: (bytes) => jsonText(processToOci(Process.decode(bytes))),
  resources: (bytes) => jsonText(resourcesToOci(LinuxResources.decode(bytes))),
};

(globalThis as { kataCodec?: KataCodec }).kataCodec = codec;
