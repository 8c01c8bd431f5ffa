import { assert, assertEquals } from "@std/assert";
import { probeKvm } from "./probe_kvm.ts";

const hasKvm = await Deno.stat("/dev/kvm").then(() => true, () => false);

/** What this process has open or mapped of KVM. */
function heldOfKvm(): string[] {
  const fds = [...Deno.readDirSync("/proc/self/fd")].map(({ name }) => {
    try {
      return Deno.readLinkSync(`/proc/self/fd/${name}`);
    } catch {
      return ""; // the one with which the directory was read
    }
  });
  const maps = Deno.readTextFileSync("/proc/self/maps").split("\n");
  return [...fds, ...maps].filter((line) => line.includes("kvm"));
}

Deno.test("probeKvm() says that there is no such device", () => {
  assertEquals(probeKvm("/dev/none"), { ok: false, reason: "there is no /dev/none" });
});

Deno.test("probeKvm() says what a device that is not KVM answers", () => {
  assertEquals(probeKvm("/dev/null"), { ok: false, reason: "Cannot probe /dev/null: KVM_GET_API_VERSION: ENOTTY" });
});

Deno.test({
  name: "probeKvm() comes to a verdict by running a guest, the same each time, and lets go of all",
  ignore: !hasKvm,
  fn: () => {
    const first = probeKvm();
    // Neither a failed call nor an exit that the probe did not foresee.
    assert(/^\/dev\/kvm (runs|emulates)/.test(first.reason), first.reason);
    for (let round = 0; round < 3; round++) assertEquals(probeKvm(), first);
    assertEquals(heldOfKvm(), []);
  },
});
