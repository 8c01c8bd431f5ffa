/** What a test case gets: its containerd, its scratch folder, fresh container names, and short ways to run things. */
import { AUTO, type Backend } from "./backends.ts";
import { Background } from "./background.ts";
import type { Result, RunOptions } from "./command.ts";
import type { Containerd } from "./containerd.ts";
import { type TaskEvent, TaskEvents } from "./events.ts";
import { image } from "./images.ts";
import { createHash } from "./socket_name.ts";

export type Runtime = "husk" | "runc";

const runtimeNames = { husk: "io.containerd.husk.v2", runc: "io.containerd.runc.v2" };

/** How a container is run: what stands between `ctr run` and the image, and the command. */
export interface ContainerOptions extends RunOptions {
  id?: string;
  image?: string;
  flags?: string[];
  /** Another runtime than the one under test, to compare with. */
  runtime?: Runtime;
}

export class Context {
  readonly #ids: string[] = [];
  readonly #socketNames: string[] = [];
  readonly #notes: string[] = [];
  readonly #disposals = new AsyncDisposableStack();
  #directory: string | undefined;

  constructor(
    readonly containerd: Containerd,
    readonly runtime: Runtime,
    readonly dist: string,
    readonly backend: Backend = AUTO,
    /** The runtime's name in the configuration of the CRI plugin. */
    readonly handler: string = runtime,
  ) {}

  /** The runtime's name as containerd knows it. */
  get runtimeName(): string {
    return runtimeNames[this.runtime];
  }

  /** The backend's annotations, for a spec that a case writes itself; none under runc. */
  get annotations(): Readonly<Record<string, string>> {
    return this.runtime === "husk" ? this.backend.annotations : {};
  }

  /** A container name that no other case has used. */
  id(label = "x"): string {
    const id = `${label}-${crypto.randomUUID().slice(0, 8)}`;
    this.know(id, this.containerd.namespace);
    return id;
  }

  /** Takes a container of containerd's own naming for one of the case's: what it leaves is the case's leak. */
  know(id: string, namespace: string): void {
    this.#ids.push(id);
    this.#socketNames.push(createHash(`${namespace}/${id}`));
  }

  /** A folder of the case's own; removed after the case. */
  get directory(): string {
    this.#directory ??= Deno.makeTempDirSync({ dir: this.containerd.directory, prefix: "case-" });
    return this.#directory;
  }

  /** Has `action` run after the case, last added first. */
  defer(action: () => void | Promise<void>): void {
    this.#disposals.defer(action);
  }

