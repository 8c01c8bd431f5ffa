/** The ways in which husk runs a VM, for the tests: each is what it asks for in annotations, and what it needs of the machine. */
import { probeKvm } from "../../src/hypervisor/probe_kvm.ts";

export interface Backend {
  name: string;
  /** `io.husk.*` annotations of every container and pod that runs on it. */
  annotations: Readonly<Record<string, string>>;
  /** Whether it needs a /dev/kvm that runs an ordinary guest. */
  needsKvm: boolean;
}

/** What husk chooses by itself; the default. */
export const AUTO: Backend = { name: "auto", annotations: {}, needsKvm: false };

export const BACKENDS: readonly Backend[] = [
  AUTO,
  {
    name: "qemu-tcg",
    annotations: { "io.husk.hypervisor": "qemu", "io.husk.accelerator": "tcg" },
    needsKvm: false,
  },
  {
    name: "qemu-kvm",
    annotations: { "io.husk.hypervisor": "qemu", "io.husk.accelerator": "kvm" },
    needsKvm: true,
  },
  { name: "kvm", annotations: { "io.husk.hypervisor": "kvm" }, needsKvm: true },
];

/** The backend of this name. Throws where there is none, or where this machine cannot run it. */
export function backendNamed(name: string): Backend {
  const backend = BACKENDS.find((backend) => backend.name === name);
  if (backend === undefined) {
    throw new Error(`Unknown backend '${name}' (known: ${BACKENDS.map(({ name }) => name).join(", ")})`);
  }
  if (backend.needsKvm) {
    const { ok, reason } = probeKvm();
    if (!ok) throw new Error(`Backend '${name}' cannot run here: ${reason}`);
  }
  return backend;
}
