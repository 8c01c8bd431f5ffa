import { Code, StatusError } from "../util/errors.ts";
import { probeKvm } from "./probe_kvm.ts";
import type { Accelerator } from "./vm_config.ts";

export interface Choice {
  hypervisor: "qemu";
  accelerator: Accelerator;
  /** Why, for the log and for people. */
  reason: string;
}

/**
 * The hypervisor for a pod on this host: KVM where /dev/kvm runs an ordinary guest, else QEMU's own translator. Throws
 * FAILED_PRECONDITION with the reason where KVM is asked for and cannot be had. Where TCG is asked for, KVM is not probed.
 */
export function selectHypervisor(
  wanted: { requested: "auto" | "qemu"; accelerator: "auto" | Accelerator },
  probe: typeof probeKvm = probeKvm,
): Choice {
  if (wanted.accelerator === "tcg") return { hypervisor: "qemu", accelerator: "tcg", reason: "TCG was asked for" };
  const kvm = probe();
  if (kvm.ok) return { hypervisor: "qemu", accelerator: "kvm", reason: kvm.reason };
  if (wanted.accelerator === "kvm") throw new StatusError(Code.FAILED_PRECONDITION, `Cannot use KVM: ${kvm.reason}`);
  return { hypervisor: "qemu", accelerator: "tcg", reason: `TCG, since ${kvm.reason}` };
}
