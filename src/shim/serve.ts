import type { Config } from "../config/config.ts";
import { DEFAULT_PATH } from "../config/load.ts";
import { AgentClient } from "../agent_client/agent_client.ts";
import { Qemu } from "../hypervisor/qemu/qemu.ts";
import { claimCid } from "../hypervisor/vsock.ts";
import { selectHypervisor } from "../hypervisor/select.ts";
import { processStartTime } from "../linux/process.ts";
import { sampleTsc, tscKhz, type TscSample } from "../linux/tsc.ts";
import { Reactor } from "../linux/reactor.ts";
import { TimerFd } from "../linux/timer_fd.ts";
import { joinCgroup, makeCgroup } from "../pod/cgroup.ts";
import type { EventSink } from "../pod/events.ts";
import type { OciMount, OciSpec } from "../pod/oci_spec.ts";
import { type PodFiles, writePodFiles } from "../pod/pod_files.ts";
import { planPod, type PodPlan } from "../pod/pod_plan.ts";
import { podNameOf } from "../pod/pod_role.ts";
import { type PodPaths, podPaths, RUN_DIR } from "../pod/pod_paths.ts";
import { PodNetwork } from "../pod/network.ts";
import { PodSandbox } from "../pod/pod_sandbox.ts";
import { type PodParts, startPod } from "../pod/start_pod.ts";
import { guestSandboxOf } from "../pod/sandbox_spec.ts";
import { StateFile } from "../pod/state_file.ts";
import { Timeline } from "../pod/timeline.ts";
import { toContainerdEvent } from "../service/task_events.ts";
import { registerPodService, type VmFacts } from "../service/pod_service.ts";
import { registerSandboxService } from "../service/sandbox_service.ts";
import { registerTaskService } from "../service/task_service.ts";
import type { CallContext } from "../ttrpc/definition.ts";
import { Server } from "../ttrpc/server.ts";
import { within } from "../util/deadline.ts";
import { messageOf } from "../util/errors.ts";
import { Logger } from "../util/log.ts";
import { chooseTimers } from "../util/timers.ts";
import { prepareSharedDir } from "../virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../virtiofsd/virtiofsd.ts";
import { cleanUpPod } from "./clean_up.ts";
import { confineShim } from "./confinement.ts";
import { deleteAnswer, leaveDeleteAnswer } from "./delete_answer.ts";
import { logFifoWriter } from "./log_fifo.ts";
import { Publisher } from "./publisher.ts";
import { assetsDir } from "./self.ts";

/** How long the last events, and the answer to Shutdown, may take to reach a containerd that is slow. */
const LAST_WORDS_MS = 2_000;

/** Whom to serve, and what `start` knows already. */
export interface ServeOptions {
  namespace: string;
  id: string;
  bundle: string;
  /** Where to listen. */
  socket: string;
  /** Undefined where the Sandbox API will describe the pod. */
  plan: PodPlan | undefined;
  node: Config;
  /** Where `node` was read; "" for the default. */
  configPath: string;
  /** Where containerd takes events. */
  ttrpcAddress: string;
  debug: boolean;
  /** Directories of the cgroup in which this process began; it goes back there at its end. */
  origin: readonly string[];
  /** This process on its way into the pod's cgroup, as far as that is known. */
  entered: Promise<void>;
}

/** A pod that this process serves. */
export interface Serving {
  /** Resolves when nothing is left of the pod but this process. */
  ended: Promise<void>;
  /** Ends the pod as SIGTERM does. Resolves with `ended`. */
  end(): Promise<void>;
}

/**
 * Where husk is put together: serves one pod, from its first byte on the socket to the last thing removed. Returns once it listens;
 * the VM begins to boot before that. Throws for a pod that cannot be; what that leaves is the caller's to clean up.
 */
