import {
  AgentServiceDefinition,
  CreateContainerRequest,
  type Device,
  ExecProcessRequest,
  type Storage,
} from "../gen/agent/agent.ts";
import { HealthDefinition } from "../gen/agent/health.ts";
import { TunnelDefinition } from "../gen/agent/tunnel.ts";
import { Client } from "../ttrpc/client.ts";
import type { Stub } from "../ttrpc/definition.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { Code, StatusError } from "../util/errors.ts";
import type {
  Agent,
  ContainerStats,
  GuestDisk,
  GuestNetwork,
  GuestOptions,
  ProcessTarget,
  SandboxOptions,
  StdioPorts,
  Tunnel,
} from "./agent.ts";
import { toContainerStats } from "./container_stats.ts";
import { toInterface, toNeighbour, toRoute } from "./network_messages.ts";

/** How long the agent may take for one operation. Reads, writes and waits have no limit: they end with the process. */
const OPERATION_MS = 60_000;
/** The longest answer taken from a guest, in bytes: far above a chunk of output, far below what could hurt. */
const MOST_ANSWER = 1 << 20;
/** A signal takes the guest no time; an agent that does not even do that is of no use any more. */
const SIGNAL_MS = 10_000;
/** Bytes asked of a connection in the guest in one call. */
const TUNNEL_CHUNK = 64 * 1024;
const CONTROL = { timeoutMs: OPERATION_MS };
const SIGNAL = { timeoutMs: SIGNAL_MS };
const NOTHING = new Uint8Array();

/** The guest agent over ttrpc (package grpc, Kata's API). Requests may be sent before the guest is up: the channel holds them. */
export class AgentClient implements Agent {
  #client: Client;
  #agent: Stub<typeof AgentServiceDefinition>;
  #tunnels: Stub<typeof TunnelDefinition>;

  constructor(channel: ByteChannel) {
    this.#client = new Client(channel, { maxAnswerLength: MOST_ANSWER, strict: true });
    this.#agent = this.#client.stub(AgentServiceDefinition);
    this.#tunnels = this.#client.stub(TunnelDefinition);
  }

