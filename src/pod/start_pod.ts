import type { Agent } from "../agent_client/agent.ts";
import type { DiskSlots } from "../hypervisor/disk_slots.ts";
import type { Hypervisor } from "../hypervisor/hypervisor.ts";
import type { GuestCid, GuestStream } from "../hypervisor/vsock.ts";
import type { VmConfig, VmNet } from "../hypervisor/vm_config.ts";
import { processStartTime } from "../linux/process.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { within } from "../util/deadline.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import { BoundedLog } from "./bounded_log.ts";
import { GUEST_SHARED_DIR, GUEST_SHM } from "./guest_spec.ts";
import type { PodConfig } from "./pod_config.ts";
import type { PodPaths } from "./pod_paths.ts";
import type { GuestSandbox } from "./sandbox_spec.ts";
import type { LinkRecord, ProcessRecord, StateFile } from "./state_file.ts";
import type { Timeline } from "./timeline.ts";

/** The pod's virtio-fs daemon, as virtiofsd/ starts it. */
export interface FileServer extends AsyncDisposable {
  readonly pid: number;
  readonly mountNamespace: string;
  /** `orderly`: it ended by itself without a fault, which it does when its VM hangs up. */
  readonly exited: Promise<{ reason: string; orderly: boolean }>;
}

/** The parts that a pod's VM is made of; shim/serve.ts supplies them, tests supply fakes. */
export interface PodParts {
  /** Moves this process, and with it all that it starts, into the pod's cgroup. */
  enterCgroup(): Promise<void>;
  /** Hands the interfaces of the network namespace at `path` to the VM; `record` hears of each before it is touched. */
  attachNetwork(path: string, record: (link: LinkRecord) => void): PodNetwork;
  /** Makes `dir` a place from which later mounts reach the file server; the result undoes it. */
  shareDir(dir: string): Disposable;
  /** Makes the directory's view at once, and starts the daemon once `after` has resolved. */
  startFileServer(
    options: { socket: string; sharedDir: string; after: Promise<void>; signal: AbortSignal },
  ): Promise<FileServer>;
  /** A vsock context id for the guest, or why this host has none to give. */
  claimCid(): GuestCid | { reason: string };
  createVm(config: VmConfig, pod: PodConfig): Promise<Hypervisor>;
  /** Gives up what this process may ask of the kernel and needs no more, nor what it starts from then on. */
  confine(): void;
  dialAgent(channel: ByteChannel): Agent;
  assets: { kernel: string; initrd: string };
}

/** The pod's network as its start sees it: pod/network.ts. */
export interface PodNetwork extends Disposable {
  readonly nets: readonly VmNet[];
  readonly otherRoutes: number;
  configure(agent: Agent): Promise<void>;
  /** Catches connections to the namespace's own addresses, for the guest. */
  forwardLocal(log: Logger): LocalForwarding;
}

/** Connections that are caught on the host and made in the guest. */
export interface LocalForwarding extends Disposable {
  serve(agent: Agent): void;
}

export interface StartPodOptions {
  id: string;
  /** Path of the pod's network namespace; without one the guest has its loopback alone. */
  netns?: string | undefined;
  config: PodConfig;
  sandbox: GuestSandbox;
  diskSlots: number;
  paths: PodPaths;
  parts: PodParts;
  state: StateFile;
  timeline: Timeline;
  log: Logger;
}

/** A pod whose agent answers. Disposal ends the VM and takes back every step of the start. */
export interface RunningPod extends AsyncDisposable {
  readonly agent: Agent;
  readonly disks: DiskSlots;
  /** Resolves with the reason once the VM or its file server has ended. */
  readonly ended: Promise<string>;
  /** Stops the guest where it is. Throws FAILED_PRECONDITION unless it runs. */
  pause(): Promise<void>;
  /** Lets it go on, and tells it the time. Throws FAILED_PRECONDITION unless it is paused. */
  resume(): Promise<void>;
  /** Path of the mount namespace whose root the guest sees as the shared directory. */
  readonly view: string;
  /** As the hypervisor's. */
  readonly grow: Hypervisor["grow"];
  /** Makes a stream for a process's stdio, which the guest knows by its host port; undefined where the VM has none. */
  readonly dialStdio?: ((signal: AbortSignal) => Promise<GuestStream>) | undefined;
  /** Ends the VM and frees its memory; files and directories stay until disposal. */
  stopVm(): Promise<void>;
}

