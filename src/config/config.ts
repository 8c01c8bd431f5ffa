/** What an administrator may set for every pod of a node; `keys.ts` says what each setting means and which values it takes. */
export interface Config {
  hypervisor: HypervisorChoice;
  accelerator: AcceleratorChoice;
  /** MiB; `mostMemoryMiB` is what no pod may exceed, by annotation or by its limits. */
  memoryMiB: number;
  mostMemoryMiB: number;
  vcpus: number;
  mostVcpus: number;
  /** Full names of the annotations that a pod may carry. */
  annotations: readonly string[];
  /** Absolute paths; "" means husk's own file, or the first program that is found. */
  kernel: string;
  initrd: string;
  qemu: string;
  virtiofsd: string;
  logLevel: "info" | "debug";
  /** Block devices of the host that a pod's VM has places for. */
  blockDevices: number;
  /** Whether a volume that is a block device's node (hostPath) counts as one of them. */
  blockDeviceMounts: boolean;
  /** Path of the program that is the shell of debug consoles; "" means that there are none. */
  debugShell: string;
}

export const HYPERVISORS = ["auto", "kvm", "qemu"] as const;
export type HypervisorChoice = typeof HYPERVISORS[number];
export const ACCELERATORS = ["auto", "kvm", "tcg"] as const;
export type AcceleratorChoice = typeof ACCELERATORS[number];

/** MiB below which the guest's kernel and agent have no room for a container. */
export const LEAST_MEMORY_MIB = 64;
/** MiB and number of vCPUs beyond which no hypervisor of ours goes. */
export const MOST_MEMORY_MIB = 1 << 20;
export const MOST_VCPUS = 64;
/** Places for block devices: each costs a transport, of which a VM has few. */
export const MOST_BLOCK_DEVICES = 8;

export const POD_ANNOTATIONS = [
  "io.husk.hypervisor",
  "io.husk.accelerator",
  "io.husk.memory_mib",
  "io.husk.vcpus",
] as const;
export type PodAnnotation = typeof POD_ANNOTATIONS[number];

/** The one place of every default. */
export const DEFAULTS: Config = {
  hypervisor: "auto",
  accelerator: "auto",
  memoryMiB: 256,
  mostMemoryMiB: MOST_MEMORY_MIB,
  vcpus: 1,
  mostVcpus: MOST_VCPUS,
  annotations: POD_ANNOTATIONS,
  kernel: "",
  initrd: "",
  qemu: "",
  virtiofsd: "",
  logLevel: "info",
  blockDevices: 0,
  blockDeviceMounts: false,
  debugShell: "",
};
