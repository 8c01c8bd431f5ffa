import type { Agent } from "../agent_client/agent.ts";
import type { Hypervisor } from "../hypervisor/hypervisor.ts";
import type { VmConfig } from "../hypervisor/vm_config.ts";
import { processStartTime } from "../linux/process.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { within } from "../util/deadline.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import { BoundedLog } from "./bounded_log.ts";
import { GUEST_SHARED_DIR } from "./guest_spec.ts";
import type { PodConfig } from "./pod_config.ts";
import type { PodPaths } from "./pod_paths.ts";
import type { ProcessRecord, StateFile } from "./state_file.ts";
import type { Timeline } from "./timeline.ts";

/** The pod's virtio-fs daemon, as virtiofsd/ starts it. */
export interface FileServer extends AsyncDisposable {
  readonly pid: number;
  readonly exited: Promise<{ reason: string }>;
}

/** The parts that a pod's VM is made of; shim/serve.ts supplies them, tests supply fakes. */
export interface PodParts {
  /** Makes `dir` a place from which later mounts reach the file server; the result undoes it. */
  shareDir(dir: string): Disposable;
  startFileServer(options: { socket: string; sharedDir: string; signal: AbortSignal }): Promise<FileServer>;
  createVm(config: VmConfig, pod: PodConfig): Hypervisor;
  dialAgent(channel: ByteChannel): Agent;
  assets: { kernel: string; initrd: string };
}

export interface StartPodOptions {
  id: string;
  config: PodConfig;
  hostname: string;
  paths: PodPaths;
  parts: PodParts;
  state: StateFile;
  timeline: Timeline;
  log: Logger;
}

/** A pod whose agent answers. Disposal ends the VM and takes back every step of the start. */
export interface RunningPod extends AsyncDisposable {
  readonly agent: Agent;
  /** Resolves with the reason once the VM or its file server has ended. */
  readonly ended: Promise<string>;
  /** Ends the VM and frees its memory; files and directories stay until disposal. */
  stopVm(): Promise<void>;
}

/** Tag under which the guest finds the shared directory. */
const SHARED_TAG = "husk";
/** How long a guest may take until its agent answers; two orders of magnitude above the usual, for a host under load. */
const BOOT_MS = 120_000;
const GUEST_LOG_BYTES = 256 * 1024;

/**
 * Starts a pod's VM step by step; each step's undo is deferred as it is taken, so that a failure at any of them, or `signal`,
 * leaves nothing. Rejects with one line that names the step's failure and, where there is one, the guest's last words.
 */
export async function startPod(options: StartPodOptions, signal: AbortSignal): Promise<RunningPod> {
  const { paths, parts, timeline, log } = options;
  await using stack = new AsyncDisposableStack();
  await using vmStack = new AsyncDisposableStack();

  stack.use(parts.shareDir(paths.shared));
  const fileServer = vmStack.use(
    await parts.startFileServer({ socket: paths.virtiofsdSocket, sharedDir: paths.shared, signal }),
  );
  record(options.state, "virtiofsd", fileServer.pid);
  timeline.mark("virtiofsd");

  const vm = vmStack.use(parts.createVm(vmConfig(options), options.config));
  await vm.start(signal);
  for (const pid of vm.pids()) record(options.state, "vmm", pid);
  timeline.mark("vmm");
  log.debug("VM started", { hypervisor: vm.name, accelerator: vm.accelerator });

  const guestLog = stack.use(new BoundedLog(paths.guestLog, GUEST_LOG_BYTES));
  const consoleChannel = await vm.connectConsole(signal);
  stack.defer(guestLog.follow(consoleChannel));

  const ended = Promise.race([
    vm.exited.then((exit) => exit.reason),
    fileServer.exited.then((exit) => exit.reason),
  ]);
  const agent = parts.dialAgent(await vm.connectAgent(signal));
  vmStack.defer(() => agent.close());
  await Promise.race([
    within(greet(agent, options), BOOT_MS, "the guest's agent"),
    ended.then((reason) => {
      throw new StatusError(Code.UNAVAILABLE, `The VM ended while it booted: ${reason}${lastWords(guestLog)}`);
    }),
    aborted(signal),
  ]);
  timeline.mark("agent");

  const vmResources = vmStack.move();
  const all = stack.move();
  let stopped: Promise<void> | undefined;
  const stopVm = () => stopped ??= vmResources.disposeAsync();
  // Whichever of VM and file server ends first takes the other with it.
  ended.then(stopVm);
  return {
    agent,
    ended,
    stopVm,
    async [Symbol.asyncDispose]() {
      await stopVm();
      await all.disposeAsync();
    },
  };
}

/** All that the guest learns of its pod before the first container, in one round trip. */
async function greet(agent: Agent, options: StartPodOptions): Promise<void> {
  await Promise.all([
    agent.setTime(Date.now()),
    agent.reseed(crypto.getRandomValues(new Uint8Array(64))),
    agent.createSandbox({
      id: options.id,
      hostname: options.hostname,
      sharedTag: SHARED_TAG,
      sharedMountPoint: GUEST_SHARED_DIR,
    }),
  ]);
}

function vmConfig({ config, paths, parts }: StartPodOptions): VmConfig {
  return {
    kernel: parts.assets.kernel,
    initrd: parts.assets.initrd,
    kernelArgs: [],
    vcpus: config.vcpus,
    memoryMiB: config.memoryMiB,
    sharedFs: { socket: paths.virtiofsdSocket, tag: SHARED_TAG },
    agent: { kind: "serial", socket: paths.agentSocket },
    consoleSocket: paths.consoleSocket,
    runDir: paths.dir,
  };
}

function record(state: StateFile, role: ProcessRecord["role"], pid: number): void {
  const startTime = processStartTime(pid);
  if (startTime !== null) state.addProcess({ role, pid, startTime });
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
