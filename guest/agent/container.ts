import { Code, StatusError } from "../../src/util/errors.ts";
import type { Children } from "./children.ts";
import type { Crun } from "./crun.ts";
import { makeDirs, removeTree } from "./files.ts";
import type { HostStreams } from "./host_streams.ts";
import type { Native } from "./native.ts";
import type { StdioPorts } from "./requests.ts";
import { launch, type Process } from "./process.ts";

const BUNDLES = "/run/husk/bundles";
const SIGKILL = 9;

/** What of an OCI config.json the agent itself looks at. */
export interface GuestSpec {
  process?: { terminal?: boolean };
  hooks?: Record<string, unknown[] | undefined>;
  linux?: {
    namespaces?: { type: string; path?: string }[];
    devices?: {
      path: string;
      type?: string;
      major?: number;
      minor?: number;
      fileMode?: number;
      uid?: number;
      gid?: number;
    }[];
    resources?: { devices?: unknown[] };
  };
}

export interface ContainerTools {
  native: Native;
  children: Children;
  crun: Crun;
  streams: HostStreams;
}

/** How many ended execs a container remembers. */
const MOST_ENDED = 32;

/** One container: made by create(), gone after remove(). */
export class Container {
  readonly id: string;
  /** The container's directory in /sys/fs/cgroup. */
  readonly cgroup: string;
  /** The first process. */
  readonly init: Process;
  #tools: ContainerTools;
  #bundle: string;
  #processes = new Map<string, Process>();
  #hasPoststart: boolean;
  #execs = 0;

  private constructor(tools: ContainerTools, id: string, bundle: string, spec: GuestSpec, init: Process) {
    this.#tools = tools;
    this.id = id;
    this.#bundle = bundle;
    this.init = init;
    this.#processes.set(id, init);
    this.#hasPoststart = (spec.hooks?.["poststart"]?.length ?? 0) > 0;
    this.cgroup = cgroupOf(tools.native, init.pid);
    // The end of a PID namespace's first process ends all in it; in one that is shared nobody else would end the others.
    if (sharesPids(spec)) init.exited.then(() => this.#endAll());
  }

  #endAll(): void {
    try {
      this.signalAll(SIGKILL);
    } catch {
      // The container has been removed, and its cgroup with it.
    }
  }

  /** Has crun create the container; its init process waits for start(). `config` is config.json. */
  static async create(
    tools: ContainerTools,
    id: string,
    config: string,
    spec: GuestSpec,
    ports: StdioPorts,
  ): Promise<Container> {
    const { native, crun } = tools;
    const bundle = `${BUNDLES}/${id}`;
    makeDirs(native, bundle, 0o700);
    try {
      native.writeFile(`${bundle}/config.json`, config, 0o600);
      const init = await launch(tools, {
        terminal: spec.process?.terminal ?? false,
        ports,
        prefix: `${bundle}/init`,
        run: (args, fds) => crun.run("create", ["--bundle", bundle, ...args, id], `${bundle}/log`, fds),
      });
      return new Container(tools, id, bundle, spec, init);
    } catch (error) {
      removeTree(native, bundle);
      throw error;
    }
  }

  async start(): Promise<void> {
    if (this.#hasPoststart) await this.#crun("start", [this.id]);
    else this.#tools.crun.start(this.id);
  }

  /** Starts another process. `config` is the OCI process as JSON. */
  async exec(execId: string, config: string, terminal: boolean, ports: StdioPorts): Promise<void> {
    if (this.#processes.get(execId)?.status === undefined && this.#processes.has(execId)) {
      throw new StatusError(Code.ALREADY_EXISTS, `Process '${execId}' exists in container '${this.id}'`);
    }
    this.#forgetEnded(execId);
    const prefix = `${this.#bundle}/exec${++this.#execs}`;
    const file = `${prefix}.json`;
    this.#tools.native.writeFile(file, config, 0o600);
    try {
      const made = await launch(this.#tools, {
        terminal,
        ports,
        prefix,
        run: (args, fds) => this.#crun("exec", ["--detach", "--process", file, ...args, this.id], fds),
      });
      this.#processes.set(execId, made);
    } finally {
      this.#tools.native.unlink(file);
    }
  }