export function beginServing(options: ServeOptions): Serving {
  const { namespace, id, bundle, socket, plan, node, ttrpcAddress } = options;
  const timeline = new Timeline(performance.timeOrigin);
  const log = new Logger(logFifoWriter(`${bundle}/log`), { debug: options.debug, fields: { id } });
  // A fault in one task must not take the pod with it: it is told, and the pod goes on.
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("A task of the shim failed unseen", { error: messageOf(event.reason) });
  });
  const reactor = new Reactor();
  chooseTimers(new TimerFd(reactor));
  const publisher = new Publisher(ttrpcAddress, namespace, log);
  const server = new Server();
  const shutdown = Promise.withResolvers<void>();
  const answered: Promise<void>[] = [];
  const shutDown = (call: CallContext) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    call.afterAnswer(resolve);
    answered.push(promise);
    shutdown.resolve();
    return cleaned;
  };
  let answer: Uint8Array | undefined;
  const publish: EventSink = (event) => {
    publisher.publish(toContainerdEvent(event));
    if (event.type !== "delete") return;
    // Of the pod's own container more is left, until the pod has ended.
    if (event.containerId === id) answer = deleteAnswer(event);
    else leaveAnswer(event.bundle, deleteAnswer(event), log);
  };
  let pod: PodSandbox | undefined;
  const begin = (plan: PodPlan, mounts: OciMount[], enter: () => Promise<void>): PodSandbox => {
    const vm: VmFacts = { hypervisor: "", accelerator: "", vcpus: plan.config.vcpus, memoryMib: 0 };
    const state = claim(options, plan);
    const made = makePod({ id, plan, mounts, node, vm, state, entered: enter(), reactor, timeline, log, publish });
    registerPodService(server, made, () => ({ ...vm, memoryMib: made.vm.memoryMiB }));
    registerTaskService(server, {
      pod: made,
      configPath: options.configPath || DEFAULT_PATH,
      shutdown: shutDown,
    });
    return made;
  };
  // The Sandbox API describes its pod in a call; whoever begins with a bundle may still make it one that stays.
  if (plan !== undefined) pod = begin(plan, [], () => options.entered);
  else claim(options);
  const describe = (spec: OciSpec, files: PodFiles): PodSandbox => {
    const plan = planPod(spec, id, node);
    return begin(plan, writePodFiles(podPaths(namespace, id).dir, files), () => {
      makeCgroup(plan.cgroups);
      const entered = joinCgroup(plan.cgroups, options.origin);
      entered.catch(() => {}); // told where it is waited for
      return entered;
    });
  };
  registerSandboxService(server, {
    id,
    create: ({ spec, files }) => {
      pod ??= describe(spec, files);
      pod.keep();
      return pod;
    },
    shutdown: shutDown,
  });
  const listener = listen(socket);
  timeline.mark("serve");

  acceptAll(listener, server, publisher, log);
  // containerd ends a shim by the Shutdown call; a person may by SIGTERM.
  Deno.addSignalListener("SIGTERM", shutdown.resolve);
  const cleaned = shutdown.promise.then(async () => {
    await pod?.[Symbol.asyncDispose]().catch((error) =>
      log.error("The pod did not end cleanly", { error: messageOf(error) })
    );
    // Nobody can remove a cgroup from inside.
    await joinCgroup(options.origin, []).catch((error) =>
      log.warn("The pod's cgroup stays", { error: messageOf(error) })
    );
    await cleanUpPod(namespace, id, { except: Deno.pid });
    leaveAnswer(bundle, answer ?? deleteAnswer(), log);
  });
  const ended = cleaned.then(async () => {
    const told = within(Promise.all(answered), LAST_WORDS_MS, "the answer to Shutdown").catch(() => {});
    await Promise.all([publisher.close(LAST_WORDS_MS), told]);
    listener.close();
  });
  return {
    ended,
    end() {
      shutdown.resolve();
      return ended;
    },
  };
}

/** Without an answer `delete` looks for itself what there is to clean up. */
function leaveAnswer(bundle: string, answer: Uint8Array, log: Logger): void {
  try {
    leaveDeleteAnswer(bundle, answer);
  } catch (error) {
    log.warn("The launcher cannot answer delete by itself", { bundle, error: messageOf(error) });
  }
}

/** The pod's directory, and in it the first thing to be found by whoever has to clean up: this process, and its cgroup. */
function claim({ namespace, id, bundle, socket }: ServeOptions, plan?: PodPlan): PodState {
  const paths = podPaths(namespace, id);
  Deno.mkdirSync(paths.shared, { recursive: true, mode: 0o700 });
  // A VMM that is not root has to pass; what lies in the pod's own directory is for its hypervisor to open to it.
  for (const above of [RUN_DIR, `${RUN_DIR}/${namespace}`]) Deno.chmodSync(above, 0o711);
  const name = plan && podNameOf(plan.spec);
  const cgroups = plan?.cgroups ?? [];
  const file = new StateFile(paths.state, { namespace, id, socket, bundle, cgroups, ...(name && { pod: name }) });
  file.addProcess({ role: "shim", pid: Deno.pid, startTime: processStartTime(Deno.pid)! });
  return { paths, file };
}