  get closed(): Promise<string> {
    return this.#client.closed.then(() => {
      const { fault } = this.#client;
      return fault === undefined ? "the guest's agent has left" : `the guest's agent broke the protocol: ${fault}`;
    });
  }
  close(): void {
    this.#client.close();
  }

  async ping(): Promise<void> {
    await this.#client.stub(HealthDefinition).check({}, CONTROL);
  }

  async createSandbox(sandbox: SandboxOptions): Promise<void> {
    const { sharedTag, sharedMountPoint, shm } = sandbox;
    const storages = [storage("virtio-fs", sharedTag, "virtiofs", sharedMountPoint, [])];
    if (shm !== undefined) {
      const options = ["nosuid", "nodev", "noexec", "mode=1777", `size=${shm.bytes}`];
      storages.push(storage("ephemeral", "shm", "tmpfs", shm.mountPoint, options));
    }
    await this.#agent.createSandbox({
      hostname: sandbox.hostname,
      dns: [],
      storages,
      sysctls: { ...sandbox.sysctls },
      sandboxPidns: false,
      sandboxId: sandbox.id,
      guestHookPath: "",
      kernelModules: [],
    });
  }

  async configureNetwork({ interfaces, routes, neighbours }: GuestNetwork): Promise<void> {
    const calls: Promise<unknown>[] = [];
    // Sent at once: the agent takes them in order, and each is done before the next is looked at.
    for (const one of interfaces) calls.push(this.#agent.updateInterface({ interface: toInterface(one) }, CONTROL));
    if (interfaces.length > 0) {
      calls.push(this.#agent.updateRoutes({ routes: { Routes: routes.map(toRoute) }, exact: true }, CONTROL));
    }
    if (neighbours.length > 0) {
      const request = { neighbors: { ARPNeighbors: neighbours.map(toNeighbour) } };
      calls.push(this.#agent.addARPNeighbors(request, CONTROL));
    }
    await Promise.all(calls);
  }

  async dial(address: string, port: number): Promise<Tunnel> {
    const { tunnel } = await this.#tunnels.dial({ address, port }, CONTROL);
    return {
      receive: () => orEnd(this.#tunnels.receive({ tunnel, len: TUNNEL_CHUNK }), TUNNEL_CHUNK),
      send: async (data) => void await this.#tunnels.send({ tunnel, data }),
      closeSend: async () => void await this.#tunnels.closeSend({ tunnel }, CONTROL),
      close: async () => void await this.#tunnels.close({ tunnel }, CONTROL),
    };
  }

  async setTime(now: number): Promise<void> {
    await this.#agent.setGuestDateTime({ Sec: BigInt(Math.floor(now / 1000)), Usec: BigInt((now % 1000) * 1000) });
  }

  async reseed(entropy: Uint8Array): Promise<void> {
    await this.#agent.reseedRandomDev({ data: entropy });
  }

  async createContainer(containerId: string, ociJson: Uint8Array, options?: GuestOptions): Promise<void> {
    const request = CreateContainerRequest.decode(NOTHING);
    request.allDevices = options?.allDevices ?? false;
    const pid = options?.pidNamespace ?? { of: "container" };
    request.sandboxPidns = pid.of === "pod";
    if (pid.of === "other") request.pidnsContainer = pid.containerId;
    request.storages = (options?.storages ?? []).map((one) => ({ ...one, driverOptions: [], fsGroup: undefined }));
    request.devices = (options?.disks ?? []).map(toDevice);
    await this.#agent.createContainer(
      { ...request, ...options?.stdio, containerId, execId: containerId, ociJson },
      CONTROL,
    );
  }

  async startContainer(containerId: string): Promise<void> {
    await this.#agent.startContainer({ containerId }, CONTROL);
  }

  async removeContainer(containerId: string): Promise<void> {
    await this.#agent.removeContainer({ containerId, timeout: OPERATION_MS / 1000 }, CONTROL);
  }

  async execProcess(
    containerId: string,
    execId: string,
    processJson: Uint8Array,
    stdio?: StdioPorts,
  ): Promise<void> {
    const request = ExecProcessRequest.decode(NOTHING);
    await this.#agent.execProcess({ ...request, ...stdio, containerId, execId, processJson }, CONTROL);
  }

  async signalProcess(target: ProcessTarget, signal: number): Promise<void> {
    await this.#agent.signalProcess({ ...wire(target), signal }, SIGNAL);
  }

  async signalAll(containerId: string, signal: number): Promise<void> {
    await this.#agent.signalProcess({ containerId, execId: "", signal }, SIGNAL);
  }

  async waitProcess(target: ProcessTarget): Promise<number> {
    return (await this.#agent.waitProcess(wire(target))).status & 0xff;
  }

  async writeStdin(target: ProcessTarget, data: Uint8Array): Promise<number> {
    const { len } = await this.#agent.writeStdin({ ...wire(target), data });
    // A guest that takes nothing, or more than there is, would keep us here for ever or skip bytes.
    if (len < 1 || len > data.length) {
      throw new StatusError(Code.DATA_LOSS, `The agent took ${len} of ${data.length} bytes`);
    }
    return len;
  }

  async closeStdin(target: ProcessTarget): Promise<void> {
    await this.#agent.closeStdin(wire(target), CONTROL);
  }

  async readOutput(stream: "stdout" | "stderr", target: ProcessTarget, length: number): Promise<Uint8Array | null> {
    const request = { ...wire(target), len: length };
    const answer = stream === "stdout" ? this.#agent.readStdout(request) : this.#agent.readStderr(request);
    return await orEnd(answer, length);
  }

  async resize(target: ProcessTarget, rows: number, columns: number): Promise<void> {
    await this.#agent.ttyWinResize({ ...wire(target), row: rows, column: columns }, CONTROL);
  }

  async pids(containerId: string): Promise<number[]> {
    const { processList } = await this.#agent.listProcesses({ containerId, format: "json", args: [] }, CONTROL);
    const pids: unknown = JSON.parse(new TextDecoder().decode(processList));
    if (!Array.isArray(pids) || !pids.every((pid) => Number.isSafeInteger(pid))) {
      throw new StatusError(Code.DATA_LOSS, "The agent's list of processes is no list of pids");
    }
    return pids;
  }

  async stats(containerId: string): Promise<ContainerStats> {
    return toContainerStats(await this.#agent.statsContainer({ containerId }, CONTROL));
  }

  /** Kata's API has no such calls; no name asks husk's agent for the cgroup above its containers'. */
  podPids(): Promise<number[]> {
    return this.pids("");
  }
  podStats(): Promise<ContainerStats> {
    return this.stats("");
  }

  async pauseContainer(containerId: string): Promise<void> {
    await this.#agent.pauseContainer({ containerId }, CONTROL);
  }

  async resumeContainer(containerId: string): Promise<void> {
    await this.#agent.resumeContainer({ containerId }, CONTROL);
  }

  async updateContainer(containerId: string, resourcesJson: Uint8Array): Promise<void> {
    await this.#agent.updateContainer({ containerId, resources: undefined, resourcesJson }, CONTROL);
  }

  async nextOom(): Promise<string> {
    return (await this.#agent.getOOMEvent({})).containerId;
  }
}

/** What came, at most `length` bytes; null where the agent says that the end is reached. */
async function orEnd(answer: Promise<{ data: Uint8Array }>, length: number): Promise<Uint8Array | null> {
  try {
    const { data } = await answer;
    if (data.length === 0) return null;
    if (data.length > length) {
      throw new StatusError(Code.DATA_LOSS, `The agent sent ${data.length} bytes for ${length}`);
    }
    return data;
  } catch (error) {
    if (error instanceof StatusError && error.code === Code.OUT_OF_RANGE) return null;
    throw error;
  }
}

/** Kata's message for a disk on virtio-mmio. The guest finds ours by its serial number, and what Kata has no fields for is in options. */
function toDevice({ serial, path, ...rest }: GuestDisk): Device {
  const { bytes, writable, access, fileMode, uid, gid } = rest;
  const options = Object.entries({ bytes, writable, access, fileMode, uid, gid }).map(([name, value]) =>
    `${name}=${value}`
  );
  return { id: serial, type: "mmioblk", vmPath: "", containerPath: path, options };
}

function storage(driver: string, source: string, fstype: string, mountPoint: string, options: string[]): Storage {
  return { driver, driverOptions: [], source, fstype, options, mountPoint, fsGroup: undefined };
}

/** In Kata's API a container's first process has the container's id as its exec id. */
function wire(target: ProcessTarget): { containerId: string; execId: string } {
  const { containerId, execId } = target;
  return { containerId, execId: execId === "" ? containerId : execId };
}
