import type { ContainerStats } from "../agent_client/agent.ts";
import { PlaceholderThread } from "../linux/placeholder_thread.ts";
import { AsyncQueue } from "../util/async_queue.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { EventSink, ExitStatus, IoPaths } from "./events.ts";
import { dropLabels, toGuestResources } from "./guest_spec.ts";
import { parseOciProcess, parseOciResources } from "./oci_spec.ts";
import type { ContainerHooks } from "./hooks.ts";
import { Process } from "./process.ts";
import type { ContainerFiles } from "./rootfs.ts";
import type { StdioContext } from "./stdio.ts";
import type { VmMemory } from "./vm_memory.ts";
import { mustFit } from "./vm_size.ts";

/** What a container needs of its pod. */
export interface ContainerContext extends StdioContext {
  publish: EventSink;
  vm: Pick<VmMemory, "size" | "fit">;
}

/** A container of the pod: its first process, its execs, its files. Operations run one after the other; Wait and Kill pass by. */
export class Container {
  readonly id: string;
  readonly bundle: string;
  readonly init: Process;
  #context: ContainerContext;
  #files: ContainerFiles;
  /** Holds the number by which the CRI knows the container's first process. */
  #placeholder: PlaceholderThread | undefined;
  #hooks: ContainerHooks;
  #execs = new Map<string, Process>();
  #execSpecs = new Map<string, Uint8Array>();
  #queue = new AsyncQueue();

  /** `ownPid`: shows a pid that no other container of the pod has. */
  constructor(
    options: {
      id: string;
      bundle: string;
      io: IoPaths;
      files: ContainerFiles;
      hooks: ContainerHooks;
      context: ContainerContext;
      ownPid?: boolean;
    },
  ) {
    this.id = options.id;
    this.bundle = options.bundle;
    this.#context = options.context;
    this.#files = options.files;
    this.#hooks = options.hooks;
    if (options.ownPid) this.#placeholder = new PlaceholderThread();
    this.init = this.#newProcess("", options.io, this.#placeholder?.tid);
  }

  /** The process named by `execId`, "" for the first. Throws NOT_FOUND. */
  process(execId: string): Process {
    if (execId === "") return this.init;
    const process = this.#execs.get(execId);
    if (process === undefined) {
      throw new StatusError(Code.NOT_FOUND, `No exec '${execId}' in container '${this.id}'`);
    }
    return process;
  }

  /** The agent has made the container: from now on its first process can end. */
  created(): void {
    this.init.exited.then((exit) => this.#publishExit(this.init, exit));
    this.init.watch();
  }

  /** Starts the first process or an exec that was added; resolves with the pid to show. */
  start(execId: string): Promise<number> {
    return this.#queue.run(async () => {
      const process = this.process(execId);
      const { pid } = process;
      const { agent, publish } = this.#context;
      if (execId === "") {
        await process.start(
          () => agent.startContainer(this.id),
          () => publish({ type: "start", containerId: this.id, pid }),
        );
        await this.#hooks.afterStart();
        return pid;
      }
      this.init.check("exec");
      const spec = this.#execSpecs.get(execId)!;
      const launch = async () => {
        process.open();
        await agent.execProcess(this.id, execId, spec, await process.connect());
        process.watch();
      };
      await process.start(launch, () => publish({ type: "exec-started", containerId: this.id, execId, pid }));
      process.exited.then((exit) => this.#publishExit(process, exit));
      return pid;
    });
  }