  /**
   * Kata's API has no call that frees an exec, and a probe may come every second for months: of those that have ended, the
   * latest few stay for who asks after them late; `execId`, which is about to be used again, goes in any case.
   */
  #forgetEnded(execId: string): void {
    const ended = [...this.#processes].filter(([id, { status }]) => id !== this.id && status !== undefined);
    for (const [index, [id, process]] of ended.entries()) {
      if (id !== execId && index >= ended.length - MOST_ENDED) continue;
      process.stdio.close();
      this.#processes.delete(id);
    }
  }

  /** The process with this exec id; "" is the container's init process. */
  process(execId: string): Process {
    const found = this.#processes.get(execId || this.id);
    if (found === undefined) {
      throw new StatusError(Code.NOT_FOUND, `No process '${execId}' in container '${this.id}'`);
    }
    return found;
  }

  /** Signals one process. NOT_FOUND when it has ended. */
  signal(execId: string, signal: number): void {
    const process = this.process(execId);
    if (process.status !== undefined || !this.#tools.native.kill(process.pid, signal)) {
      throw new StatusError(Code.NOT_FOUND, `Process '${execId || this.id}' of container '${this.id}' has ended`);
    }
  }

  /** Signals every process of the container; SIGKILL by the kernel, in one step that no fork escapes. */
  signalAll(signal: number): void {
    if (signal === SIGKILL) return this.#tools.native.writeFile(`${this.cgroup}/cgroup.kill`, "1", 0);
    for (const pid of this.pids()) this.#tools.native.kill(pid, signal);
  }

  /** All pids, as the guest's root namespace numbers them. */
  pids(): number[] {
    return pidsBelow(this.#tools.native, this.cgroup);
  }

  async pause(): Promise<void> {
    await this.#crun("pause", [this.id]);
  }

  async resume(): Promise<void> {
    await this.#crun("resume", [this.id]);
  }

  /** Changes the container's limits. `resources` is linux.resources of the OCI spec as JSON. */
  async update(resources: string): Promise<void> {
    const file = `${this.#bundle}/resources.json`;
    this.#tools.native.writeFile(file, resources, 0o600);
    await this.#crun("update", ["--resources", file, this.id]);
  }

  /** Kills what is left and frees everything. */
  async remove(): Promise<void> {
    await this.#crun("delete", ["--force", this.id]);
    for (const process of this.#processes.values()) process.stdio.close();
    removeTree(this.#tools.native, this.#bundle);
  }

  #crun(command: string, args: string[], fds: readonly number[] = []): Promise<void> {
    const log = `${this.#bundle}/log`;
    this.#tools.native.writeFile(log, "", 0o600); // crun appends
    return this.#tools.crun.run(command, args, log, fds);
  }
}

function sharesPids(spec: GuestSpec): boolean {
  return !spec.linux?.namespaces?.some(({ type, path }) => type === "pid" && !path);
}

function cgroupOf(native: Native, pid: number): string {
  const line = native.readFile(`/proc/${pid}/cgroup`).trim();
  if (!line.startsWith("0::/")) throw new StatusError(Code.INTERNAL, `Process ${pid} is in no cgroup v2: ${line}`);
  return `/sys/fs/cgroup${line.slice(3)}`;
}

/** Pids of a cgroup and of those in it; none where there is no such cgroup. */
export function pidsBelow(native: Native, cgroup: string): number[] {
  if (native.stat(cgroup) === null) return [];
  const pids = native.readFile(`${cgroup}/cgroup.procs`).split("\n").filter((line) => line !== "").map(Number);
  for (const name of native.readDir(cgroup)) {
    const stat = native.stat(`${cgroup}/${name}`);
    if (stat !== null && (stat.mode & 0o170000) === 0o040000) pids.push(...pidsBelow(native, `${cgroup}/${name}`));
  }
  return pids;
}
