import type { Agent, ContainerStats, GuestOptions } from "../agent_client/agent.ts";
import type { Fd } from "../linux/fd.ts";
import { mountHolders } from "../linux/mount.ts";
import { ownerOfNetns } from "../linux/netns.ts";
import type { Reactor } from "../linux/reactor.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import { type BlockDevicePolicy, takeBlockDevices } from "./block_devices.ts";
import { BlockVolumes } from "./block_volumes.ts";
import { outOfMemory } from "./cgroup.ts";
import { Container } from "./container.ts";
import { DebugConsole, type DebugRequest } from "./debug_console.ts";
import type { EventSink, ExitStatus, IoPaths } from "./events.ts";
import { isPrivileged, toGuestSpec } from "./guest_spec.ts";
import { ContainerHooks } from "./hooks.ts";
import { memoryVolumeOf } from "./memory_volumes.ts";
import { type OciMount, type OciResources, type OciSpec, parseOciSpec } from "./oci_spec.ts";
import { withPodMounts } from "./pod_files.ts";
import { type PodRole, podRoleOf } from "./pod_role.ts";
import { ContainerFiles, type RootfsMount } from "./rootfs.ts";
import { followOoms } from "./oom_events.ts";
import { SandboxGuest } from "./sandbox_guest.ts";
import { mustFitIntoVm } from "./sandbox_spec.ts";
import type { RunningPod } from "./start_pod.ts";
import type { Timeline } from "./timeline.ts";
import { hasUserNamespace } from "./user_namespace.ts";
import { VmMemory } from "./vm_memory.ts";
import { mustFit, type VmSize } from "./vm_size.ts";

const SIGKILL = 9;

export interface PodSandboxOptions {
  id: string;
  sharedDir: string;
  /** Path of its network namespace, where it has one. */
  netns?: string | undefined;
  /** Boots the pod's VM; called once, at once. */
  boot: (signal: AbortSignal) => Promise<RunningPod>;
  vm: VmSize;
  reactor: Reactor;
  timeline: Timeline;
  log: Logger;
  publish: EventSink;
  /** A pod of one `ctr run` container ends with it; a Kubernetes pod lives until it is stopped. */
  single: boolean;
  /** What each container gets mounted where its own spec mounts nothing. */
  mounts: readonly OciMount[];
  blockDevices: BlockDevicePolicy;
  /** Directories of the pod's cgroup on the host. */
  cgroups: readonly string[];
  /** Path of the node's shell for debug consoles, "" where there are to be none. */
  debugShell: string;
}

/** Exit status of a pod that was stopped, and of one whose VM was lost: as a process killed by SIGKILL. */
const STATUS_STOPPED = 0;
const STATUS_LOST = 137;

export interface CreateRequest {
  id: string;
  bundle: string;
  rootfs: RootfsMount[];
  io: IoPaths;
}

/** A pod: one VM and the containers in it. The VM boots from construction on; whoever needs it waits for it. */
export class PodSandbox implements AsyncDisposable {
  readonly id: string;
  #options: PodSandboxOptions;
  #containers = new Map<string, Container>();
  #creating = new Set<string>();
  /** What stands behind the CRI's sandbox container, once that is made. */
  #sandbox: SandboxGuest | undefined;
  #memory: VmMemory;
  #abort = new AbortController();
  #running: Promise<RunningPod>;
  #booted = false;
  /** Why the VM is gone, once it is. */
  #ended: StatusError | undefined;
  #disposed: Promise<void> | undefined;
  #ooms: Promise<void> | undefined;
  #blockVolumes: BlockVolumes | undefined;
  #kept = false;
  #end: ExitStatus | undefined;
  #gone = Promise.withResolvers<ExitStatus>();

  constructor(options: PodSandboxOptions) {
    this.id = options.id;
    this.#options = options;
    this.#running = options.boot(this.#abort.signal);
    this.#memory = new VmMemory({ size: options.vm, running: this.#running, log: options.log });
    this.#running.then(
      (pod) => {
        this.#booted = true;
        pod.ended.then((reason) => this.#vmEnded(reason));
      },
      (error) => this.#vmEnded(messageOf(error)),
    );
  }

  /** The container `id`. Throws NOT_FOUND. */
  container(id: string): Container {
    const container = this.#containers.get(id);
    if (container === undefined) throw new StatusError(Code.NOT_FOUND, `No container '${id}' in pod '${this.id}'`);
    return container;
  }

  /** The container `id`, for what its guest has to answer. Throws as `container`, and where a guest that stands still would never answer. */
  answering(id: string): Container {
    const container = this.container(id);
    this.#mustRun();
    return container;
  }

  get containers(): Iterable<Container> {
    return this.#containers.values();
  }

