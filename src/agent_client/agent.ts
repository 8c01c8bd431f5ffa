/**
 * The guest agent as the pod layer sees it: one method an RPC, plain arguments in, plain results out. Each rejects with a
 * StatusError of the agent's, or with UNAVAILABLE once the channel is lost. `execId` "" means the container's first process.
 */
export interface Agent {
  createSandbox(sandbox: { id: string; hostname: string; sharedTag: string; sharedMountPoint: string }): Promise<void>;
  /** Sets the guest's clock; `now` in milliseconds since the epoch. */
  setTime(now: number): Promise<void>;
  /** Stirs `entropy` into the guest's random pool. */
  reseed(entropy: Uint8Array): Promise<void>;
  /** `ociJson`: the guest's config.json, UTF-8. */
  createContainer(containerId: string, ociJson: Uint8Array): Promise<void>;
  startContainer(containerId: string): Promise<void>;
  removeContainer(containerId: string): Promise<void>;
  /** Starts a further process in the container; `processJson` is an OCI process object, UTF-8. */
  execProcess(containerId: string, execId: string, processJson: Uint8Array): Promise<void>;
  signalProcess(target: ProcessTarget, signal: number): Promise<void>;
  /** Signals every process of the container. */
  signalAll(containerId: string, signal: number): Promise<void>;
  /** Resolves with the exit code, or 128 + signal, once the process has ended. */
  waitProcess(target: ProcessTarget): Promise<number>;
  /** Resolves with how many bytes the process's pipe took (at least one). */
  writeStdin(target: ProcessTarget, data: Uint8Array): Promise<number>;
  closeStdin(target: ProcessTarget): Promise<void>;
  /** Resolves with 1 to `length` bytes as soon as there are any, or null at end of stream. */
  readOutput(stream: "stdout" | "stderr", target: ProcessTarget, length: number): Promise<Uint8Array | null>;
  resize(target: ProcessTarget, rows: number, columns: number): Promise<void>;
  /** Pids of the container's processes, in the guest's numbering. */
  pids(containerId: string): Promise<number[]>;
  stats(containerId: string): Promise<ContainerStats>;
  /** Resolves when the channel to the agent is lost or closed. */
  readonly closed: Promise<void>;
  close(): void;
}

export interface ProcessTarget {
  containerId: string;
  execId: string;
}

/** cgroup v2 figures of one container; times in microseconds, sizes in bytes. */
export interface ContainerStats {
  cpu: {
    usage: bigint;
    user: bigint;
    system: bigint;
    periods: bigint;
    throttledPeriods: bigint;
    throttledTime: bigint;
  };
  memory: { usage: bigint; limit: bigint; stat: Map<string, bigint> };
  pids: { current: bigint; limit: bigint };
}
