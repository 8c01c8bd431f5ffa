import {
  type AcceleratorChoice,
  ACCELERATORS,
  type Config,
  type HypervisorChoice,
  HYPERVISORS,
  LEAST_MEMORY_MIB,
  type PodAnnotation,
} from "../config/config.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { OciSpec } from "./oci_spec.ts";
import { vmMemoryFor } from "./vm_size.ts";

/** What a pod's VM is to be: the node's configuration, what the spec's limits ask for, and `io.husk.*` annotations, in that order. */
export interface PodConfig {
  hypervisor: HypervisorChoice;
  accelerator: AcceleratorChoice;
  vcpus: number;
  memoryMiB: number;
  /** How large the VM's memory may become for containers that come later; as `memoryMiB` where the pod has said what it wants. */
  mostMemoryMiB: number;
}

const PREFIX = "io.husk.";

type Reader = (value: string, name: string, node: Config) => Partial<PodConfig>;

const READERS: Readonly<Record<PodAnnotation, Reader>> = {
  "io.husk.hypervisor": (value, name) => ({ hypervisor: oneOf(HYPERVISORS, value, name) }),
  "io.husk.accelerator": (value, name) => ({ accelerator: oneOf(ACCELERATORS, value, name) }),
  "io.husk.vcpus": (value, name, node) => ({ vcpus: integer(1, node.mostVcpus, value, name) }),
  "io.husk.memory_mib": (value, name, node) => {
    const memoryMiB = integer(LEAST_MEMORY_MIB, node.mostMemoryMiB, value, name);
    return { memoryMiB, mostMemoryMiB: memoryMiB };
  },
};

/**
 * The VM that `spec` asks for on a node with the configuration `node`. Throws INVALID_ARGUMENT that names an `io.husk.*` annotation
 * that is unknown or not allowed here, or a value it cannot be, and for more memory than the host has, `hostMiB`: a guest touches 1.6 % of
 * its memory as it boots, and would not get far with the rest.
 */
export function podConfigOf(spec: OciSpec, node: Config, hostMiB: number = hostMemoryMiB()): PodConfig {
  const { hypervisor, accelerator } = node;
  const memoryMiB = memoryFor(spec, node), mostMemoryMiB = Math.max(memoryMiB, node.mostMemoryMiB);
  let config: PodConfig = { hypervisor, accelerator, vcpus: vcpusFor(spec, node), memoryMiB, mostMemoryMiB };
  for (const [name, value] of Object.entries(spec.annotations ?? {})) {
    if (!name.startsWith(PREFIX)) continue;
    if (!isKnown(name)) throw refused(`Unknown annotation '${name}' (known: ${Object.keys(READERS).join(", ")})`);
    if (!node.annotations.includes(name)) throw refused(`Annotation '${name}' is not allowed on this node`);
    config = { ...config, ...READERS[name](value, name, node) };
  }
  if (config.memoryMiB > hostMiB) {
    throw refused(`A VM of ${config.memoryMiB} MiB is more than this host's ${hostMiB} MiB of memory`);
  }
  return config;
}

function hostMemoryMiB(): number {
  const kib = /^MemTotal: +(\d+) kB$/m.exec(Deno.readTextFileSync("/proc/meminfo"))?.[1];
  return Math.floor(Number(kib) / 1024);
}

function isKnown(name: string): name is PodAnnotation {
  return Object.hasOwn(READERS, name);
}

/** What the containers of a pod may use in all, as containerd's CRI plugin annotates it to the sandbox (pkg/cri/annotations). */
const SANDBOX_MEMORY = "io.kubernetes.cri.sandbox-memory";
const SANDBOX_CPU_QUOTA = "io.kubernetes.cri.sandbox-cpu-quota";
const SANDBOX_CPU_PERIOD = "io.kubernetes.cri.sandbox-cpu-period";

/** A processor for each that the pod's limit comes to; shares are relative and say nothing of a number. */
function vcpusFor(spec: OciSpec, node: Config): number {
  const quota = Number(spec.annotations?.[SANDBOX_CPU_QUOTA] ?? 0);
  const period = Number(spec.annotations?.[SANDBOX_CPU_PERIOD] ?? 0) || 100_000;
  const wanted = Math.ceil(quota / period);
  if (!(wanted >= 1)) return node.vcpus;
  if (wanted > node.mostVcpus) {
    throw refused(`A limit of ${quota / period} CPUs needs a VM of ${wanted}, and this node allows ${node.mostVcpus}`);
  }
  return Math.max(node.vcpus, wanted);
}

function memoryFor(spec: OciSpec, node: Config): number {
  const memory = spec.linux?.resources?.memory as { limit?: number } | undefined;
  const limit = Number(spec.annotations?.[SANDBOX_MEMORY] ?? 0) || (memory?.limit ?? 0);
  if (limit <= 0) return node.memoryMiB;
  const wanted = vmMemoryFor(limit);
  if (wanted > node.mostMemoryMiB) {
    throw refused(
      `A memory limit of ${limit} bytes needs a VM of ${wanted} MiB, and this node allows ${node.mostMemoryMiB}`,
    );
  }
  return Math.max(node.memoryMiB, wanted);
}

function oneOf<T extends string>(known: readonly T[], value: string, name: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw invalid(name, value, known.join(", "));
  return found;
}

function integer(min: number, max: number, value: string, name: string): number {
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(number >= min && number <= max)) throw invalid(name, value, `a whole number from ${min} to ${max}`);
  return number;
}

function invalid(name: string, value: string, wanted: string): StatusError {
  return refused(`Invalid value '${value}' of annotation '${name}' (wanted: ${wanted})`);
}

function refused(why: string): StatusError {
  return new StatusError(Code.INVALID_ARGUMENT, why);
}
