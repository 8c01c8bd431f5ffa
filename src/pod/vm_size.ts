import { Code, StatusError } from "../util/errors.ts";
import type { OciResources } from "./oci_spec.ts";

/** What a pod's VM has. */
export interface VmSize {
  vcpus: number;
  memoryMiB: number;
}

const MiB = 1 << 20;
/** MiB of guest memory that no container's limit counts: the guest's kernel, crun, the agent, and what they cache. */
const GUEST_OVERHEAD_MIB = 64;
/** The kernel keeps 64 bytes for each page of 4 KiB. */
const PAGE_STRUCTS = 1 / 64;

/**
 * MiB of a VM whose containers may use `limit` bytes in all: with so much, a container meets its own limit, and its own OOM
 * kill, before the guest as a whole is out of memory.
 */
export function vmMemoryFor(limit: number): number {
  return Math.ceil((limit / MiB + GUEST_OVERHEAD_MIB) / (1 - PAGE_STRUCTS));
}

/** Bytes that containers can use of a VM: the other way round. */
export function containerMemoryOf(vm: VmSize): number {
  return Math.max(0, Math.floor(vm.memoryMiB * (1 - PAGE_STRUCTS) - GUEST_OVERHEAD_MIB)) * MiB;
}

/** Throws FAILED_PRECONDITION where a limit is more than the VM has: it would limit nothing, and the guest's end would come first. */
export function mustFit(resources: OciResources, vm: VmSize, what: string): void {
  const { limit } = (resources.memory ?? {}) as { limit?: number };
  const most = containerMemoryOf(vm);
  if (limit !== undefined && limit > most) {
    throw tooMuch(
      what,
      `memory limit of ${limit} bytes`,
      `${most} of its VM's ${vm.memoryMiB} MiB`,
      "io.husk.memory_mib",
    );
  }
  const { quota = 0, period = 100_000 } = (resources.cpu ?? {}) as { quota?: number; period?: number };
  if (quota > 0 && quota / period > vm.vcpus) {
    throw tooMuch(what, `limit of ${quota / period} CPUs`, `its VM's ${vm.vcpus}`, "io.husk.vcpus");
  }
}

function tooMuch(what: string, wanted: string, has: string, annotation: string): StatusError {
  const message =
    `Cannot update ${what}: a ${wanted} is more than ${has} (annotation '${annotation}' makes a larger VM)`;
  return new StatusError(Code.FAILED_PRECONDITION, message);
}
