import { SandboxDefinition } from "../gen/sandbox/sandbox.ts";
import type { OciSpec } from "../pod/oci_spec.ts";
import type { PodSandbox } from "../pod/pod_sandbox.ts";
import type { CallContext, Implementation } from "../ttrpc/definition.ts";
import type { Server } from "../ttrpc/server.ts";
import { Code, StatusError } from "../util/errors.ts";
import { encodeMetrics, METRICS_TYPE_URL } from "./metrics.ts";
import { describeSandbox, type SandboxDescription } from "./sandbox_spec.ts";
import { updatedResources } from "./sandbox_update.ts";
import { timestampOf } from "./timestamp.ts";
import { withStatus } from "./with_status.ts";

const EMPTY = {};
/** Names that containerd's CRI plugin knows (core/sandbox, status.State). */
const READY = "SANDBOX_READY";
const NOT_READY = "SANDBOX_NOTREADY";
/** What containerd calls an OCI spec, which it hands to its NRI plugins (pkg/oci, typeurl). */
const SPEC_TYPE_URL = "types.containerd.io/opencontainers/runtime-spec/1/Spec";
/** As Go's GOARCH names them, which platforms are made of. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: "amd64", aarch64: "arm64" };

export interface SandboxServiceOptions {
  id: string;
  /** Makes the pod, whose VM then begins to boot; throws for what a pod may not ask for. */
  create: (description: SandboxDescription) => PodSandbox;
  /** Ends the pod; resolves when nothing is left of it but the process, which ends once the call is answered. */
  shutdown: (call: CallContext) => Promise<void>;
}

/** A pod that has been created, and what is told of it. */
interface Made {
  pod: PodSandbox;
  spec: OciSpec;
  createdAt: Date;
  started: boolean;
}

/**
 * Registers the Sandbox API (containerd api/runtime/sandbox/v1): a pod without a pause container. The pod is the same object
 * as with one; its containers come over the Task API.
 */
export function registerSandboxService(server: Server, options: SandboxServiceOptions): void {
  server.register(SandboxDefinition, withStatus(sandboxService(options)));
}

function sandboxService({ id, create, shutdown }: SandboxServiceOptions): Implementation<typeof SandboxDefinition> {
  let sandbox: Made | undefined;
  const made = (request: { sandboxId: string }): Made => {
    if (sandbox === undefined || request.sandboxId !== id) {
      throw new StatusError(Code.NOT_FOUND, `No sandbox '${request.sandboxId}' in the shim of '${id}'`);
    }
    return sandbox;
  };
  return {
    createSandbox(request) {
      if (request.sandboxId !== id) {
        throw new StatusError(
          Code.INVALID_ARGUMENT,
          `Cannot create sandbox '${request.sandboxId}': this is '${id}'s shim`,
        );
      }
      if (sandbox !== undefined) throw new StatusError(Code.ALREADY_EXISTS, `Sandbox '${id}' exists already`);
      const description = describeSandbox(request);
      sandbox = { pod: create(description), spec: description.spec, createdAt: new Date(), started: false };
      return Promise.resolve(EMPTY);
    },

    async startSandbox(request) {
      const found = made(request);
      await found.pod.booted;
      found.started = true;
      const spec = { typeUrl: SPEC_TYPE_URL, value: new TextEncoder().encode(JSON.stringify(found.spec)) };
      return { pid: Deno.pid, createdAt: timestampOf(found.createdAt), spec };
    },

    platform(request) {
      made(request);
      const architecture = ARCHITECTURES[Deno.build.arch] ?? Deno.build.arch;
      return Promise.resolve({ platform: { os: "linux", architecture, variant: "", osVersion: "", osFeatures: [] } });
    },

    async stopSandbox(request) {
      await made(request).pod.stop();
      return EMPTY;
    },

    async waitSandbox(request) {
      const exit = await made(request).pod.gone;
      return { exitStatus: exit.status, exitedAt: timestampOf(exit.at) };
    },

    sandboxStatus(request) {
      const { pod, createdAt, started } = made(request);
      const { end } = pod;
      return Promise.resolve({
        sandboxId: id,
        pid: end === undefined ? Deno.pid : 0,
        state: started && end === undefined ? READY : NOT_READY,
        createdAt: timestampOf(createdAt),
        exitedAt: end && timestampOf(end.at),
        info: {},
        extra: undefined,
      });
    },

    async pingSandbox(request) {
      await made(request).pod.ping();
      return EMPTY;
    },

    async updateSandbox(request) {
      // The pod's cgroup is the kubelet's, who has changed it; what is left to the shim is whether the VM has as much.
      const resources = updatedResources(request);
      const { pod } = made(request);
      if (resources !== undefined) await pod.checkResources(resources);
      return EMPTY;
    },

    async shutdownSandbox(request, context) {
      if (request.sandboxId !== id) made(request); // throws; a sandbox whose creation failed is shut down as well
      await shutdown(context);
      return EMPTY;
    },

    async sandboxMetrics(request) {
      const value = encodeMetrics(await made(request).pod.stats());
      const metrics = { timestamp: timestampOf(new Date()), id, data: { typeUrl: METRICS_TYPE_URL, value } };
      return { metrics };
    },
  };
}
