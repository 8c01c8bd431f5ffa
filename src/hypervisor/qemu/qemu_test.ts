import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { O_RDWR } from "../../linux/abi/fcntl.ts";
import { Fd } from "../../linux/fd.ts";
import { tempDir } from "../../linux/testing.ts";
import { Code, StatusError } from "../../util/errors.ts";
import { prepareSharedDir } from "../../virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../../virtiofsd/virtiofsd.ts";
import type { VmConfig } from "../vm_config.ts";
import { findQemu } from "./binary.ts";
import { qemuArguments } from "./command_line.ts";
import { Qemu } from "./qemu.ts";

const DIST = new URL("../../../dist/", import.meta.url).pathname;
const signal = new AbortController().signal;

function config(dir: string, changes: Partial<VmConfig> = {}): VmConfig {
  return {
    kernel: `${DIST}vmlinux`,
    initrd: `${DIST}initramfs.cpio`,
    kernelArgs: [],
    vcpus: 1,
    memoryMiB: 128,
    mostMemoryMiB: 128,
    sharedFs: { socket: `${dir}/fs.sock`, tag: "husk" },
    agent: { kind: "own", port: 1024, socket: `${dir}/agent.sock` },
    nets: [],
    diskSlots: 0,
    consoleSocket: `${dir}/console.sock`,
    runDir: dir,
    ...changes,
  };
}