  /** How far the VM has come; the reason where it has ended. */
  get phase(): { state: "booting" | "running" | "paused" | "ended"; reason: string } {
    if (this.#ended !== undefined) return { state: "ended", reason: this.#ended.message };
    if (this.#paused !== undefined) return { state: "paused", reason: "" };
    return { state: this.#booted ? "running" : "booting", reason: "" };
  }

  /** What the pod's VM has. */
  get vm(): Readonly<VmSize> {
    return this.#memory.size;
  }

  /** Nothing is left in the pod for which its shim would have to stay. */
  get empty(): boolean {
    return !this.#kept && this.#containers.size === 0 && this.#creating.size === 0;
  }

  /** The pod is a sandbox of the Sandbox API: it goes on until that ends it, whatever its containers do. */
  keep(): void {
    this.#kept = true;
  }

  /** Resolves once the VM runs and its agent has answered. */
  get booted(): Promise<void> {
    return this.#agent().then(() => {});
  }

  /** How the VM ended, once it has. */
  get end(): ExitStatus | undefined {
    return this.#end;
  }

  /** Resolves when the VM has ended. */
  get gone(): Promise<ExitStatus> {
    return this.#gone.promise;
  }

  /** Resolves once the guest's agent has answered. Throws UNAVAILABLE where the VM is gone. */
  async ping(): Promise<void> {
    const agent = await this.#agent();
    await agent.ping();
  }

  /** Figures of all containers together. */
  async stats(): Promise<ContainerStats> {
    const agent = await this.#agent();
    return await agent.podStats();
  }

  /**
   * Rejects with FAILED_PRECONDITION where the VM has less than the pod's containers are to have in all. A VM that can grow does so when a
   * container gets its share.
   */
  async checkResources(resources: OciResources): Promise<void> {
    const { grow } = await this.#running;
    this.#mustRun();
    const { memory: _, ...rest } = resources;
    mustFit(grow === undefined ? resources : rest, this.#memory.size, `pod '${this.id}'`);
  }

  /** Starts a process in the guest outside of all containers. Throws PERMISSION_DENIED where the node does not allow it. */
  async openDebugConsole(request: DebugRequest): Promise<DebugConsole> {
    const { sharedDir, debugShell } = this.#options;
    return await DebugConsole.open(await this.#agent(), request, { sharedDir, shell: debugShell });
  }

  /** Ends the VM, and with it whatever runs in it. */
  async stop(): Promise<void> {
    this.#abort.abort();
    const pod = await this.#running.catch(() => undefined);
    await pod?.stopVm();
  }

  /** Makes a container from its bundle, up to the point where `start` runs it. Undoes all of it on failure. */
  async createContainer(request: CreateRequest): Promise<Container> {
    const { id } = request;
    if (this.#containers.has(id) || this.#creating.has(id)) {
      throw new StatusError(Code.ALREADY_EXISTS, `Container '${id}' exists already in pod '${this.id}'`);
    }
    this.#creating.add(id);
    let container: Container;
    try {
      const spec = parseOciSpec(readSpec(request.bundle), `${request.bundle}/config.json`);
      mustExist(spec.linux?.namespaces ?? []);
      const role = podRoleOf(spec, id);
      mustFitIntoVm(spec, role);
      const hooks = new ContainerHooks(spec, { id, bundle: request.bundle, pid: Deno.pid }, this.#options.log);
      container = role.kind === "sandbox"
        ? await this.#makeSandbox(request, hooks)
        : await this.#makeContainer(request, spec, role, hooks);
    } finally {
      this.#creating.delete(id);
    }
    this.#containers.set(id, container);
    const { bundle, rootfs, io } = request;
    this.#options.publish({ type: "create", containerId: id, bundle, rootfs, io, pid: container.init.pid });
    container.init.exited.then(() => this.#memory.forget(id));
    container.created();
    if (this.#single) this.#endWith(container);
    return container;
  }

  /** The CRI's sandbox container: it is there at once, and runs once the VM does. */
  async #makeSandbox({ id, bundle, io }: CreateRequest, hooks: ContainerHooks): Promise<Container> {
    await hooks.beforeCreate();
    const { reactor, log, publish, sharedDir } = this.#options;
    const vm = this.#memory;
    const agent = new SandboxGuest({ podId: this.id, booted: this.#running, endPod: () => this.stop() });
    const files = new ContainerFiles(sharedDir, id);
    const container = new Container({ id, bundle, io, files, hooks, context: { agent, reactor, log, publish, vm } });
    container.init.open();
    this.#sandbox = agent;
    return container;
  }

  /** The CRI makes the network namespace of a pod with a user namespace in that one; there is no other that the host could map by. */
  #userNamespaceOf(spec: OciSpec): Fd | undefined {
    const { netns, sharedDir } = this.#options;
    if (!hasUserNamespace(spec.linux)) return undefined;
    Deno.chmodSync(sharedDir, 0o711); // the namespace's root, who is not ours, finds its way to its files
    return netns === undefined ? undefined : ownerOfNetns(netns);
  }

  async #makeContainer(
    request: CreateRequest,
    spec: OciSpec,
    role: PodRole,
    hooks: ContainerHooks,
  ): Promise<Container> {
    const { id, bundle, io } = request;
    const files = new ContainerFiles(this.#options.sharedDir, id);
    let container: Container | undefined;
    let isPrepared = false;
    try {
      spec.mounts = withPodMounts(spec.mounts ?? [], this.#options.mounts);
      const devices = takeBlockDevices(spec, this.#options.blockDevices);
      const guest = toGuestSpec(spec, id, role, memoryVolumeOf, mountHolders());
      if (guest.dropped.length > 0) {
        this.#options.log.warn("Left out of the guest's spec", { id, what: guest.dropped.join(", ") });
      }
      if (guest.spec.process) guest.spec.process.terminal = io.terminal;
      using userNamespace = this.#userNamespaceOf(spec);
      files.mountRootfs(request.rootfs, hostRootPath(spec, bundle), userNamespace);
      const { sharedDir } = this.#options;
      const { nested = [], plain = [] } = Object.groupBy(guest.binds, (bind) => bind.holdsMounts ? "nested" : "plain");
      for (const bind of plain) files.bind(bind, sharedDir, userNamespace);
      this.#options.timeline.mark("rootfs");
      const guestOptions = {
        pidNamespace: this.#pidNamespaceOf(spec, role),
        allDevices: isPrivileged(spec),
        storages: guest.storages,
        disks: devices.length === 0 ? [] : await (await this.#volumes()).insert(id, devices),
      };
      const agent = await this.#agent();
      const { view } = await this.#running;
      for (const bind of nested) files.bindInView(bind, sharedDir, view, userNamespace);
      await this.#memory.fit(id, spec.linux?.resources);
      await hooks.beforeCreate();
      isPrepared = true;
      const { reactor, log, publish } = this.#options;
      const { dialStdio } = await this.#running;
      const context = { agent, dialStdio, reactor, log, publish, vm: this.#memory };
      container = new Container({ id, bundle, io, files, hooks, context, ownPid: role.kind === "container" });
      container.init.open();
      const stdio = await container.init.connect();
      const ociJson = new TextEncoder().encode(JSON.stringify(guest.spec));
      await agent.createContainer(id, ociJson, { ...guestOptions, stdio });
      this.#options.timeline.mark("create");
      return container;
    } catch (error) {
      this.#memory.forget(id);
      container?.dispose();
      await this.#releaseVolumes(id);
      files.release();
      if (isPrepared) await hooks.afterStop();
      throw this.#ended ?? error;
    }
  }

  /** Which PID namespace a spec asks for. The CRI names one by a pid that we have shown: the sandbox's or another container's. */
  #pidNamespaceOf(spec: OciSpec, role: PodRole): GuestOptions["pidNamespace"] {
    const path = spec.linux?.namespaces?.find(({ type }) => type === "pid")?.path;
    if (!path || role.kind === "single") return { of: "container" };
    const pid = Number(/^\/proc\/(\d+)\/ns\/pid$/.exec(path)?.[1]);
    if (pid === Deno.pid) return { of: "pod" };
    const other = [...this.#containers.values()].find(({ init }) => init.pid === pid);
    if (other !== undefined) return { of: "other", containerId: other.id };
    throw new StatusError(
      Code.INVALID_ARGUMENT,
      `Cannot join pid namespace '${path}': it is no container's of pod '${this.id}'`,
    );
  }

  async startProcess(containerId: string, execId: string): Promise<number> {
    const container = this.container(containerId);
    this.#mustRun();
    try {
      const pid = await container.start(execId);
      if (execId === "" && (containerId !== this.id || this.#sandbox === undefined)) this.#logTimeline();
      this.#ooms ??= this.#followOoms();
      return pid;
    } catch (error) {
      throw this.#ended ?? error;
    }
  }

  /** Signals a process of a container, or all. A pod of one whose guest does not even kill its container is ended as a whole. */
  async kill(id: string, execId: string, signal: number, all: boolean): Promise<void> {
    // Nobody in a guest that stands still could carry it out.
    if (id !== this.id) await this.#paused?.resume();
    try {
      await this.container(id).kill(execId, signal, all);
    } catch (error) {
      const isDeaf = error instanceof StatusError && error.code === Code.DEADLINE_EXCEEDED;
      if (!isDeaf || signal !== SIGKILL || execId !== "" || !this.#single) throw error;
      this.#options.log.warn("The guest's agent does not answer: ending the VM", { id });
      await this.stop();
    }
  }

  /** Deletes a container that has stopped and forgets it. */
  async deleteContainer(id: string): Promise<Container> {
    const container = this.container(id);
    // The VM of a pod of one ends with its container: there is nothing to remove in it.
    await container.delete(() => !this.#single && this.#ended === undefined && !this.#abort.signal.aborted);
    await this.#releaseVolumes(id);
    this.#containers.delete(id);
    return container;
  }

  async #volumes(): Promise<BlockVolumes> {
    const { disks } = await this.#running;
    this.#mustRun();
    return this.#blockVolumes ??= new BlockVolumes(disks);
  }

  /** Its container is gone: a device that stays in the VM is of no use to it, and no reason to keep the container. */
  async #releaseVolumes(containerId: string): Promise<void> {
    const lives = this.#ended === undefined && !this.#abort.signal.aborted;
    await this.#blockVolumes?.release(containerId, lives).catch((error) =>
      this.#options.log.error("A block device stays in the pod's VM", { containerId, error: messageOf(error) })
    );
  }

  get #single(): boolean {
    return this.#options.single && !this.#kept;
  }

  /** The sandbox's container, while the VM is paused by it. */
  get #paused(): Container | undefined {
    const container = this.#sandbox && this.#containers.get(this.id);
    return container?.init.state === "paused" ? container : undefined;
  }

  /** Throws UNAVAILABLE with the reason where the VM is gone, FAILED_PRECONDITION where it is paused. */
  #mustRun(): void {
    if (this.#ended !== undefined) throw this.#ended;
    if (this.#paused !== undefined) {
      throw new StatusError(Code.FAILED_PRECONDITION, `Pod '${this.id}' is paused: resume its sandbox first`);
    }
  }

  /** Ends the VM, whatever it does, and releases all that the pod holds on the host. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#disposed ??= this.#dispose();
  }

  async #dispose(): Promise<void> {
    await this.stop();
    for (const container of this.#containers.values()) container.dispose();
    const pod = await this.#running.catch(() => undefined);
    await pod?.[Symbol.asyncDispose]();
  }

  async #agent(): Promise<Agent> {
    const { agent } = await this.#running;
    this.#mustRun();
    return agent;
  }

  /** From the first start on: what the guest has to tell before is kept by the agent. */
  async #followOoms(): Promise<void> {
    const { agent } = await this.#running;
    const tell = (containerId: string) => {
      this.#options.log.warn("A container is out of memory", { container: containerId });
      if (this.#containers.has(containerId)) this.#options.publish({ type: "oom", containerId });
    };
    await followOoms(agent, tell, this.#abort.signal);
  }

  /** Nothing of a pod of one is of use once its container has ended and its output is out: free the memory at once. */
  #endWith(container: Container): void {
    container.finished().then(() => this.stop());
  }

  #vmEnded(how: string): void {
    const reason = how + outOfMemory(this.#options.cgroups);
    this.#ended = new StatusError(Code.UNAVAILABLE, `The VM of pod '${this.id}' is gone: ${reason}`);
    const stopped = this.#abort.signal.aborted;
    if (!stopped) this.#options.log.error("The pod's VM has ended", { reason });
    this.#end = { status: stopped ? STATUS_STOPPED : STATUS_LOST, at: new Date() };
    this.#gone.resolve(this.#end);
    for (const container of this.#containers.values()) {
      // The sandbox container stands for the pod: where it was asked to end it says itself how it did.
      if (container.id !== this.id || this.#sandbox === undefined) container.fail(this.#ended);
    }
    this.#sandbox?.lost();
  }

  /** For the first container alone: the VM's boot is told once. */
  #logTimeline(): void {
    if (!this.#options.timeline.mark("started")) return;
    this.#options.log.info("boot timeline", { timeline: JSON.stringify(this.#options.timeline) });
  }
}

function readSpec(bundle: string): string {
  const path = `${bundle}/config.json`;
  try {
    return Deno.readTextFileSync(path);
  } catch (cause) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot read OCI spec '${path}'`, { cause });
  }
}

/** Namespaces that the spec names by a path stay on the host, but a path to nothing is a fault of the spec. */
function mustExist(namespaces: readonly { type: string; path?: string }[]): void {
  for (const { type, path } of namespaces) {
    if (!path) continue;
    try {
      Deno.statSync(path);
    } catch (cause) {
      throw new StatusError(Code.INVALID_ARGUMENT, `Cannot join ${type} namespace '${path}'`, { cause });
    }
  }
}

function hostRootPath(spec: OciSpec, bundle: string): string {
  const path = spec.root?.path ?? "rootfs";
  return path.startsWith("/") ? path : `${bundle}/${path}`;
}
