import type { UpdateSandboxRequest } from "../gen/sandbox/sandbox.ts";
import type { OciResources } from "../pod/oci_spec.ts";
import { Code, StatusError } from "../util/errors.ts";

/** Where containerd's CRI plugin keeps what the kubelet has made of a pod's resources (internal/cri/server/podsandbox/helpers.go). */
const EXTENSION = "updated-resources";
const TYPE_URL = "io.containerd.cri.v1/UpdatedResources";

/** That extension: Go's JSON of two of the CRI's LinuxContainerResources. Those of the overhead are the host's affair. */
interface UpdatedResources {
  Resources?: { cpu_period?: number; cpu_quota?: number; memory_limit_in_bytes?: number } | null;
}

/**
 * What the pod's containers may use in all from now on, as an OCI specification would say it; undefined where that has not changed. Throws
 * INVALID_ARGUMENT for what cannot be read, UNIMPLEMENTED for the form of API 1.11, which says nothing of its type.
 */
export function updatedResources({ sandbox, fields, resources }: UpdateSandboxRequest): OciResources | undefined {
  if (resources !== undefined) {
    throw new StatusError(Code.UNIMPLEMENTED, "Cannot update the sandbox by 'resources': 'sandbox' says what is to be");
  }
  const extension = sandbox?.extensions[EXTENSION];
  if (extension === undefined || (fields.length > 0 && !fields.some(isExtensions))) return undefined;
  const fail = (why: string) => new StatusError(Code.INVALID_ARGUMENT, `Malformed extension '${EXTENSION}': ${why}`);
  if (extension.typeUrl !== TYPE_URL) throw fail(`it is '${extension.typeUrl}', not '${TYPE_URL}'`);
  let updated: UpdatedResources;
  try {
    updated = JSON.parse(new TextDecoder().decode(extension.value));
  } catch {
    throw fail("not JSON");
  }
  const { cpu_period, cpu_quota, memory_limit_in_bytes } = updated?.Resources ?? {};
  const figures = { cpu_period, cpu_quota, memory_limit_in_bytes };
  for (const [name, value] of Object.entries(figures)) {
    if (value !== undefined && !Number.isSafeInteger(value)) throw fail(`'${name}' is no whole number`);
  }
  // The CRI's 0 is no limit, and so is a negative one.
  const positive = (key: string, value = 0) => value > 0 ? { [key]: value } : {};
  return {
    memory: positive("limit", memory_limit_in_bytes),
    cpu: { ...positive("quota", cpu_quota), ...positive("period", cpu_period) },
  };
}

function isExtensions(field: string): boolean {
  return field === "extensions" || field === `extensions.${EXTENSION}`;
}