/** A program in QEMU's place. */
function fakeQemu(dir: string, script: string): string {
  Deno.writeTextFileSync(`${dir}/qemu`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `${dir}/qemu`;
}

const canBoot = await Promise.all(
  [`${DIST}vmlinux`, `${DIST}initramfs.cpio`, "/usr/bin/qemu-system-x86_64"].map((path) =>
    Deno.stat(path).then(() => true, () => false)
  ),
).then((found) => found.every((there) => there));

/** A VM under TCG with a file server; all of it gone at the end. */
async function startVm(changes: (dir: string) => Partial<VmConfig> = () => ({})) {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(tempDir());
  const sharedDir = `${dir.path}/shared`;
  Deno.mkdirSync(sharedDir);
  stack.use(prepareSharedDir(sharedDir));
  stack.use(await startVirtiofsd({ socket: `${dir.path}/fs.sock`, sharedDir, signal }));
  const vm = stack.use(new Qemu(config(dir.path, changes(dir.path)), "tcg"));
  await vm.start(signal);
  const all = stack.move();
  return { vm, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

const appendOf = (args: string[]) => args[args.indexOf("-append") + 1]!;

Deno.test("qemuArguments() names every socket and keeps the pod off the kernel's command line", () => {
  const args = qemuArguments(config("/run/p"), "kvm", { qmp: "/run/p/q", console: "/run/p/c", agent: "/run/p/a" });
  assertEquals(appendOf(args), "console=hvc0 quiet reboot=t panic=-1");
  for (const path of ["/run/p/q", "/run/p/c", "/run/p/a", "/run/p/fs.sock"]) {
    assert(args.some((arg) => arg.endsWith(`path=${path}`)), path);
  }
  assert(!args.some((arg) => arg.includes("vsock")));
});

Deno.test("qemuArguments() tells a translated guest its clocks, as far as they are known", () => {
  const append = (khz?: number) =>
    appendOf(qemuArguments(config("/p"), "tcg", { qmp: "", console: "", agent: "" }, { tscKhz: khz }));
  assertMatch(append(2_900_000), / lapic_khz=1000000 tsc_early_khz=2900000 tsc=reliable$/);
  assert(!append().includes("tsc"));
  const machine = (khz?: number) =>
    qemuArguments(config("/p"), "tcg", { qmp: "", console: "", agent: "" }, { tscKhz: khz })[3]!;
  assert(machine(2_900_000).endsWith(",pit=off") && !machine().includes("pit"));
});

Deno.test("qemuArguments() takes vsock in the serial port's place", () => {
  using vhost = Fd.open("/dev/null", O_RDWR);
  const vm = config("/p", { agent: { kind: "vsock", claim: { cid: 77, vhost }, port: 1024 } });
  const args = qemuArguments(vm, "kvm", { qmp: "/q", console: "/c", agent: "" });
  assert(args.includes(`vhost-vsock-device,guest-cid=77,vhostfd=${vhost.number}`));
  assert(!args.some((arg) => arg.startsWith("virtserialport")));
});

Deno.test("findQemu() says where it looked", () => {
  const error = assertThrows(() => findQemu(["/none/qemu", "/etc"]), StatusError) as StatusError;
  assertEquals(error.code, Code.FAILED_PRECONDITION);
  assertMatch(error.message, /\/none\/qemu, \/etc/);
});

Deno.test("Qemu.start() rejects with QEMU's own words where it does not start", async () => {
  using dir = tempDir();
  const binary = fakeQemu(dir.path, "echo 'qemu: no such machine' >&2; exit 1");
  await using vm = new Qemu(config(dir.path), "tcg", { binary });
  const error = await assertRejects(() => vm.start(signal), StatusError);
  assertMatch(error.message, /^Cannot start the VM: QEMU \(pid \d+\) exited with code 1: qemu: no such machine$/);
  assertEquals((await vm.exited).kind, "crashed");
  await vm.kill();
});

Deno.test("Qemu.start() rejects where there is no such program, and leaves no socket", async () => {
  using dir = tempDir();
  await using vm = new Qemu(config(dir.path), "tcg", { binary: `${dir.path}/none` });
  await assertRejects(() => vm.start(signal), Deno.errors.NotFound);
  assertEquals([...Deno.readDirSync(dir.path)], []);
  assertEquals((await vm.exited).reason, "the VM was never started");
});

Deno.test("Qemu.start() stops when its signal fires, and the process is gone", async () => {
  using dir = tempDir();
  await using vm = new Qemu(config(dir.path), "tcg", { binary: fakeQemu(dir.path, "exec sleep 100") });
  const abort = new AbortController();
  const started = vm.start(abort.signal);
  const pid = vm.pids()[0]!;
  abort.abort(new Error("stop"));
  await assertRejects(() => started, Error, "stop");
  assertEquals((await vm.exited).kind, "requested");
  assertThrows(() => Deno.kill(pid, "SIGCONT"));
});

Deno.test({
  name: "Qemu runs a guest whose console and agent can be reached, until it is killed",
  ignore: !canBoot,
  fn: async () => {
    await using running = await startVm();
    const { vm } = running;
    assertEquals(await vm.state(), "running");
    await vm.connectConsole(signal);
    await vm.connectAgent(() => Promise.resolve(), signal);
    const status = Deno.readTextFileSync(`/proc/${vm.pids()[0]}/status`);
    const value = (key: string) => new RegExp(`^${key}:[ \\t]*(\\S*)`, "m").exec(status)![1]!;
    assert(Number(value("Uid")) >= 0x70000000, status);
    assertEquals(value("Gid"), value("Uid"));
    const confinement = ["Groups", "CapPrm", "CapEff", "NoNewPrivs", "Seccomp"].map(value);
    assertEquals(confinement, ["", "0000000000000000", "0000000000000000", "1", "2"], status);
    await vm.kill();
    assertEquals(await vm.exited, { kind: "requested", reason: "the VM was ended" });
    await assertRejects(() => vm.state(), Error, "control channel");
    await vm.kill();
  },
});

Deno.test({
  name: "Qemu.pause() stops the guest and resume() lets it go on; neither is had twice",
  ignore: !canBoot,
  fn: async () => {
    await using running = await startVm();
    const { vm } = running;
    const console = await vm.connectConsole(signal);
    await vm.pause();
    assertEquals(await vm.state(), "paused");
    await assertRejects(() => vm.pause(), StatusError, "Cannot pause the VM: it is paused");
    await vm.resume();
    assertEquals(await vm.state(), "running");
    await assertRejects(() => vm.resume(), StatusError, "Cannot resume the VM: it is running");
    // It boots on: its agent speaks.
    const text = new TextDecoder();
    const buffer = new Uint8Array(4096);
    let said = "";
    while (!said.includes("agent: serving")) {
      const count = await console.read(buffer) ?? -1;
      assert(count >= 0, said);
      said += text.decode(buffer.subarray(0, count), { stream: true });
    }
    await vm.pause();
    await vm.kill();
  },
});

Deno.test({
  name: "Qemu.exited tells that the guest ended itself, as one does whose kernel panics",
  ignore: !canBoot,
  fn: async () => {
    // No init: the kernel panics, and reboots, which QEMU was told to end at.
    await using running = await startVm((dir) => {
      Deno.writeTextFileSync(`${dir}/empty.cpio`, "\0".repeat(512));
      return { initrd: `${dir}/empty.cpio` };
    });
    assertEquals(await running.vm.exited, { kind: "guest", reason: "the guest ended itself (guest-reset)" });
  },
});

Deno.test({
  name: "Qemu.exited tells a crash by its signal",
  ignore: !canBoot,
  fn: async () => {
    await using running = await startVm();
    const pid = running.vm.pids()[0]!;
    Deno.kill(pid, "SIGSEGV");
    assertEquals(await running.vm.exited, { kind: "crashed", reason: `QEMU (pid ${pid}) was killed by SIGSEGV` });
  },
});
