import { assertEquals, assertThrows } from "@std/assert";
import { Code, StatusError } from "../util/errors.ts";
import { selectHypervisor } from "./select.ts";

const good = () => ({ ok: true, reason: "it runs" });
const bad = () => ({ ok: false, reason: "there is no /dev/kvm" });
const auto = { requested: "auto", accelerator: "auto" } as const;

Deno.test("selectHypervisor() takes KVM where it runs, TCG where not, and says why", () => {
  assertEquals(selectHypervisor(auto, good), { hypervisor: "qemu", accelerator: "kvm", reason: "it runs" });
  assertEquals(selectHypervisor(auto, bad).accelerator, "tcg");
  assertEquals(selectHypervisor(auto, bad).reason, "TCG, since there is no /dev/kvm");
});

Deno.test("selectHypervisor() refuses KVM that is asked for and cannot be had", () => {
  const wanted = { requested: "qemu", accelerator: "kvm" } as const;
  assertEquals(selectHypervisor(wanted, good).accelerator, "kvm");
  const error = assertThrows(() => selectHypervisor(wanted, bad), StatusError) as StatusError;
  assertEquals([error.code, error.message], [Code.FAILED_PRECONDITION, "Cannot use KVM: there is no /dev/kvm"]);
});

Deno.test("selectHypervisor() does not probe where TCG is asked for", () => {
  const choice = selectHypervisor({ requested: "auto", accelerator: "tcg" }, () => {
    throw new Error("probed");
  });
  assertEquals(choice.accelerator, "tcg");
});
