import {
  ACCELERATORS,
  type Config,
  DEFAULTS,
  HYPERVISORS,
  LEAST_MEMORY_MIB,
  MOST_BLOCK_DEVICES,
  MOST_MEMORY_MIB,
  MOST_VCPUS,
  POD_ANNOTATIONS,
} from "./config.ts";
import { staticProgramFault } from "./static_program.ts";
import type { TomlValue } from "./toml.ts";

/** One setting of /etc/husk/config.toml. Its default stands in DEFAULTS. */
export interface Key<Field extends keyof Config = keyof Config> {
  /** As the file names it. */
  name: string;
  field: Field;
  /** Which values it takes, for people. */
  values: string;
  /** What it is for: a sentence or two. */
  about: string;
  /** The setting of a value in the file; undefined for one that it cannot be. */
  read: (value: TomlValue) => Config[Field] | undefined;
  /** Why a value that was read is not to be had on this machine; undefined where it is. */
  check?: (value: Config[Field]) => string | undefined;
}

function key<Field extends keyof Config>(definition: Key<Field>): Key {
  return definition as unknown as Key;
}

/** Every setting, in the order of the sample file and of docs/configuration.md. */
export const KEYS: readonly Key[] = [
  key({
    name: "hypervisor",
    field: "hypervisor",
    about:
      "What runs a pod's VM: `kvm` is the shim itself, `qemu` a process. `auto` takes kvm where /dev/kvm runs an ordinary kernel, qemu elsewhere; `husk check` says which, and why.",
    ...oneOf(HYPERVISORS),
  }),
  key({
    name: "accelerator",
    field: "accelerator",
    about:
      "How a VM's instructions run. `auto` takes KVM where /dev/kvm runs an ordinary kernel, else QEMU's translator (tcg).",
    ...oneOf(ACCELERATORS),
  }),
  key({
    name: "memory_mib",
    field: "memoryMiB",
    about: "Memory of a VM in MiB, where the pod asks for none; it costs the host only what the guest touches.",
    ...integer(LEAST_MEMORY_MIB, MOST_MEMORY_MIB),
  }),
  key({
    name: "most_memory_mib",
    field: "mostMemoryMiB",
    about:
      "The most memory in MiB that a pod may ask for, by annotation or by its limits, and to which its VM grows; beyond it the pod is refused.",
    ...integer(LEAST_MEMORY_MIB, MOST_MEMORY_MIB),
  }),
  key({
    name: "vcpus",
    field: "vcpus",
    about: "Virtual processors of a VM, where the pod asks for none.",
    ...integer(1, MOST_VCPUS),
  }),
  key({
    name: "most_vcpus",
    field: "mostVcpus",
    about: "The most virtual processors that a pod may ask for.",
    ...integer(1, MOST_VCPUS),
  }),
  key({
    name: "annotations",
    field: "annotations",
    about:
      "The annotations that a pod may carry; one that is not in this list is refused. `[]` lets pods choose nothing.",
    ...listOf(POD_ANNOTATIONS),
  }),
  key({
    name: "kernel",
    field: "kernel",
    about:
      "The guest's kernel: an uncompressed ELF file with a PVH entry, or a bzImage where the shim itself runs VMs. It must have virtio-mmio built in.",
    ...file("husk's own"),
  }),
  key({
    name: "initrd",
    field: "initrd",
    about: "The guest's initramfs (cpio), with the agent.",
    ...file("husk's own"),
  }),
  key({ name: "qemu", field: "qemu", about: "QEMU's binary.", ...file("the first that is found") }),
  key({
    name: "virtiofsd",
    field: "virtiofsd",
    about: "virtiofsd's binary, of C or Rust.",
    ...file("the first found"),
  }),
  key({
    name: "log_level",
    field: "logLevel",
    about: "How much a shim writes to containerd's log. containerd's own debug level makes it `debug` as well.",
    ...oneOf(["info", "debug"] as const),
  }),
  key({
    name: "block_devices",
    field: "blockDevices",
    about:
      "How many block devices of the host (`volumeDevices`, `ctr run --device`) a pod may have at a time; a place costs the VM 0.2 MB. 0: they are refused.",
    ...integer(0, MOST_BLOCK_DEVICES),
  }),
  key({
    name: "block_device_mounts",
    field: "blockDeviceMounts",
    about:
      "Whether a `hostPath` volume that is a block device is handed in as well: whoever may make such pods can then write to any disk of the node.",
    ...boolean(),
  }),
  key({
    name: "debug_shell",
    field: "debugShell",
    about:
      "A static shell (busybox-static's `/bin/busybox`, for one) that `husk exec --debug POD` runs in a pod's guest, as root and outside of its containers.",
    ...file("no such console"),
    check: (path: string) => path === "" ? undefined : staticProgramFault(path),
  }),
];

/** The default of a setting as the file would write it. */
export function defaultText(key: Key): string {
  const value = DEFAULTS[key.field];
  return Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(", ")}]` : JSON.stringify(value);
}

function oneOf<T extends string>(known: readonly T[]) {
  return {
    values: known.map((one) => `"${one}"`).join(", "),
    read: (value: TomlValue) => known.find((one) => one === value),
  };
}

function integer(least: number, most: number) {
  return {
    values: `a whole number from ${least} to ${most}`,
    read: (value: TomlValue) => typeof value === "number" && value >= least && value <= most ? value : undefined,
  };
}

function boolean() {
  return { values: "true, false", read: (value: TomlValue) => typeof value === "boolean" ? value : undefined };
}

function listOf<T extends string>(known: readonly T[]) {
  const isKnown = (one: string): one is T => (known as readonly string[]).includes(one);
  return {
    values: `an array of ${known.map((one) => `"${one}"`).join(", ")}`,
    read: (value: TomlValue) => Array.isArray(value) && value.every(isKnown) ? value : undefined,
  };
}

function file(without: string) {
  return {
    values: `an absolute path; "" is ${without}`,
    read: (value: TomlValue) =>
      typeof value === "string" && (value === "" || value.startsWith("/")) ? value : undefined,
    check: (path: string) => path === "" || isFile(path) ? undefined : `there is no file '${path}'`,
  };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