  /** Adds a figure to the case's line in the report. */
  note(text: string): void {
    this.#notes.push(text);
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Runs `ctr` with these arguments; the caller judges the exit code. */
  ctr(args: string[], options?: RunOptions): Promise<Result> {
    return this.containerd.ctr(args, options);
  }

  /** Runs `ctr` and rejects where the exit code is not 0. */
  mustCtr(args: string[], options?: RunOptions): Promise<Result> {
    return this.containerd.mustCtr(args, options);
  }

  /** `ctr run --rm` of a command, to its end. */
  run(command: string[], options: ContainerOptions = {}): Promise<Result> {
    const id = options.id ?? this.id();
    // ctr 1.6 forgets to close the container's standard input where its own ends before the task has been made.
    const feedAfter = options.stdin === undefined ? undefined : this.eventsOf(id).wait("start");
    const args = this.runArgs(command, { ...options, id, flags: ["--rm", ...options.flags ?? []] });
    return this.ctr(args, { ...options, ...(feedAfter && { feedAfter }) });
  }

  /** A shell script in a container, to its end; rejects where its exit code is not 0. Resolves to its standard output. */
  async shell(script: string, options: ContainerOptions = {}): Promise<string> {
    const args = this.runArgs(["sh", "-c", script], { ...options, flags: ["--rm", ...options.flags ?? []] });
    return (await this.mustCtr(args, options)).stdout;
  }

  /** Starts a container that goes on (`ctr run -d`); it is killed and deleted after the case if the case has not. */
  async detached(command: string[], options: ContainerOptions = {}): Promise<string> {
    const id = options.id ?? this.id();
    await this.mustCtr(this.runArgs(command, { ...options, id, flags: ["-d", "--null-io", ...options.flags ?? []] }));
    this.defer(() => this.remove(id));
    return id;
  }

  /** Ends a container and removes it. Does nothing where it is gone. */
  async remove(id: string): Promise<void> {
    const tasks = (await this.mustCtr(["task", "ls", "-q"])).stdout.split("\n");
    if (tasks.includes(id)) await this.mustCtr(["task", "delete", "-f", id]);
    const containers = (await this.mustCtr(["containers", "ls", "-q"])).stdout.split("\n");
    if (containers.includes(id)) await this.mustCtr(["containers", "delete", id]);
  }

  /** Starts a program that the case talks to; it is killed after the case if it still runs. */
  background(command: string, args: string[]): Background {
    return this.#disposals.use(new Background(command, args));
  }

  /** `ctr` with these arguments as a background program. */
  backgroundCtr(args: string[]): Background {
    return this.background("ctr", this.containerd.ctrArgs(args));
  }

  /** `ctr run --rm` as a background program. */
  backgroundRun(command: string[], options: ContainerOptions = {}): Background {
    return this.backgroundCtr(this.runArgs(command, { ...options, flags: ["--rm", ...options.flags ?? []] }));
  }

  /** The arguments of a `ctr run`. Its FIFOs are in a folder that the leak check watches. */
  runArgs(command: string[], options: ContainerOptions = {}): string[] {
    const { id = this.id(), flags = [] } = options;
    const annotations = Object.entries(this.annotations).flatMap((
      [name, value],
    ) => ["--annotation", `${name}=${value}`]);
    return [
      ...[
        "run",
        "--runtime",
        runtimeNames[options.runtime ?? this.runtime],
        "--fifo-dir",
        `${this.containerd.directory}/fifo`,
        "--snapshotter",
        this.containerd.snapshotter,
      ],
      ...(options.runtime ?? this.runtime) === "husk" ? annotations : [],
      ...flags,
      ...flags.includes("--config") ? [id] : [options.image ?? image.busybox, id, ...command],
    ];
  }

  /** `ctr task exec` in a running container, to its end. */
  exec(id: string, command: string[], options: RunOptions & { flags?: string[] } = {}): Promise<Result> {
    const name = `e-${crypto.randomUUID().slice(0, 8)}`;
    const flags = options.flags?.includes("--exec-id") ? options.flags : ["--exec-id", name, ...options.flags ?? []];
    const started = (event: TaskEvent) => event.fields["exec_id"] === name;
    const feedAfter = options.stdin === undefined ? undefined : this.eventsOf(id).wait("exec-started", started);
    return this.ctr(this.execArgs(id, command, flags), { ...options, ...(feedAfter && { feedAfter }) });
  }

  /** The arguments of a `ctr task exec` with a fresh exec id (or the one among the flags). */
  execArgs(id: string, command: string[], flags: string[] = []): string[] {
    const name = flags.includes("--exec-id") ? [] : ["--exec-id", `e-${crypto.randomUUID().slice(0, 8)}`];
    return ["task", "exec", "--fifo-dir", `${this.containerd.directory}/fifo`, ...name, ...flags, id, ...command];
  }

  /** The events of a container from now on. */
  eventsOf(id: string): TaskEvents {
    return new TaskEvents(this.containerd.events, this.containerd.namespace, id);
  }

  /** The task's status as `ctr task ls` prints it ("RUNNING", "STOPPED"), or undefined where there is no such task. */
  async taskStatus(id: string): Promise<string | undefined> {
    const { stdout } = await this.mustCtr(["task", "ls"]);
    return stdout.split("\n").map((line) => line.trim().split(/\s+/)).find(([name]) => name === id)?.[2];
  }

  /** The task's pid on the host as `ctr task ls` prints it. */
  async taskPid(id: string): Promise<number> {
    const { stdout } = await this.mustCtr(["task", "ls"]);
    const fields = stdout.split("\n").map((line) => line.trim().split(/\s+/)).find(([name]) => name === id);
    if (!fields) throw new Error(`No task ${id} in:\n${stdout}`);
    return Number(fields[1]);
  }

  /** The folder that containerd made for the task: config.json, rootfs, log, address. */
  bundle(id: string): string {
    return `${this.containerd.state}/io.containerd.runtime.v2.task/${this.containerd.namespace}/${id}`;
  }

  /** Strings that only this case's resources contain. */
  marks(): string[] {
    const { directory, namespace } = this.containerd;
    return [directory, namespace, ...this.#ids, ...this.#socketNames];
  }

  /** Undoes what the case has deferred. */
  async close(): Promise<void> {
    await this.#disposals.disposeAsync();
    if (this.#directory) await Deno.remove(this.#directory, { recursive: true });
  }

  /** Removes every container of the run, whatever state it is in. */
  async forceClean(): Promise<void> {
    for (const id of (await this.ctr(["task", "ls", "-q"])).stdout.split("\n").filter(Boolean)) {
      await this.ctr(["task", "delete", "-f", id], { timeout: 15_000 }).catch(() => {});
    }
    for (const id of (await this.ctr(["containers", "ls", "-q"])).stdout.split("\n").filter(Boolean)) {
      await this.ctr(["containers", "delete", id], { timeout: 15_000 }).catch(() => {});
    }
  }
}