/** The vsock port on which Kata's agents serve, and ours. */
const AGENT_PORT = 1024;
/** The one to which streams for stdio are made. */
const STDIO_PORT = 1027;
/** Tag under which the guest finds the shared directory. */
const SHARED_TAG = "husk";
/** How long a guest may take until its agent answers; two orders of magnitude above the usual, for a host under load. */
const BOOT_MS = 120_000;
const GUEST_LOG_BYTES = 256 * 1024;
/** How long a VM may take to end whose agent or file server has left, before that is taken for its end. */
const VM_END_MS = 2_000;
/** How long the end of a file server may take to be told whose VM did not start. */
const FILE_SERVER_END_MS = 200;

/**
 * Starts a pod's VM step by step; each step's undo is deferred as it is taken, so that a failure at any of them, or `signal`,
 * leaves nothing. Rejects with one line that names the step's failure and, where there is one, the guest's last words.
 */
export async function startPod(options: StartPodOptions, signal: AbortSignal): Promise<RunningPod> {
  const { paths, parts, timeline, log } = options;
  await using stack = new AsyncDisposableStack();
  await using vmStack = new AsyncDisposableStack();

  stack.use(parts.shareDir(paths.shared));
  const { netns } = options;
  // Nothing is waited for until the file server's view stands: Create may mount a root filesystem meanwhile, and what it mounts before that
  // does not appear in it. The processes are started in the cgroup.
  const inCgroup = parts.enterCgroup();
  inCgroup.catch(() => {}); // whoever waits for it is told
  const network = netns === undefined
    ? undefined
    : vmStack.use(parts.attachNetwork(netns, (link) => options.state.addLink(link)));
  if (network !== undefined && network.otherRoutes > 0) {
    const what = `${network.otherRoutes}: with several next hops, of other tables than main, or that lead nowhere`;
    log.warn("Routes of the pod's network namespace that its guest does not get", { netns, what });
  }
  const forward = network && vmStack.use(network.forwardLocal(log));
  parts.confine();
  const fileServer = vmStack.use(
    await parts.startFileServer({
      socket: paths.virtiofsdSocket,
      sharedDir: paths.shared,
      after: inCgroup,
      signal,
    }),
  );
  record(options.state, "virtiofsd", fileServer.pid);
  timeline.mark("virtiofsd");

  const claim = parts.claimCid();
  if ("vhost" in claim) vmStack.use(claim.vhost);
  else log.debug("The agent is reached without vhost-vsock", { since: claim.reason });
  const vm = vmStack.use(await parts.createVm(vmConfig(options, network?.nets ?? [], claim), options.config));
  await vm.start(signal).catch(async (error: unknown) => {
    // A VMM that finds nobody at the file server's socket knows no more than that.
    const left = await within(fileServer.exited, FILE_SERVER_END_MS, "the file server's end").catch(() => undefined);
    if (signal.aborted || left === undefined || left.orderly) throw error;
    throw new StatusError(Code.UNAVAILABLE, `The VM did not start: ${left.reason}`, { cause: error });
  });
  for (const pid of vm.pids()) record(options.state, "vmm", pid);
  timeline.mark("vmm");
  log.debug("VM started", { hypervisor: vm.name, accelerator: vm.accelerator });

  const guestLog = stack.use(new BoundedLog(paths.guestLog, GUEST_LOG_BYTES));
  const consoleChannel = await vm.connectConsole(signal);
  const consoleLog = guestLog.follow(consoleChannel);
  stack.defer(consoleLog.stop);

  const vmEnded = vm.exited.then(async ({ kind, reason }) => {
    if (kind !== "guest") return reason;
    await consoleLog.done; // its last words are on the way
    return panicOf(guestLog) ?? reason;
  });
  const diedEarly = (ended: Promise<string>) =>
    ended.then((reason) => {
      throw new StatusError(Code.UNAVAILABLE, `The VM ended while it booted: ${reason}${lastWords(guestLog)}`);
    });
  const giveUp = new AbortController();
  vmStack.defer(() => giveUp.abort());
  const reached = vm.connectAgent(() => guestLog.said(), AbortSignal.any([signal, giveUp.signal]));
  const channel = await Promise.race([
    within(reached, BOOT_MS, "the guest's agent"),
    diedEarly(Promise.race([vmEnded, fileServer.exited.then(({ reason }) => reason)])),
    aborted(signal),
  ]);
  log.info("The agent is reached", { over: vm.dial === undefined ? "a port" : "vsock" });
  const agent = parts.dialAgent(channel);
  vmStack.defer(() => agent.close());
  // A VM that ends takes file server and agent with it, and its own reason says more.
  const unlessVmEnds = (reason: string) => within(vmEnded, VM_END_MS, "the VM's end").catch(() => reason);
  const ended = Promise.race([
    vmEnded,
    fileServer.exited.then(({ reason, orderly }) => orderly ? unlessVmEnds(reason) : reason),
    agent.closed.then(unlessVmEnds),
  ]);
  await Promise.race([
    within(greet(agent, options, network), BOOT_MS, "the guest's agent"),
    diedEarly(ended),
    aborted(signal),
  ]);
  timeline.mark("agent");
  forward?.serve(agent);

  const vmResources = vmStack.move();
  const all = stack.move();
  let stopped: Promise<void> | undefined;
  const stopVm = () => stopped ??= vmResources.disposeAsync();
  // Whichever of VM and file server ends first takes the other with it.
  ended.then(stopVm);
  const { dial } = vm;
  return {
    agent,
    disks: vm.disks,
    dialStdio: dial && ((signal) => dial(STDIO_PORT, signal)),
    ended,
    grow: vm.grow,
    pause: () => vm.pause(),
    async resume() {
      await vm.resume();
      await agent.setTime(Date.now());
    },
    view: fileServer.mountNamespace,
    stopVm,
    async [Symbol.asyncDispose]() {
      await stopVm();
      await all.disposeAsync();
    },
  };
}

