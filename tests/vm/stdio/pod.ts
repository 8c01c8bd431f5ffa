/** A pod of one container without containerd: its execs' stdio alone is what is tried and measured here. */
import { AgentClient } from "../../../src/agent_client/agent_client.ts";
import { Kvm } from "../../../src/hypervisor/kvm/kvm.ts";
import { Qemu } from "../../../src/hypervisor/qemu/qemu.ts";
import { probeKvm } from "../../../src/hypervisor/probe_kvm.ts";
import { claimCid } from "../../../src/hypervisor/vsock.ts";
import { Reactor } from "../../../src/linux/reactor.ts";
import type { Container } from "../../../src/pod/container.ts";
import { podPaths } from "../../../src/pod/pod_paths.ts";
import { PodSandbox } from "../../../src/pod/pod_sandbox.ts";
import { startPod } from "../../../src/pod/start_pod.ts";
import { StateFile } from "../../../src/pod/state_file.ts";
import { Timeline } from "../../../src/pod/timeline.ts";
import { Logger } from "../../../src/util/log.ts";
import { prepareSharedDir } from "../../../src/virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../../../src/virtiofsd/virtiofsd.ts";
import { busyboxLayer } from "../../e2e/busybox_layer.ts";
import { unpack } from "../../e2e/images.ts";

/** How the VM runs and how its stdio goes: "own" is kvm with husk's vsock device, "calls" QEMU without vsock, on a host without KVM too. */
export const WAYS = ["qemu-kvm", "kvm", "own", "calls"] as const;
export type Way = typeof WAYS[number];

export interface StdioPod extends AsyncDisposable {
  readonly container: Container;
  readonly reactor: Reactor;
  /** Where FIFOs can be made. */
  readonly dir: string;
  /** The process of the VM where that is not this one. */
  readonly vmPids: readonly number[];
}

export async function startStdioPod(way: Way, dist: string): Promise<StdioPod> {
  await using stack = new AsyncDisposableStack();
  const dir = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-stdio-" });
  stack.defer(() => Deno.remove(dir, { recursive: true }));
  await Deno.chmod(dir, 0o711); // QEMU, a user of its own, passes through to its sockets
  const [rootfs, bundle] = [`${dir}/rootfs`, `${dir}/bundle`];
  await unpack(await busyboxLayer(), rootfs);
  await Deno.mkdir(bundle);
  await Deno.writeTextFile(`${bundle}/config.json`, JSON.stringify(SPEC));
  const log = new Logger((line) => console.error(line.trim()));
  const id = "stdio";
  const paths = podPaths("p", id, dir);
  await Deno.mkdir(paths.shared, { recursive: true });
  const reactor = new Reactor();
  const config = { hypervisor: "auto", accelerator: "auto", vcpus: 1, memoryMiB: 256, mostMemoryMiB: 256 } as const;
  let vmPids: readonly number[] = [];
  const boot = (signal: AbortSignal) =>
    startPod({
      id,
      config,
      sandbox: { hostname: id, sysctls: {}, shmBytes: undefined },
      diskSlots: 0,
      paths,
      state: new StateFile(paths.state, { namespace: "p", id, socket: "", cgroups: [] }),
      timeline: new Timeline(Date.now()),
      log,
      parts: {
        enterCgroup: () => Promise.resolve(),
        confine: () => {},
        attachNetwork: () => {
          throw new Error("The pod has no network");
        },
        shareDir: prepareSharedDir,
        startFileServer: (options) => startVirtiofsd(options),
        claimCid: way === "own" || way === "calls" ? () => ({ reason: `the test's way is ${way}` }) : claimCid,
        createVm: (vm) => {
          const made = way === "calls"
            ? new Qemu(vm, probeKvm().ok ? "kvm" : "tcg")
            : way === "qemu-kvm"
            ? new Qemu(vm, "kvm", { reactor })
            : new Kvm(vm, reactor);
          const { start } = made;
          made.start = async (signal) => {
            await start.call(made, signal);
            vmPids = made.pids();
          };
          return Promise.resolve(made);
        },
        dialAgent: (channel) => new AgentClient(channel),
        assets: { kernel: `${dist}/vmlinux`, initrd: `${dist}/initramfs.cpio` },
      },
    }, signal);
  const pod = stack.use(
    new PodSandbox({
      id,
      sharedDir: paths.shared,
      boot,
      vm: config,
      reactor,
      timeline: new Timeline(Date.now()),
      log,
      publish: () => {},
      single: false,
      mounts: [],
      blockDevices: { places: 0, mounts: false },
      cgroups: [],
      debugShell: "",
    }),
  );
  const rootMount = { type: "bind", source: rootfs, target: "", options: ["rbind"] };
  const io = { stdin: "", stdout: "", stderr: "", terminal: false };
  const container = await pod.createContainer({ id, bundle, rootfs: [rootMount], io });
  await pod.startProcess(id, "");
  const all = stack.move();
  return { container, reactor, dir, vmPids, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

const ENV = ["PATH=/usr/bin:/bin:/usr/sbin:/sbin"];
const CAPABILITIES = { bounding: [], effective: [], permitted: [] };
const PROCESS = { cwd: "/", env: ENV, user: { uid: 0, gid: 0 }, capabilities: CAPABILITIES };
const SPEC = {
  ociVersion: "1.0.2",
  process: { ...PROCESS, args: ["sleep", "100000"] },
  root: { path: "rootfs" },
  mounts: [
    { destination: "/proc", type: "proc", source: "proc" },
    { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755"] },
    { destination: "/dev/pts", type: "devpts", source: "devpts", options: ["newinstance", "ptmxmode=0666"] },
  ],
  linux: {
    namespaces: ["pid", "ipc", "uts", "mount", "network"].map((type) => ({ type })),
    cgroupsPath: "/stdio",
  },
};

/** An OCI process that runs `args`. */
export function processJson(args: readonly string[], terminal: boolean): string {
  return JSON.stringify({ ...PROCESS, args, terminal });
}
