import type { CreateSandboxRequest, Storage } from "../../src/gen/agent/agent.ts";
import { Code, StatusError } from "../../src/util/errors.ts";
import { Container, type ContainerTools, type GuestSpec } from "./container.ts";
import { makeDirs } from "./files.ts";
import { mountStorage } from "./mounts.ts";
import { OomWatch } from "./oom_watch.ts";

/** The pod: what its containers share, and the containers by id. */
export class Sandbox {
  readonly oom: OomWatch;
  #tools: ContainerTools;
  #containers = new Map<string, Container>();
  /** Container ids whose creation is under way. */
  #creating = new Set<string>();

  constructor(tools: ContainerTools) {
    this.#tools = tools;
    this.oom = new OomWatch(tools.native);
  }

  /** Gives the VM, which knew nothing of its pod until now, the pod's name, DNS servers and shared file systems. */
  create(request: CreateSandboxRequest): void {
    const { native } = this.#tools;
    if (request.hostname !== "") native.setHostname(request.hostname);
    makeDirs(native, "/run/husk", 0o711);
    if (request.dns.length > 0) native.writeFile("/run/husk/resolv.conf", request.dns.join("\n") + "\n", 0o644);
    this.mount(request.storages);
    native.interfaceUp("lo");
  }

  mount(storages: readonly Storage[]): void {
    for (const storage of storages) mountStorage(this.#tools.native, storage);
  }

  async createContainer(id: string, config: string, spec: GuestSpec): Promise<void> {
    // The id becomes a part of paths; containerd's own rule for ids.
    if (!/^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/.test(id)) {
      throw new StatusError(Code.INVALID_ARGUMENT, `Container id '${id}' is not valid`);
    }
    if (this.#containers.has(id) || this.#creating.has(id)) {
      throw new StatusError(Code.ALREADY_EXISTS, `Container '${id}' exists`);
    }
    this.#creating.add(id);
    try {
      const container = await Container.create(this.#tools, id, config, spec);
      this.#containers.set(id, container);
      this.oom.add(id, container.cgroup);
    } finally {
      this.#creating.delete(id);
    }
  }

  container(id: string): Container {
    const found = this.#containers.get(id);
    if (found === undefined) throw new StatusError(Code.NOT_FOUND, `No container '${id}'`);
    return found;
  }

  /** Removing what is not there is no error. */
  async removeContainer(id: string): Promise<void> {
    const container = this.#containers.get(id);
    if (container === undefined) return;
    this.oom.remove(id);
    await container.remove();
    this.#containers.delete(id);
  }

  async destroy(): Promise<void> {
    for (const id of [...this.#containers.keys()]) await this.removeContainer(id);
  }
}
