/**
 * The guest agent as the pod layer sees it: one method an RPC, plain arguments in, plain results out. Each rejects with a
 * StatusError of the agent's, or with UNAVAILABLE once the channel is lost. `execId` "" means the container's first process.
 */
export interface Agent {
  /** Resolves once the agent has answered. */
  ping(): Promise<void>;
  createSandbox(sandbox: SandboxOptions): Promise<void>;
  /** Gives the guest's interfaces, known by their MAC addresses, their names and all that goes with them. */
  configureNetwork(network: GuestNetwork): Promise<void>;
  /** Makes a TCP connection within the guest. */
  dial(address: string, port: number): Promise<Tunnel>;
  /** Sets the guest's clock; `now` in milliseconds since the epoch. */
  setTime(now: number): Promise<void>;
  /** Stirs `entropy` into the guest's random pool. */
  reseed(entropy: Uint8Array): Promise<void>;
  /** `ociJson`: the guest's config.json, UTF-8. */
  createContainer(containerId: string, ociJson: Uint8Array, options?: GuestOptions): Promise<void>;
  startContainer(containerId: string): Promise<void>;
  removeContainer(containerId: string): Promise<void>;
  /** Starts a further process in the container; `processJson` is an OCI process object, UTF-8. */
  execProcess(containerId: string, execId: string, processJson: Uint8Array, stdio?: StdioPorts): Promise<void>;
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
  /** Pids of the processes of all containers. */
  podPids(): Promise<number[]>;
  /** Figures of all containers together. */
  podStats(): Promise<ContainerStats>;
  pauseContainer(containerId: string): Promise<void>;
  resumeContainer(containerId: string): Promise<void>;
  /** Changes a container's limits; `resourcesJson`: linux.resources of the OCI spec, UTF-8. */
  updateContainer(containerId: string, resourcesJson: Uint8Array): Promise<void>;
  /** Resolves with the id of the next container in which the guest's kernel has killed a process for want of memory. */
  nextOom(): Promise<string>;
  /** Resolves when the channel to the agent is lost or closed, with the reason: one line for people. */
  readonly closed: Promise<string>;
  close(): void;
}

/** What the guest is told of its pod. */
export interface SandboxOptions {
  id: string;
  hostname: string;
  /** Kernel parameters by name ("net.core.somaxconn"). */
  sysctls: Readonly<Record<string, string>>;
  sharedTag: string;
  sharedMountPoint: string;
  /** A tmpfs for the pod's containers to share. */
  shm: { mountPoint: string; bytes: number } | undefined;
}

/** What only the guest can put into a container's spec. */
export interface GuestOptions {
  /** The PID namespace: the container's own, the pod's, or that of another container. */
  pidNamespace: { of: "container" } | { of: "pod" } | { of: "other"; containerId: string };
  /** All devices of the guest, for a privileged container. */
  allDevices: boolean;
  /** What the guest makes first; one that the pod has already stays as it is. */
  storages: readonly GuestStorage[];
  disks: readonly GuestDisk[];
  /** Where the first process's stdio goes; by calls (readOutput, writeStdin) where this is left out. */
  stdio?: StdioPorts | undefined;
}

/** A block device that the container is to have, which is a disk of the VM's; sizes in bytes. */
export interface GuestDisk {
  serial: string;
  bytes: number;
  /** Whether the host lets anybody in the VM write to it. */
  writable: boolean;
  /** Where the container finds it, and what it may do with it, as a device rule says it. */
  path: string;
  access: string;
  fileMode: number;
  uid: number;
  gid: number;
}

/** The host's ports of streams to the agent's port for stdio, one for each of a process's standard streams; 0 stands for /dev/null. */
export interface StdioPorts {
  stdinPort: number;
  stdoutPort: number;
  stderrPort: number;
}

/** A TCP connection within the guest, held by its agent. */
export interface Tunnel {
  /** At least one byte, or null at the end. */
  receive(): Promise<Uint8Array | null>;
  /** Resolves when the connection has taken all of it. */
  send(data: Uint8Array): Promise<void>;
  closeSend(): Promise<void>;
  close(): Promise<void>;
}

/** The part of an agent that a container and its processes need. */
export type ContainerAgent = Omit<
  Agent,
  | "ping"
  | "podPids"
  | "podStats"
  | "createSandbox"
  | "configureNetwork"
  | "dial"
  | "setTime"
  | "reseed"
  | "createContainer"
  | "nextOom"
  | "closed"
  | "close"
>;

/** What the guest makes before a container: a file system ("ephemeral") or a directory ("local"), in Kata's terms. */
export interface GuestStorage {
  driver: "ephemeral" | "local";
  source: string;
  fstype: string;
  mountPoint: string;
  options: string[];
}

export interface ProcessTarget {
  containerId: string;
  execId: string;
}

/** The pod's network as the guest is to have it: exactly this, in this order. */
export interface GuestNetwork {
  interfaces: GuestInterface[];
  /** All of the main tables' unicast routes. */
  routes: GuestRoute[];
  neighbours: GuestNeighbour[];
}

export interface GuestInterface {
  name: string;
  mac: string;
  mtu: number;
  /** IFF_*. */
  flags: number;
  addresses: GuestAddress[];
}

export interface GuestAddress {
  family: 4 | 6;
  address: string;
  prefix: number;
}

/** `destination` "" is the default route; `gateway` and `source` are "" where there is none. */
export interface GuestRoute {
  device: string;
  family: 4 | 6;
  destination: string;
  gateway: string;
  source: string;
  /** RT_SCOPE_*. */
  scope: number;
  metric: number;
  onlink: boolean;
}

export interface GuestNeighbour {
  device: string;
  family: 4 | 6;
  address: string;
  mac: string;
  /** NUD_* and NTF_*. */
  state: number;
  flags: number;
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
    bursts: bigint;
    burstTime: bigint;
  };
  memory: {
    usage: bigint;
    /** 2^64 - 1 for none, as with `swapLimit`. */
    limit: bigint;
    maxUsage: bigint;
    swapUsage: bigint;
    swapLimit: bigint;
    swapMaxUsage: bigint;
    /** Lines of memory.stat and of memory.events. */
    stat: Map<string, bigint>;
    events: Map<string, bigint>;
  };
  /** `limit` is 0 for none. */
  pids: { current: bigint; limit: bigint };
  io: DeviceIo[];
  /** The pod's interfaces: its containers share them. */
  network: InterfaceTraffic[];
}

export interface DeviceIo {
  major: bigint;
  minor: bigint;
  readBytes: bigint;
  writtenBytes: bigint;
  reads: bigint;
  writes: bigint;
}

export interface InterfaceTraffic {
  name: string;
  rxBytes: bigint;
  rxPackets: bigint;
  rxErrors: bigint;
  rxDropped: bigint;
  txBytes: bigint;
  txPackets: bigint;
  txErrors: bigint;
  txDropped: bigint;
}
