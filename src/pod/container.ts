import type { Agent, ContainerStats } from "../agent_client/agent.ts";
import type { Reactor } from "../linux/reactor.ts";
import { AsyncQueue } from "../util/async_queue.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import type { EventSink, ExitStatus, IoPaths } from "./events.ts";
import { dropLabels } from "./guest_spec.ts";
import { parseOciProcess } from "./oci_spec.ts";
import { Process } from "./process.ts";
import type { ContainerFiles } from "./rootfs.ts";

/** What a container needs of its pod. */
export interface ContainerContext {
  agent: Agent;
  reactor: Reactor;
  log: Logger;
  publish: EventSink;
}

/** A container of the pod: its first process, its execs, its files. Operations run one after the other; Wait and Kill pass by. */
export class Container {
  readonly id: string;
  readonly bundle: string;
  readonly init: Process;
  #context: ContainerContext;
  #files: ContainerFiles;
  #execs = new Map<string, Process>();
  #execSpecs = new Map<string, Uint8Array>();
  #queue = new AsyncQueue();

  constructor(options: { id: string; bundle: string; io: IoPaths; files: ContainerFiles; context: ContainerContext }) {
    this.id = options.id;
    this.bundle = options.bundle;
    this.#context = options.context;
    this.#files = options.files;
    this.init = this.#newProcess("", options.io);
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
        return pid;
      }
      this.init.check("exec");
      const spec = this.#execSpecs.get(execId)!;
      const launch = async () => {
        process.open();
        await agent.execProcess(this.id, execId, spec);
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
      const exit = this.init.exit ?? { status: 0, at: new Date() };
      this.#context.publish({ type: "delete", containerId: this.id, execId: "", pid: this.init.pid, exit });
      return this.init;
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
  }

  #publishExit({ pid, execId }: Process, exit: ExitStatus): void {
    this.#context.publish({ type: "exit", containerId: this.id, execId, pid, exit });
  }

  #newProcess(execId: string, io: IoPaths): Process {
    const { agent, reactor, log } = this.#context;
    return new Process({ containerId: this.id, execId, io, agent, reactor, log });
  }
}