interface PodState {
  paths: PodPaths;
  file: StateFile;
}

interface PodOptions {
  id: string;
  plan: PodPlan;
  mounts: OciMount[];
  node: Config;
  vm: VmFacts;
  state: PodState;
  entered: Promise<void>;
  reactor: Reactor;
  timeline: Timeline;
  log: Logger;
  publish: EventSink;
}

function makePod(
  { id, plan, mounts, node, vm, state, entered, reactor, timeline, log, publish }: PodOptions,
): PodSandbox {
  const { paths, file } = state;
  const { spec, role, config, netns } = plan;
  const parts = podParts(node, entered, vm, reactor, log);
  const sandbox = guestSandboxOf(spec, id, role);
  const diskSlots = node.blockDevices;
  return new PodSandbox({
    id,
    sharedDir: paths.shared,
    netns,
    boot: (signal) =>
      startPod({ id, netns, config, sandbox, diskSlots, paths, parts, state: file, timeline, log }, signal),
    vm: { vcpus: config.vcpus, memoryMiB: config.memoryMiB },
    reactor,
    timeline,
    log,
    publish,
    single: role.kind === "single",
    mounts,
    debugShell: node.debugShell,
    cgroups: plan.cgroups,
    blockDevices: { places: diskSlots, mounts: node.blockDeviceMounts },
  });
}

function podParts(
  node: Config,
  entered: Promise<void>,
  facts: VmFacts,
  reactor: Reactor,
  log: Logger,
): PodParts {
  const assets = assetsDir();
  const firstTsc = sampleTsc();
  return {
    enterCgroup: () => entered,
    attachNetwork: PodNetwork.attach,
    shareDir: prepareSharedDir,
    startFileServer: (options) => startVirtiofsd({ ...options, ...named("binary", node.virtiofsd) }),
    claimCid,
    createVm: async (vm, pod) => {
      const choice = selectHypervisor({ requested: pod.hypervisor, accelerator: pod.accelerator });
      Object.assign(facts, { hypervisor: choice.hypervisor, accelerator: choice.accelerator });
      log.debug("Chose a hypervisor", { ...choice });
      // Loaded where it is used: a pod in QEMU pays nothing for it.
      if (choice.hypervisor === "kvm") return new (await import("../hypervisor/kvm/kvm.ts")).Kvm(vm, reactor);
      const tscKhz = () => hostTscKhz(firstTsc);
      const asRoot = (since: string) => log.info("QEMU runs as root", { since });
      return new Qemu(vm, choice.accelerator, { ...named("binary", node.qemu), tscKhz, reactor, asRoot });
    },
    confine: confineShim,
    dialAgent: (channel) => new AgentClient(channel),
    assets: { kernel: node.kernel || `${assets}/vmlinux`, initrd: node.initrd || `${assets}/initramfs.cpio` },
  };
}

/** An optional property, left out where the configuration leaves the choice to husk. */
function named(property: "binary", path: string): { binary?: string } {
  return path === "" ? {} : { [property]: path };
}

/** The host's counter from when this process began until now: some tens of milliseconds, without waiting for any. */
function hostTscKhz(first: TscSample | undefined): number | undefined {
  const last = sampleTsc();
  return first === undefined || last === undefined ? undefined : tscKhz(first, last);
}

/** Listens on `path`, readable by root alone; what a killed shim left there is replaced. */
function listen(path: string): Deno.Listener {
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true, mode: 0o700 });
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const listener = Deno.listen({ transport: "unix", path });
  Deno.chmodSync(path, 0o600);
  return listener;
}

async function acceptAll(listener: Deno.Listener, server: Server, publisher: Publisher, log: Logger): Promise<void> {
  for await (const connection of listener) {
    publisher.retryNow();
    server.serve(connection).catch((error) => log.warn("A connection to the shim ended", { error: messageOf(error) }));
  }
}