  /** Adds an exec; it runs once it is started. Throws ALREADY_EXISTS, INVALID_ARGUMENT, FAILED_PRECONDITION. */
  exec(execId: string, processJson: string, io: IoPaths): Promise<void> {
    return this.#queue.run(() => {
      this.init.check("exec");
      if (this.#execs.has(execId)) {
        throw new StatusError(Code.ALREADY_EXISTS, `Exec '${execId}' exists already in container '${this.id}'`);
      }
      const process = parseOciProcess(processJson, `exec '${execId}'`);
      process.terminal = io.terminal;
      dropLabels(process);
      this.#execs.set(execId, this.#newProcess(execId, io));
      this.#execSpecs.set(execId, new TextEncoder().encode(JSON.stringify(process)));
      this.#context.publish({ type: "exec-added", containerId: this.id, execId });
      return Promise.resolve();
    });
  }

  /** Signals one process, or with `all` every process of the container. Passes the queue by: a kill must not wait. */
  async kill(execId: string, signal: number, all: boolean): Promise<void> {
    const process = this.process(execId);
    if (!all) return await process.kill(signal);
    process.mustNotHaveEnded();
    await this.#context.agent.signalAll(this.id, signal);
  }

  /** Deletes an exec that has ended. */
  deleteExec(execId: string): Promise<Process> {
    return this.#queue.run(() => {
      const process = this.process(execId);
      process.delete();
      this.#execs.delete(execId);
      this.#execSpecs.delete(execId);
      return Promise.resolve(process);
    });
  }

  /** Deletes the container: the guest's side removed unless the VM is gone (`guestLives`), files unmounted. */
  delete(guestLives: () => boolean): Promise<Process> {
    return this.#queue.run(async () => {
      this.init.delete();
      for (const exec of this.#execs.values()) exec.dispose();
      if (guestLives()) await this.#context.agent.removeContainer(this.id);
      this.#files.release();
      this.#placeholder?.[Symbol.dispose]();
      await this.#hooks.afterStop();
      const exit = this.init.exit ?? { status: 0, at: new Date() };
      const { id: containerId, bundle, init: { pid } } = this;
      this.#context.publish({ type: "delete", containerId, execId: "", bundle, pid, exit });
      return this.init;
    });
  }

  /** Freezes every process of the container. Throws FAILED_PRECONDITION unless it runs. */
  pause(): Promise<void> {
    return this.#hold("pause", "paused");
  }

  resume(): Promise<void> {
    return this.#hold("resume", "resumed");
  }

  #hold(action: "pause" | "resume", type: "paused" | "resumed"): Promise<void> {
    return this.#queue.run(async () => {
      const { agent, publish } = this.#context;
      const change = action === "pause" ? () => agent.pauseContainer(this.id) : () => agent.resumeContainer(this.id);
      await this.init.hold(action, change);
      if (this.init.exit === undefined) publish({ type, containerId: this.id });
    });
  }

  /** Changes the limits of a container that lives. Throws FAILED_PRECONDITION for more than its VM has, INVALID_ARGUMENT. */
  update(resourcesJson: string): Promise<void> {
    return this.#queue.run(async () => {
      this.init.check("update");
      const wanted = parseOciResources(resourcesJson, this.init.name);
      const { resources, dropped } = toGuestResources(wanted);
      await this.#context.vm.fit(this.id, resources);
      mustFit(resources, this.#context.vm.size, this.init.name);
      if (dropped.length > 0) {
        this.#context.log.warn("Left out of the update", { id: this.id, what: dropped.join(", ") });
      }
      await this.#context.agent.updateContainer(this.id, new TextEncoder().encode(JSON.stringify(resources)));
    });
  }

  pids(): Promise<number[]> {
    return this.#context.agent.pids(this.id);
  }
  stats(): Promise<ContainerStats> {
    return this.#context.agent.stats(this.id);
  }
  /** Resolves once the first process has ended and all output, that of its execs too, has been handed on. */
  async finished(): Promise<void> {
    await this.init.exited;
    await Promise.all([...this.#execs.values(), this.init].map((process) => process.drained));
  }

  /** The VM is gone: every process of the container has ended. */
  fail(error: unknown): void {
    for (const process of [...this.#execs.values(), this.init]) process.fail(error);
  }

  /** Closes all stdio, for the end of the pod. */
  dispose(): void {
    for (const process of [...this.#execs.values(), this.init]) process.dispose();
    this.#placeholder?.[Symbol.dispose]();
  }

  #publishExit({ pid, execId }: Process, exit: ExitStatus): void {
    this.#context.publish({ type: "exit", containerId: this.id, execId, pid, exit });
  }

  #newProcess(execId: string, io: IoPaths, pid?: number): Process {
    return new Process({ ...this.#context, containerId: this.id, execId, pid: pid ?? Deno.pid, io });
  }
}
