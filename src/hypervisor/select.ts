import { Code, StatusError } from "../util/errors.ts";
import { probeKvm } from "./probe_kvm.ts";
import type { Accelerator } from "./vm_config.ts";

export interface Choice {
  hypervisor: "kvm" | "qemu";
  accelerator: Accelerator;
  /** Why, for the log and for people. */
  reason: string;
}

/**
 * The hypervisor for a pod on this host: this process itself where /dev/kvm runs an ordinary guest, else QEMU with its translator.
 * Throws FAILED_PRECONDITION with the reason where KVM is asked for and cannot be had. Where TCG is asked for, KVM is not probed.
 */
export function selectHypervisor(
  wanted: { requested: "auto" | "kvm" | "qemu"; accelerator: "auto" | Accelerator },
  probe: typeof probeKvm = probeKvm,
): Choice {
  if (wanted.accelerator === "tcg") {
    if (wanted.requested !== "kvm") return { hypervisor: "qemu", accelerator: "tcg", reason: "TCG was asked for" };
    throw new StatusError(
      Code.FAILED_PRECONDITION,
      "Cannot use TCG: the hypervisor kvm, which was asked for, has KVM alone",
    );
  }
  const kvm = probe();
  if (kvm.ok) {
    const hypervisor = wanted.requested === "qemu" ? "qemu" : "kvm";
    return { hypervisor, accelerator: "kvm", reason: kvm.reason };
  }
  if (wanted.requested !== "kvm" && wanted.accelerator !== "kvm") {
    return { hypervisor: "qemu", accelerator: "tcg", reason: `TCG, since ${kvm.reason}` };
  }
  throw new StatusError(Code.FAILED_PRECONDITION, `Cannot use KVM: ${kvm.reason}`);
}
