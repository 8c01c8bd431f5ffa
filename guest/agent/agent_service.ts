import type { HealthDefinition } from "../../src/gen/agent/health.ts";
import type { Implementation } from "../../src/ttrpc/definition.ts";
import { Code, messageOf, StatusError } from "../../src/util/errors.ts";
import { readStats } from "./cgroup_stats.ts";
import { type GuestSpec, pidsBelow } from "./container.ts";
import { tryRead } from "./files.ts";
import { kataCodec } from "./kata/codec.ts";
import { type Native, O_WRONLY } from "./native.ts";
import { Network } from "./network.ts";
import type { Process } from "./process.ts";
import type { Sandbox } from "./sandbox.ts";
import type { ServedAgentService } from "./served.ts";

/** The API's version that Kata's agents answer. */
const API_VERSION = "0.0.1";
const AGENT_VERSION = "husk-0.1.0";
/** The cgroup below which the host puts every container (src/pod/guest_spec.ts). */
const ALL_CONTAINERS = "/sys/fs/cgroup/husk";
const EMPTY = {};

export const healthService: Implementation<typeof HealthDefinition> = {
  check: () => Promise.resolve({ status: 1 }), // SERVING
  version: () => Promise.resolve({ grpcVersion: API_VERSION, agentVersion: AGENT_VERSION }),
};

/** Kata's agent API: protocol in, calls out. What is left out answers UNIMPLEMENTED. */
export function agentService(native: Native, sandbox: Sandbox): Implementation<typeof ServedAgentService> {
  const processOf = (request: { containerId: string; execId: string }): Process =>
    sandbox.container(request.containerId).process(request.execId);
  const network = new Network(native);
  return {
    async createSandbox(request) {
      await sandbox.create(request);
      return EMPTY;
    },
    async destroySandbox(_request, context) {
      await sandbox.destroy();
      context.afterAnswer(() => native.powerOff());
      return EMPTY;
    },
    async setGuestDateTime({ Sec, Usec }) {
      await native.setClock(Sec, Number(Usec) * 1000);
      return EMPTY;
    },
    async reseedRandomDev({ data }) {
      const random = native.open("/dev/random", O_WRONLY, 0);
      try {
        await native.addEntropy(random, data);
      } finally {
        native.close(random);
      }
      return EMPTY;
    },
    getGuestDetails(request) {
      const blockSize = request.memBlockSize && tryRead(native, "/sys/devices/system/memory/block_size_bytes");
      return Promise.resolve({
        memBlockSizeBytes: blockSize ? BigInt("0x" + blockSize.trim()) : 0n,
        supportMemHotplugProbe: false,
        agentDetails: {
          version: AGENT_VERSION,
          initDaemon: true,
          deviceHandlers: [],
          storageHandlers: ["virtio-fs", "ephemeral", "bind", "local"],
          supportsSeccomp: true,
          extraFeatures: [],
        },
      });
    },
    async updateEphemeralMounts({ storages }) {
      await sandbox.mount(storages);
      return EMPTY;
    },

    updateInterface: ({ interface: wanted }) => {
      if (wanted === undefined) throw new StatusError(Code.INVALID_ARGUMENT, "No interface is named");
      return Promise.resolve(network.updateInterface(wanted));
    },
    updateRoutes: ({ routes, exact }) => Promise.resolve({ Routes: network.updateRoutes(routes?.Routes ?? [], exact) }),
    listInterfaces: () => Promise.resolve({ Interfaces: network.listInterfaces() }),
    listRoutes: () => Promise.resolve({ Routes: network.listRoutes() }),
    addARPNeighbors({ neighbors }) {
      network.addNeighbours(neighbors?.ARPNeighbors ?? []);
      return Promise.resolve(EMPTY);
    },

    async createContainer(request) {
      const { containerId, oci, ociJson } = request;
      sandbox.mount(request.storages);
      const config = ociJson.length > 0 ? decodeText(ociJson) : kataCodec(native).spec(oci, containerId);
      await sandbox.createContainer(containerId, config, parseJson(config, "config.json") as GuestSpec, request);
      return EMPTY;
    },
    async startContainer({ containerId }) {
      await sandbox.container(containerId).start();
      return EMPTY;
    },
    async removeContainer({ containerId }) {
      await sandbox.removeContainer(containerId);
      return EMPTY;
    },
    async execProcess({ containerId, execId, process, processJson, ...ports }) {
      const container = sandbox.container(containerId);
      const config = processJson.length > 0 ? decodeText(processJson) : kataCodec(native).process(process);
      const { terminal } = parseJson(config, "process") as { terminal?: boolean };
      await container.exec(execId, config, terminal ?? false, ports);
      return EMPTY;
    },
    async updateContainer({ containerId, resources, resourcesJson }) {
      const json = resourcesJson.length > 0 ? decodeText(resourcesJson) : kataCodec(native).resources(resources);
      await sandbox.container(containerId).update(json);
      return EMPTY;
    },
    async signalProcess({ containerId, execId, signal }) {
      const container = sandbox.container(containerId);
      if (execId === "") await container.signalAll(signal);
      else await container.signal(execId, signal);
      return EMPTY;
    },
    async waitProcess(request) {
      const status = await processOf(request).exited;
      // Whoever learns of a killed process knows by then what killed it.
      await sandbox.oom.told(request.containerId);
      return { status };
    },
    listProcesses({ containerId, format }) {
      if (format !== "" && format !== "json") {
        throw new StatusError(Code.UNIMPLEMENTED, `Cannot list processes in format '${format}'`);
      }
      const pids = containerId === "" ? pidsBelow(native, ALL_CONTAINERS) : sandbox.container(containerId).pids();
      return Promise.resolve({ processList: new TextEncoder().encode(JSON.stringify(pids)) });
    },
    statsContainer({ containerId }) {
      // Without a name: all containers together, which Kata's API has no call for.
      const cgroup = containerId === "" ? ALL_CONTAINERS : sandbox.container(containerId).cgroup;
      return Promise.resolve(readStats(native, cgroup));
    },
    async pauseContainer({ containerId }) {
      await sandbox.container(containerId).pause();
      return EMPTY;
    },
    async resumeContainer({ containerId }) {
      await sandbox.container(containerId).resume();
      return EMPTY;
    },

    async writeStdin(request) {
      await processOf(request).stdio.write(request.data);
      return { len: request.data.length };
    },
    async readStdout(request, { signal }) {
      return { data: await processOf(request).stdio.read("stdout", request.len, signal) };
    },
    async readStderr(request, { signal }) {
      return { data: await processOf(request).stdio.read("stderr", request.len, signal) };
    },
    async closeStdin(request) {
      await processOf(request).stdio.closeInput();
      return EMPTY;
    },
    async ttyWinResize(request) {
      await processOf(request).stdio.resize(request.row, request.column);
      return EMPTY;
    },
    async getOOMEvent(_request, context) {
      return { containerId: await sandbox.oom.next(context) };
    },
  };
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** INVALID_ARGUMENT where `text` is not an object in JSON; `what` names it. */
function parseJson(text: string, what: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot parse ${what}: ${messageOf(error)}`);
  }
  throw new StatusError(Code.INVALID_ARGUMENT, `Cannot parse ${what}: it is no object`);
}
