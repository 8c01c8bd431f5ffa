import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEFAULTS } from "../config/config.ts";
import { backendOf, checkHost, format } from "./check.ts";
import * as host from "./host.ts";

const real = () => ({ ok: true, reason: "/dev/kvm runs 64-bit kernel code" });
const none = () => ({ ok: false, reason: "there is no /dev/kvm" });

Deno.test("backendOf() says what a pod would get, and why", () => {
  assertMatch(backendOf(DEFAULTS, real).detail, /^kvm with kvm: .*runs 64-bit/);
  assertMatch(backendOf(DEFAULTS, none).detail, /qemu with tcg: .*there is no \/dev\/kvm/);
  assertEquals(backendOf(DEFAULTS, real).hypervisor, "kvm");
  assertEquals(backendOf({ ...DEFAULTS, hypervisor: "qemu" }, real).hypervisor, "qemu");
  const kvm = backendOf({ ...DEFAULTS, accelerator: "kvm" }, none);
  assertEquals([kvm.ok, kvm.detail], [false, "Cannot use KVM: there is no /dev/kvm"]);
});

Deno.test("checkHost() finds a configuration that is not valid, and format() says that pods cannot run", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, "\nmemroy = 1\n");
    const report = await checkHost(path);
    assertEquals(report.ok, false);
    const configuration = report.checks.find((one) => one.name === "configuration")!;
    assert(!configuration.ok && configuration.detail.includes(`${path}:2: unknown key 'memroy'`), configuration.detail);
    assertMatch(format(report), /MISSING {2}configuration .*memroy[^]*pods cannot run here: missing: configuration/);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("device(), file(), fileSystem() and program() say what is not there", async () => {
  assertEquals(host.device("/dev/no-such").detail, "Cannot open '/dev/no-such': open: ENOENT");
  assertEquals(host.device("/dev/null"), { ok: true, detail: "/dev/null opens" });
  assertEquals(host.file("/no/such").ok, false);
  assertEquals(host.fileSystem("nosuchfs").ok, false);
  assertEquals(host.fileSystem("proc").ok, true);
  assertEquals((await host.program(() => "/no/such/program")).ok, false);
  assertEquals((await host.program(() => "/bin/false")).ok, false);
  assertEquals(await host.program(() => Promise.reject(new Error("No virtiofsd at /x"))), {
    ok: false,
    detail: "No virtiofsd at /x",
  });
});

Deno.test("systemCallFilters() and qemuUser() say what the host lacks", async () => {
  const list = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(list, "kill_process kill_thread trap errno trace log allow\n");
    assertEquals(host.systemCallFilters(list).ok, true);
    await Deno.writeTextFile(list, "kill_thread trap errno allow\n");
    assertEquals(host.systemCallFilters(list).detail, "seccomp has no kill_process");
    assertEquals(host.systemCallFilters(`${list}-none`).detail, "the kernel has no seccomp");
    assertEquals(host.systemCallFilters().ok, true);
    const user = (file: string) => host.qemuUser({ accelerator: "tcg", binary: "/bin/sh", files: [file] });
    assertEquals(user("/etc/passwd"), { ok: true, detail: "another for each VM" });
    assertEquals(user(list), { ok: false, detail: `only root may read '${list}'` });
    assertEquals(user("/no/such/file").ok, false);
  } finally {
    await Deno.remove(list);
  }
});

Deno.test("cgroups() tells version 2, version 1 and the two side by side apart", async () => {
  const root = await Deno.makeTempDir();
  try {
    assertMatch(host.cgroups(root).detail, /no cgroups are mounted/);
    await Deno.mkdir(`${root}/memory`);
    assertEquals(host.cgroups(root), { ok: true, detail: "version 1, with memory" });
    await Deno.mkdir(`${root}/unified`);
    await Deno.writeTextFile(`${root}/unified/cgroup.controllers`, "");
    assertMatch(host.cgroups(root).detail, /version 1 beside version 2 at .*unified, with memory$/);
    await Deno.writeTextFile(`${root}/cgroup.controllers`, "cpu memory\n");
    assertEquals(host.cgroups(root), { ok: true, detail: "version 2, with cpu memory" });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("detachedMounts() leaves nothing behind", () => {
  const { ok, detail } = host.detachedMounts();
  assertEquals(ok, true, detail);
  assert(!Deno.readTextFileSync("/proc/self/mountinfo").includes("/husk-check-"));
});
