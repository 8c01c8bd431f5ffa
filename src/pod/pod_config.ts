import { Code, StatusError } from "../util/errors.ts";
import type { OciSpec } from "./oci_spec.ts";

/** What a pod's VM is to be: defaults, what the spec's limits ask for, and `io.husk.*` annotations, in that order. */
export interface PodConfig {
  hypervisor: "auto" | "qemu";
  accelerator: "auto" | "kvm" | "tcg";
  vcpus: number;
  memoryMiB: number;
}

/** MiB of guest memory that a container's limit does not count: the guest's kernel, its page tables and the agent. */
const GUEST_OVERHEAD_MIB = 64;
const DEFAULTS: PodConfig = { hypervisor: "auto", accelerator: "auto", vcpus: 1, memoryMiB: 256 };
const PREFIX = "io.husk.";

type Reader = (value: string, name: string) => Partial<PodConfig>;

const ANNOTATIONS: Readonly<Record<string, Reader>> = {
  "io.husk.hypervisor": (value, name) => ({ hypervisor: oneOf(["auto", "qemu"] as const, value, name) }),
  "io.husk.accelerator": (value, name) => ({ accelerator: oneOf(["auto", "kvm", "tcg"] as const, value, name) }),
  "io.husk.vcpus": (value, name) => ({ vcpus: integer(1, 64, value, name) }),
  "io.husk.memory_mib": (value, name) => ({ memoryMiB: integer(64, 1 << 20, value, name) }),
};

/** The VM that `spec` asks for. Throws INVALID_ARGUMENT that names an unknown `io.husk.*` annotation or a value it cannot be. */
export function podConfigOf(spec: OciSpec): PodConfig {
  let config: PodConfig = { ...DEFAULTS, memoryMiB: memoryFor(spec) };
  for (const [name, value] of Object.entries(spec.annotations ?? {})) {
    if (!name.startsWith(PREFIX)) continue;
    const read = ANNOTATIONS[name];
    if (read === undefined) {
      throw new StatusError(
        Code.INVALID_ARGUMENT,
        `Unknown annotation '${name}' (known: ${Object.keys(ANNOTATIONS).join(", ")})`,
      );
    }
    config = { ...config, ...read(value, name) };
  }
  return config;
}

function memoryFor(spec: OciSpec): number {
  const memory = spec.linux?.resources?.memory as { limit?: number } | undefined;
  const limit = memory?.limit ?? 0;
  if (limit <= 0) return DEFAULTS.memoryMiB;
  return Math.max(DEFAULTS.memoryMiB, Math.ceil(limit / (1 << 20)) + GUEST_OVERHEAD_MIB);
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
  return new StatusError(Code.INVALID_ARGUMENT, `Invalid value '${value}' of annotation '${name}' (wanted: ${wanted})`);
}
