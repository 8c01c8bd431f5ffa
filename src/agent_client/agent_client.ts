import {
  AgentServiceDefinition,
  CreateContainerRequest,
  ExecProcessRequest,
  type StatsContainerResponse,
} from "../gen/agent/agent.ts";
import { Client } from "../ttrpc/client.ts";
import type { Stub } from "../ttrpc/definition.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { Code, StatusError } from "../util/errors.ts";
import type { Agent, ContainerStats, ProcessTarget } from "./agent.ts";

/** How long the agent may take for one operation. Reads, writes and waits have no limit: they end with the process. */
const OPERATION_MS = 60_000;
/** The longest answer taken from a guest, in bytes: far above a chunk of output, far below what could hurt. */
const MOST_ANSWER = 1 << 20;
const CONTROL = { timeoutMs: OPERATION_MS };
const NOTHING = new Uint8Array();

/** The guest agent over ttrpc (package grpc, Kata's API). Requests may be sent before the guest is up: the channel holds them. */
export class AgentClient implements Agent {
  #client: Client;
  #agent: Stub<typeof AgentServiceDefinition>;

  constructor(channel: ByteChannel) {
    this.#client = new Client(channel, { timers: globalThis, maxAnswerLength: MOST_ANSWER });
    this.#agent = this.#client.stub(AgentServiceDefinition);
  }

  get closed(): Promise<void> {
    return this.#client.closed;
  }
  close(): void {
    this.#client.close();
  }

  async createSandbox(
    sandbox: { id: string; hostname: string; sharedTag: string; sharedMountPoint: string },
  ): Promise<void> {
    await this.#agent.createSandbox({
      hostname: sandbox.hostname,
      dns: [],
      storages: [{
        driver: "virtio-fs",
        driverOptions: [],
        source: sandbox.sharedTag,
        fstype: "virtiofs",
        options: [],
        mountPoint: sandbox.sharedMountPoint,
        fsGroup: undefined,
      }],
      sandboxPidns: false,
      sandboxId: sandbox.id,
      guestHookPath: "",
      kernelModules: [],
    });
  }

  async setTime(now: number): Promise<void> {
    await this.#agent.setGuestDateTime({ Sec: BigInt(Math.floor(now / 1000)), Usec: BigInt((now % 1000) * 1000) });
  }

  async reseed(entropy: Uint8Array): Promise<void> {
    await this.#agent.reseedRandomDev({ data: entropy });
  }

  async createContainer(containerId: string, ociJson: Uint8Array): Promise<void> {
    const request = CreateContainerRequest.decode(NOTHING);
    await this.#agent.createContainer({ ...request, containerId, execId: containerId, ociJson }, CONTROL);
  }

  async startContainer(containerId: string): Promise<void> {
    await this.#agent.startContainer({ containerId }, CONTROL);
  }

  async removeContainer(containerId: string): Promise<void> {
    await this.#agent.removeContainer({ containerId, timeout: OPERATION_MS / 1000 }, CONTROL);
  }

  async execProcess(containerId: string, execId: string, processJson: Uint8Array): Promise<void> {
    const request = ExecProcessRequest.decode(NOTHING);
    await this.#agent.execProcess({ ...request, containerId, execId, processJson }, CONTROL);
  }

  async signalProcess(target: ProcessTarget, signal: number): Promise<void> {
    await this.#agent.signalProcess({ ...wire(target), signal }, CONTROL);
  }

  async signalAll(containerId: string, signal: number): Promise<void> {
    await this.#agent.signalProcess({ containerId, execId: "", signal }, CONTROL);
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
    try {
      const { data } = await (stream === "stdout" ? this.#agent.readStdout(request) : this.#agent.readStderr(request));
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
}

/** In Kata's API a container's first process has the container's id as its exec id. */
function wire(target: ProcessTarget): { containerId: string; execId: string } {
  const { containerId, execId } = target;
  return { containerId, execId: execId === "" ? containerId : execId };
}

/** Kata's stats carry cpu times in nanoseconds; cgroup v2 counts microseconds. */
function toContainerStats({ cgroupStats }: StatsContainerResponse): ContainerStats {
  const cpu = cgroupStats?.cpuStats;
  const memory = cgroupStats?.memoryStats;
  const micro = (nanoseconds: bigint | undefined) => (nanoseconds ?? 0n) / 1000n;
  return {
    cpu: {
      usage: micro(cpu?.cpuUsage?.totalUsage),
      user: micro(cpu?.cpuUsage?.usageInUsermode),
      system: micro(cpu?.cpuUsage?.usageInKernelmode),
      periods: cpu?.throttlingData?.periods ?? 0n,
      throttledPeriods: cpu?.throttlingData?.throttledPeriods ?? 0n,
      throttledTime: micro(cpu?.throttlingData?.throttledTime),
    },
    memory: {
      usage: memory?.usage?.usage ?? 0n,
      limit: memory?.usage?.limit ?? 0n,
      stat: new Map(Object.entries(memory?.stats ?? {})),
    },
    pids: { current: cgroupStats?.pidsStats?.current ?? 0n, limit: cgroupStats?.pidsStats?.limit ?? 0n },
  };
}
