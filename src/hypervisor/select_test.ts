import { assertEquals, assertThrows } from "@std/assert";
import { Code, StatusError } from "../util/errors.ts";
import { selectHypervisor } from "./select.ts";

const good = () => ({ ok: true, reason: "it runs" });
const bad = () => ({ ok: false, reason: "there is no /dev/kvm" });
const auto = { requested: "auto", accelerator: "auto" } as const;

Deno.test("selectHypervisor() takes the one in this process where KVM runs, QEMU with TCG where not, and says why", () => {
  assertEquals(selectHypervisor(auto, good), { hypervisor: "kvm", accelerator: "kvm", reason: "it runs" });
  const translated = { hypervisor: "qemu", accelerator: "tcg", reason: "TCG, since there is no /dev/kvm" } as const;
  assertEquals(selectHypervisor(auto, bad), translated);
  assertEquals(selectHypervisor({ ...auto, accelerator: "kvm" }, good).hypervisor, "kvm");
});

Deno.test("selectHypervisor() takes QEMU where it is asked for, with KVM where that runs", () => {
  const wanted = { requested: "qemu", accelerator: "auto" } as const;
  assertEquals(selectHypervisor(wanted, good), { hypervisor: "qemu", accelerator: "kvm", reason: "it runs" });
  assertEquals(selectHypervisor(wanted, bad).accelerator, "tcg");
});

Deno.test("selectHypervisor() refuses KVM that is asked for and cannot be had", () => {
  for (const requested of ["auto", "qemu"] as const) {
    const error = assertThrows(
      () => selectHypervisor({ requested, accelerator: "kvm" }, bad),
      StatusError,
    ) as StatusError;
    assertEquals([error.code, error.message], [Code.FAILED_PRECONDITION, "Cannot use KVM: there is no /dev/kvm"]);
  }
});

Deno.test("selectHypervisor() takes the hypervisor in this process where it is asked for and KVM runs", () => {
  const wanted = { requested: "kvm", accelerator: "auto" } as const;
  assertEquals(selectHypervisor(wanted, good), { hypervisor: "kvm", accelerator: "kvm", reason: "it runs" });
  assertThrows(() => selectHypervisor(wanted, bad), StatusError, "Cannot use KVM: there is no /dev/kvm");
  const translated = { requested: "kvm", accelerator: "tcg" } as const;
  assertThrows(() => selectHypervisor(translated, good), StatusError, "Cannot use TCG: the hypervisor kvm");
});

Deno.test("selectHypervisor() does not probe where TCG is asked for", () => {
  const choice = selectHypervisor({ requested: "auto", accelerator: "tcg" }, () => {
    throw new Error("probed");
  });
  assertEquals(choice.accelerator, "tcg");
});
