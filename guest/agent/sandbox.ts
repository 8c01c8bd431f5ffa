import type { CreateSandboxRequest, Storage } from "../../src/gen/agent/agent.ts";
import { Code, messageOf, StatusError } from "../../src/util/errors.ts";
import { Container, type ContainerTools, type GuestSpec } from "./container.ts";
import { placeDisks } from "./disks.ts";
import { makeDirs } from "./files.ts";
import { guestDevices } from "./guest_devices.ts";
import { mountStorage } from "./mounts.ts";
import type { Native } from "./native.ts";
import { OomWatch } from "./oom_watch.ts";
import { pidNamespaceOf, PodPidNamespace } from "./pod_pid_namespace.ts";
import type { CreateContainer, StdioPorts } from "./requests.ts";

/** What of a request to make a container only the guest can turn into a part of its spec. */
type Wishes = Pick<CreateContainer, "sandboxPidns" | "pidnsContainer" | "allDevices" | "devices">;

/** The pod: what its containers share, and the containers by id. */
export class Sandbox {
  readonly oom: OomWatch;
  readonly #pids: PodPidNamespace;
  #tools: ContainerTools;
  #containers = new Map<string, Container>();
  /** Container ids whose creation is under way. */
  #creating = new Set<string>();
  #inMemory = new Set<string>();

  constructor(tools: ContainerTools) {
    this.#tools = tools;
    this.#pids = new PodPidNamespace(tools.native);
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
    for (const [name, value] of Object.entries(request.sysctls)) setSysctl(native, name, value);
  }

  mount(storages: readonly Storage[]): void {
    for (const storage of storages) {
      // A file system in memory is the pod's: whichever of its containers comes first makes it.
      const isShared = storage.driver === "ephemeral";
      if (isShared && this.#inMemory.has(storage.mountPoint)) continue;
      mountStorage(this.#tools.native, storage);
      if (isShared) this.#inMemory.add(storage.mountPoint);
    }
  }

  /** `config` is config.json and `spec` what it says; `wishes` what only the guest can put into it, and where stdio goes. */
  async createContainer(id: string, config: string, spec: GuestSpec, wishes: Wishes & StdioPorts): Promise<void> {
    // The id becomes a part of paths; containerd's own rule for ids.
    if (!/^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/.test(id)) {
      throw new StatusError(Code.INVALID_ARGUMENT, `Container id '${id}' is not valid`);
    }
    if (this.#containers.has(id) || this.#creating.has(id)) {
      throw new StatusError(Code.ALREADY_EXISTS, `Container '${id}' exists`);
    }
    this.#creating.add(id);
    try {
      await placeDisks(this.#tools.native, spec, wishes.devices);
      const text = this.#complete(spec, wishes) ? JSON.stringify(spec) : config;
      const container = await Container.create(this.#tools, id, text, spec, wishes);
      this.#containers.set(id, container);
      this.oom.add(id, container.cgroup);
    } finally {
      this.#creating.delete(id);
    }
  }

  /** Changes `spec`; false where there is nothing to change. */
  #complete(spec: GuestSpec, { sandboxPidns, pidnsContainer, allDevices, devices }: Wishes): boolean {
    const linux = spec.linux ??= {};
    if (sandboxPidns || pidnsContainer !== "") {
      const path = sandboxPidns ? this.#pids.path : pidNamespaceOf(this.container(pidnsContainer).init.pid);
      const others = linux.namespaces?.filter(({ type }) => type !== "pid") ?? [];
      linux.namespaces = [...others, { type: "pid", path }];
    }
    if (allDevices) {
      const own = linux.devices ?? [];
      const named = new Set(own.map(({ path }) => path));
      linux.devices = [...own, ...guestDevices(this.#tools.native).filter(({ path }) => !named.has(path))];
    }
    return sandboxPidns || pidnsContainer !== "" || allDevices || devices.length > 0;
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

/** Names have dots for slashes; one with a slash has a dot in a part of it (sysctl.d(5): net/ipv4/conf/eth0.1/forwarding). */
function setSysctl(native: Native, name: string, value: string): void {
  const path = name.includes("/") ? name : name.replaceAll(".", "/");
  try {
    native.writeFile(`/proc/sys/${path}`, value, 0);
  } catch (error) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot set sysctl '${name}' to '${value}': ${messageOf(error)}`);
  }
}
