import type { Agent } from "../agent_client/agent.ts";
import type { Reactor } from "../linux/reactor.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import { Container, type ContainerContext } from "./container.ts";
import type { EventSink, IoPaths } from "./events.ts";
import { toGuestSpec } from "./guest_spec.ts";
import type { OciSpec } from "./oci_spec.ts";
import { parseOciSpec } from "./oci_spec.ts";
import { ContainerFiles, type RootfsMount } from "./rootfs.ts";
import type { RunningPod } from "./start_pod.ts";
import type { Timeline } from "./timeline.ts";

export interface PodSandboxOptions {
  id: string;
  sharedDir: string;
  /** Boots the pod's VM; called once, at once. */
  boot: (signal: AbortSignal) => Promise<RunningPod>;
  reactor: Reactor;
  timeline: Timeline;
  log: Logger;
  publish: EventSink;
  /** A pod of one `ctr run` container ends with it; a Kubernetes pod lives until it is stopped. */
  single: boolean;
}

/** A pod: one VM and the containers in it. The VM boots from construction on; whoever needs it waits for it. */
export class PodSandbox implements AsyncDisposable {
  readonly id: string;
  #options: PodSandboxOptions;
  #containers = new Map<string, Container>();
  #creating = new Set<string>();
  #abort = new AbortController();
  #running: Promise<RunningPod>;
  /** Why the VM is gone, once it is. */
  #ended: StatusError | undefined;
  #disposed: Promise<void> | undefined;

  constructor(options: PodSandboxOptions) {
    this.id = options.id;
    this.#options = options;
    this.#running = options.boot(this.#abort.signal);
    this.#running.then(
      (pod) => pod.ended.then((reason) => this.#vmEnded(reason)),
      (error) => this.#vmEnded(messageOf(error)),
    );
  }

  /** The container `id`. Throws NOT_FOUND. */
  container(id: string): Container {
    const container = this.#containers.get(id);
    if (container === undefined) throw new StatusError(Code.NOT_FOUND, `No container '${id}' in pod '${this.id}'`);
    return container;
  }

  get empty(): boolean {
    return this.#containers.size === 0 && this.#creating.size === 0;
  }

  /** Makes a container from its bundle, up to the point where `start` runs it. Undoes all of it on failure. */
  async createContainer(
    request: { id: string; bundle: string; rootfs: RootfsMount[]; io: IoPaths },
  ): Promise<Container> {
    const { id, bundle, io } = request;
    if (this.#containers.has(id) || this.#creating.has(id)) {
      throw new StatusError(Code.ALREADY_EXISTS, `Container '${id}' exists already in pod '${this.id}'`);
    }
    this.#creating.add(id);
    const files = new ContainerFiles(this.#options.sharedDir, id);
    let container: Container | undefined;
    try {
      const spec = parseOciSpec(readSpec(bundle), `${bundle}/config.json`);
      mustExist(spec.linux?.namespaces ?? []);
      const guest = toGuestSpec(spec, id);
      if (guest.dropped.length > 0) {
        this.#options.log.warn("Left out of the guest's spec", { id, what: guest.dropped.join(", ") });
      }
      if (guest.spec.process) guest.spec.process.terminal = io.terminal;
      files.mountRootfs(request.rootfs, hostRootPath(spec, bundle));
      for (const bind of guest.binds) files.bind(bind, this.#options.sharedDir);
      this.#options.timeline.mark("rootfs");
      const context = await this.#context();
      container = new Container({ id, bundle, io, files, context });
      container.init.open();
      await context.agent.createContainer(id, new TextEncoder().encode(JSON.stringify(guest.spec)));
      this.#options.timeline.mark("create");
    } catch (error) {
      container?.dispose();
      files.release();
      throw this.#ended ?? error;
    } finally {
      this.#creating.delete(id);
    }
    this.#containers.set(id, container);
    this.#options.publish({
      type: "create",
      containerId: id,
      bundle,
      rootfs: request.rootfs,
      io,
      pid: container.init.pid,
    });
    container.created();
    if (this.#options.single) this.#endWith(container);
    return container;
  }

  async startProcess(containerId: string, execId: string): Promise<number> {
    const container = this.container(containerId);
    this.#mustLive();
    try {
      const pid = await container.start(execId);
      if (execId === "") this.#logTimeline();
      return pid;
    } catch (error) {
      throw this.#ended ?? error;
    }
  }

  /** Deletes a container that has stopped and forgets it. */
  async deleteContainer(id: string): Promise<Container> {
    const container = this.container(id);
    // The VM of a pod of one ends with its container: there is nothing to remove in it.
    await container.delete(() => !this.#options.single && this.#ended === undefined && !this.#abort.signal.aborted);
    this.#containers.delete(id);
    return container;
  }

  /** Throws UNAVAILABLE with the reason where the VM is gone. */
  #mustLive(): void {
    if (this.#ended !== undefined) throw this.#ended;
  }

  /** Ends the VM, whatever it does, and releases all that the pod holds on the host. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#disposed ??= this.#dispose();
  }

  async #dispose(): Promise<void> {
    await this.#stopVm();
    for (const container of this.#containers.values()) container.dispose();
    const pod = await this.#running.catch(() => undefined);
    await pod?.[Symbol.asyncDispose]();
  }

  async #stopVm(): Promise<void> {
    this.#abort.abort();
    const pod = await this.#running.catch(() => undefined);
    await pod?.stopVm();
  }

  async #context(): Promise<ContainerContext> {
    const agent: Agent = (await this.#running).agent;
    this.#mustLive();
    const { reactor, log, publish } = this.#options;
    return { agent, reactor, log, publish };
  }

  /** Nothing of a pod of one is of use once its container has ended and its output is out: free the memory at once. */
  #endWith(container: Container): void {
    container.finished().then(() => this.#stopVm());
  }

  #vmEnded(reason: string): void {
    this.#ended = new StatusError(Code.UNAVAILABLE, `The VM of pod '${this.id}' is gone: ${reason}`);
    if (!this.#abort.signal.aborted) this.#options.log.error("The pod's VM has ended", { reason });
    for (const container of this.#containers.values()) container.fail(this.#ended);
  }

  #logTimeline(): void {
    this.#options.timeline.mark("started");
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
