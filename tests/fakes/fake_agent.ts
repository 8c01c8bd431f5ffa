import type { Agent, ContainerStats, GuestNetwork, ProcessTarget, Tunnel } from "../../src/agent_client/agent.ts";
import { Code, StatusError } from "../../src/util/errors.ts";

/** What a test scripts of one process in the pretended guest. */
export class FakeProcess {
  readonly exit = Promise.withResolvers<number>();
  stdin = "";
  stdinClosed = false;
  #chunks: (Uint8Array | null)[] = [];
  #wake: (() => void) | undefined;

  /** Lets the process write to its stdout; null ends the stream. */
  print(text: string | null): void {
    this.#chunks.push(text === null ? null : new TextEncoder().encode(text));
    this.#wake?.();
  }

  /** Ends the process with `status`, its stdout with it. */
  end(status: number): void {
    this.print(null);
    this.exit.resolve(status);
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#chunks.length === 0) await new Promise<void>((resolve) => this.#wake = resolve);
    const chunk = this.#chunks[0]!;
    if (chunk !== null) this.#chunks.shift();
    return chunk;
  }
}

/** An agent without a guest: keeps a list of its calls, runs scripted processes, fails where told to. */
export class FakeAgent implements Agent {
  readonly calls: string[] = [];
  /** Errors by call name, thrown once it is called. */
  readonly failures = new Map<string, Error>();
  /** Runs as part of each call, before it is answered. */
  onCall: (name: string) => void = () => {};
  onDial: (port: number) => Promise<Tunnel> = () => Promise.reject(new StatusError(Code.UNAVAILABLE, "refused"));
  network: GuestNetwork | undefined;
  readonly specs = new Map<string, unknown>();
  readonly #ooms: string[] = [];
  #oomAsked: ((id: string) => void) | undefined;
  readonly #processes = new Map<string, FakeProcess>();
  readonly #closed = Promise.withResolvers<string>();

  process(containerId: string, execId = ""): FakeProcess {
    const key = `${containerId}/${execId}`;
    let process = this.#processes.get(key);
    if (process === undefined) this.#processes.set(key, process = new FakeProcess());
    return process;
  }

  get closed(): Promise<string> {
    return this.#closed.promise;
  }
  /** The channel is lost: all that is pending rejects. */
  close(): void {
    const lost = new StatusError(Code.UNAVAILABLE, "ttrpc: closed");
    for (const process of this.#processes.values()) {
      process.exit.promise.catch(() => {});
      process.exit.reject(lost);
      process.print(null);
    }
    this.#closed.resolve("the guest's agent has left");
  }

  ping(): Promise<void> {
    return this.#call("ping");
  }
  createSandbox(): Promise<void> {
    return this.#call("createSandbox");
  }
  configureNetwork(network: GuestNetwork): Promise<void> {
    this.network = network;
    return this.#call("configureNetwork");
  }
  /** Connects to a server of the test's own in the guest's place. */
  dial(address: string, port: number): Promise<Tunnel> {
    this.calls.push(`dial ${address} ${port}`);
    return this.onDial(port);
  }
  setTime(): Promise<void> {
    return this.#call("setTime");
  }
  reseed(): Promise<void> {
    return this.#call("reseed");
  }
  async createContainer(containerId: string, ociJson: Uint8Array): Promise<void> {
    await this.#call("createContainer", containerId);
    this.specs.set(containerId, JSON.parse(new TextDecoder().decode(ociJson)));
  }
  startContainer(containerId: string): Promise<void> {
    return this.#call("startContainer", containerId);
  }
  removeContainer(containerId: string): Promise<void> {
    return this.#call("removeContainer", containerId);
  }
  execProcess(containerId: string, execId: string): Promise<void> {
    return this.#call("execProcess", `${containerId}/${execId}`);
  }
  signalProcess(target: ProcessTarget, signal: number): Promise<void> {
    return this.#call("signalProcess", `${target.containerId}/${target.execId} ${signal}`);
  }
  signalAll(containerId: string, signal: number): Promise<void> {
    return this.#call("signalAll", `${containerId} ${signal}`);
  }
  waitProcess(target: ProcessTarget): Promise<number> {
    return this.process(target.containerId, target.execId).exit.promise;
  }
  writeStdin(target: ProcessTarget, data: Uint8Array): Promise<number> {
    this.process(target.containerId, target.execId).stdin += new TextDecoder().decode(data);
    return Promise.resolve(data.length);
  }
  closeStdin(target: ProcessTarget): Promise<void> {
    this.process(target.containerId, target.execId).stdinClosed = true;
    return this.#call("closeStdin");
  }
  readOutput(stream: "stdout" | "stderr", target: ProcessTarget): Promise<Uint8Array | null> {
    return stream === "stdout" ? this.process(target.containerId, target.execId).read() : Promise.resolve(null);
  }
  resize(_target: ProcessTarget, rows: number, columns: number): Promise<void> {
    return this.#call("resize", `${rows}x${columns}`);
  }
  pids(): Promise<number[]> {
    return Promise.resolve([1]);
  }
  stats(): Promise<ContainerStats> {
    return Promise.reject(new StatusError(Code.UNIMPLEMENTED, "no stats here"));
  }
  podPids(): Promise<number[]> {
    return this.pids();
  }
  /** Answered where a test has set it. */
  podFigures: ContainerStats | undefined;
  podStats(): Promise<ContainerStats> {
    return this.podFigures === undefined ? this.stats() : Promise.resolve(this.podFigures);
  }

  pauseContainer(containerId: string): Promise<void> {
    return this.#call("pauseContainer", containerId);
  }
  resumeContainer(containerId: string): Promise<void> {
    return this.#call("resumeContainer", containerId);
  }
  updateContainer(containerId: string, resourcesJson: Uint8Array): Promise<void> {
    return this.#call("updateContainer", `${containerId} ${new TextDecoder().decode(resourcesJson)}`);
  }
  nextOom(): Promise<string> {
    const id = this.#ooms.shift();
    if (id !== undefined) return Promise.resolve(id);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#oomAsked = resolve;
    this.closed.then(() => reject(new StatusError(Code.UNAVAILABLE, "ttrpc: closed")));
    return promise;
  }

  /** The guest's kernel kills a process of this container for want of memory. */
  oom(containerId: string): void {
    const asked = this.#oomAsked;
    this.#oomAsked = undefined;
    if (asked === undefined) this.#ooms.push(containerId);
    else asked(containerId);
  }

  #call(name: string, detail = ""): Promise<void> {
    this.calls.push(`${name} ${detail}`.trim());
    this.onCall(name);
    const failure = this.failures.get(name);
    return failure === undefined ? Promise.resolve() : Promise.reject(failure);
  }
}
