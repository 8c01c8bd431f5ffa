import type { Agent, ContainerAgent, ContainerStats } from "../agent_client/agent.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { RunningPod } from "./start_pod.ts";

/** Signals that end no process which does not ask for them (signal(7)): CHLD, CONT, URG, WINCH; 0 is no signal at all. */
const HARMLESS = new Set([0, 17, 18, 23, 28]);
/** Status of a sandbox whose VM was lost, as of every other process in it. */
const STATUS_LOST = 137;

type Pod = { agent: Pick<Agent, "podPids" | "podStats"> } & Pick<RunningPod, "pause" | "resume">;

/**
 * What a pod's sandbox container has in place of an agent. The CRI makes that container for a process which holds the pod's
 * namespaces open; here the VM does, so no process is needed in it, no root file system and no crun. Its "process" is the pod:
 * it runs once the VM does, stands still with it, and a signal ends it, and the VM with it.
 */
export class SandboxGuest implements ContainerAgent {
  #podId: string;
  #booted: Promise<Pod>;
  #endPod: () => Promise<void>;
  #ending = false;
  #ended = Promise.withResolvers<number>();

  /** `booted` settles with the VM's start; `endPod` ends the VM and resolves once it is gone. */
  constructor(options: { podId: string; booted: Promise<Pod>; endPod: () => Promise<void> }) {
    this.#podId = options.podId;
    this.#booted = options.booted;
    this.#booted.catch(() => {}); // told where it is asked for
    this.#endPod = options.endPod;
  }

  /** The VM is gone without having been asked to end. */
  lost(): void {
    if (!this.#ending) this.#ended.resolve(STATUS_LOST);
  }

  async startContainer(): Promise<void> {
    await this.#booted;
  }
  removeContainer(): Promise<void> {
    return Promise.resolve();
  }
  waitProcess(): Promise<number> {
    return this.#ended.promise;
  }
  async signalProcess(_target: unknown, signal: number): Promise<void> {
    if (HARMLESS.has(signal) || this.#ending) return;
    this.#ending = true;
    await this.#endPod();
    this.#ended.resolve(128 + signal);
  }
  signalAll(_containerId: string, signal: number): Promise<void> {
    return this.signalProcess(undefined, signal);
  }
  /** Those of all containers of the pod. */
  async pids(): Promise<number[]> {
    return await (await this.#booted).agent.podPids();
  }
  readOutput(): Promise<null> {
    return Promise.resolve(null);
  }
  closeStdin(): Promise<void> {
    return Promise.resolve();
  }

  execProcess(): Promise<void> {
    return this.#refuse("run a process in");
  }
  writeStdin(): Promise<number> {
    return this.#refuse("write to");
  }
  resize(): Promise<void> {
    return this.#refuse("resize the terminal of");
  }
  async stats(): Promise<ContainerStats> {
    return await (await this.#booted).agent.podStats();
  }

  /** The whole VM, and with it every container of the pod. */
  async pauseContainer(): Promise<void> {
    await (await this.#booted).pause();
  }
  async resumeContainer(): Promise<void> {
    await (await this.#booted).resume();
  }
  updateContainer(): Promise<void> {
    return this.#refuse("limit");
  }

  #refuse(what: string): Promise<never> {
    const why = "no process runs in it, name one of the pod's containers";
    return Promise.reject(
      new StatusError(Code.FAILED_PRECONDITION, `Cannot ${what} the sandbox of pod '${this.#podId}': ${why}`),
    );
  }
}
