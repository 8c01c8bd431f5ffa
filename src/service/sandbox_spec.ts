import type { CreateSandboxRequest } from "../gen/sandbox/sandbox.ts";
import {
  type IDMapping,
  NamespaceMode,
  PodSandboxConfig,
  type UserNamespace,
} from "../gen/sandbox/pod_sandbox_config.ts";
import type { OciSpec } from "../pod/oci_spec.ts";
import type { PodFiles } from "../pod/pod_files.ts";
import { Code, StatusError } from "../util/errors.ts";

/** A pod as CreateSandbox describes it, in the terms in which a pause container's bundle would. */
export interface SandboxDescription {
  spec: OciSpec;
  files: PodFiles;
}

/** How containerd names the message: by its full name, other tools with a prefix that ends in '/'. */
const CONFIG_TYPE = /(^|\/)runtime\.v1\.PodSandboxConfig$/;

/**
 * Reads a CreateSandbox request: the CRI's PodSandboxConfig in its options, where it is a CRI plugin that asks. The spec says
 * what containerd's own sandbox controller writes into a pause container's config.json (internal/cri/server/podsandbox), so
 * that the two ways make the same pod. Throws INVALID_ARGUMENT for options that cannot be read.
 */
export function describeSandbox(request: CreateSandboxRequest): SandboxDescription {
  const config = readConfig(request);
  const namespaces = config.linux?.securityContext?.namespaceOptions;
  const hostNetwork = namespaces?.network === NamespaceMode.NODE;
  const users = userNamespace(request.sandboxId, namespaces?.usernsOptions);
  const hostname = config.hostname || (hostNetwork ? Deno.hostname() : "");
  const network = request.netnsPath === "" ? {} : { path: request.netnsPath };
  const { sysctls = {}, cgroupParent = "" } = config.linux ?? {};
  const spec: OciSpec = {
    ociVersion: "1.0.2",
    ...(hostname === "" ? {} : { hostname }),
    annotations: { ...config.annotations, ...request.annotations, ...criAnnotations(request.sandboxId, config) },
    linux: {
      // The host's namespaces are asked for by none of the pod's own, as in any OCI spec.
      namespaces: [
        ...(hostNetwork ? [] : [{ type: "network", ...network }]),
        ...(namespaces?.pid === NamespaceMode.NODE ? [] : [{ type: "pid" }]),
        ...(namespaces?.ipc === NamespaceMode.NODE ? [] : [{ type: "ipc" }]),
        ...(users === undefined ? [] : [{ type: "user" }]),
      ],
      ...(users === undefined ? {} : { uidMappings: mappings(users.uids), gidMappings: mappings(users.gids) }),
      ...(cgroupParent === "" ? {} : { cgroupsPath: cgroupsPath(cgroupParent, request.sandboxId) }),
      ...(Object.keys(sysctls).length === 0 ? {} : { sysctl: sysctls }),
    },
  };
  const dns = config.dnsConfig ?? { servers: [], searches: [], options: [] };
  return { spec, files: { hostname: hostname || request.sandboxId.slice(0, 63), dns } };
}

/** The pod's own, or undefined for the host's: there is no other choice (CRI, UserNamespace.mode). */
function userNamespace(sandboxId: string, options: UserNamespace | undefined): UserNamespace | undefined {
  if (options === undefined || options.mode === NamespaceMode.NODE) return undefined;
  if (options.mode === NamespaceMode.POD) return options;
  const whose = options.mode === NamespaceMode.TARGET ? "another container's" : "each container's own";
  const why = `its user namespace is to be ${whose}, and can be the pod's or the host's`;
  throw new StatusError(Code.INVALID_ARGUMENT, `Cannot create sandbox '${sandboxId}': ${why}`);
}

/** The CRI's mappings as the OCI specification writes them. */
function mappings(given: IDMapping[]): object[] {
  return given.map(({ containerId, hostId, length }) => ({ containerID: containerId, hostID: hostId, size: length }));
}

/** The cgroup of a sandbox below the pod's; a slice's name says that systemd is to make it (runc's "slice:prefix:name"). */
function cgroupsPath(parent: string, id: string): string {
  const name = parent.slice(parent.lastIndexOf("/") + 1);
  return name.endsWith(".slice") ? `${name}:cri-containerd:${id}` : `${parent}/${id}`;
}

function readConfig({ sandboxId, options }: CreateSandboxRequest): PodSandboxConfig {
  if (options === undefined || options.value.length === 0) return PodSandboxConfig.decode(new Uint8Array());
  if (!CONFIG_TYPE.test(options.typeUrl)) {
    const why = `its options are '${options.typeUrl}', not the CRI's PodSandboxConfig`;
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot create sandbox '${sandboxId}': ${why}`);
  }
  try {
    return PodSandboxConfig.decode(options.value);
  } catch (cause) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Malformed PodSandboxConfig of sandbox '${sandboxId}'`, { cause });
  }
}

/** Annotations under which the CRI plugin tells a shim of the pod (containerd pkg/cri/annotations). */
function criAnnotations(id: string, { metadata, logDirectory, linux }: PodSandboxConfig): Record<string, string> {
  const cri = "io.kubernetes.cri";
  const resources = linux?.resources;
  const figures = resources === undefined ? {} : {
    [`${cri}.sandbox-cpu-period`]: String(resources.cpuPeriod),
    [`${cri}.sandbox-cpu-quota`]: String(resources.cpuQuota),
    [`${cri}.sandbox-cpu-shares`]: String(resources.cpuShares),
    [`${cri}.sandbox-memory`]: String(resources.memoryLimitInBytes),
  };
  return {
    [`${cri}.container-type`]: "sandbox",
    [`${cri}.sandbox-id`]: id,
    [`${cri}.sandbox-name`]: metadata?.name ?? "",
    [`${cri}.sandbox-namespace`]: metadata?.namespace ?? "",
    [`${cri}.sandbox-uid`]: metadata?.uid ?? "",
    [`${cri}.sandbox-log-directory`]: logDirectory,
    ...figures,
  };
}