/** All that the guest learns of its pod before the first container, in one round trip. */
async function greet(agent: Agent, options: StartPodOptions, network: PodNetwork | undefined): Promise<void> {
  const { hostname, sysctls, shmBytes } = options.sandbox;
  await Promise.all([
    agent.setTime(Date.now()),
    agent.reseed(crypto.getRandomValues(new Uint8Array(64))),
    // First, since a kernel parameter may be that of an interface.
    network?.configure(agent),
    agent.createSandbox({
      id: options.id,
      hostname,
      sysctls,
      shm: shmBytes === undefined ? undefined : { mountPoint: GUEST_SHM, bytes: shmBytes },
      sharedTag: SHARED_TAG,
      sharedMountPoint: GUEST_SHARED_DIR,
    }),
  ]);
}

function vmConfig(
  { config, paths, parts, diskSlots }: StartPodOptions,
  nets: readonly VmNet[],
  claim: ReturnType<PodParts["claimCid"]>,
): VmConfig {
  return {
    kernel: parts.assets.kernel,
    initrd: parts.assets.initrd,
    kernelArgs: [],
    vcpus: config.vcpus,
    memoryMiB: config.memoryMiB,
    mostMemoryMiB: config.mostMemoryMiB,
    sharedFs: { socket: paths.virtiofsdSocket, tag: SHARED_TAG },
    agent: "vhost" in claim
      ? { kind: "vsock", claim, port: AGENT_PORT }
      : { kind: "own", port: AGENT_PORT, socket: paths.agentSocket },
    nets,
    diskSlots,
    consoleSocket: paths.consoleSocket,
    runDir: paths.dir,
  };
}

function record(state: StateFile, role: ProcessRecord["role"], pid: number): void {
  const startTime = processStartTime(pid);
  if (startTime !== null) state.addProcess({ role, pid, startTime });
}

/** What the guest's kernel died of, where it said so. */
function panicOf(log: BoundedLog): string | undefined {
  const words = /Kernel panic - not syncing: (.*)/.exec(log.tail(GUEST_LOG_BYTES))?.[1]?.trim();
  return words === undefined ? undefined : `the guest's kernel panicked: ${words}`;
}

function lastWords(log: BoundedLog): string {
  const tail = log.tail(400).trim().split("\n").slice(-3).join(" | ");
  return tail === "" ? "" : ` (guest's console: ${tail})`;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () =>
      reject(new StatusError(Code.CANCELLED, `The pod was stopped while it booted: ${messageOf(signal.reason)}`));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
