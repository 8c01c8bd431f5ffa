/**
 * The containerd that the end-to-end tests drive: a private one, with its own root, state and socket in a temporary
 * folder, and dist/ first in its PATH so that `io.containerd.husk.v2` is the shim under test. It can be killed and
 * started again on the same state. Its ready line and its log lines arrive through a pipe, so nobody polls.
 */
import { execute, mustRun, type Result, type RunOptions } from "./command.ts";
import { LineLog } from "./line_log.ts";
import { patience } from "./patience.ts";

/** Name of the environment variable that marks everything the tests' containerd starts; its value is the run's id. */
export const marker = "HUSK_E2E";

export class Containerd {
  readonly socket: string;
  readonly root: string;
  readonly state: string;
  /** Lines of containerd's standard error; what shims write to their `log` FIFO is among them. */
  readonly log = new LineLog();
  /** Events of all namespaces as `ctr events` prints them, one per line. */
  readonly events = new LineLog();
  #daemon: Deno.ChildProcess | undefined;
  #watcher: Deno.ChildProcess | undefined;

  /**
   * @param directory an existing, empty folder for all that containerd keeps
   * @param namespace the containerd namespace of the run's containers
   * @param binDirectory the folder that holds containerd-shim-husk-v2
   * @param cri configuration of the CRI plugin; without it there is none
   */
  constructor(
    readonly directory: string,
    readonly namespace: string,
    readonly binDirectory: string,
    readonly cri?: string,
  ) {
    this.socket = `${directory}/containerd.sock`;
    this.root = `${directory}/root`;
    this.state = `${directory}/state`;
  }

  /** Pids of the processes that are the harness's own: the daemon and the event watcher. */
  get pids(): number[] {
    return [this.#daemon?.pid, this.#watcher?.pid].filter((pid) => pid !== undefined);
  }

  /** "overlayfs", or "native" where containerd found that the folder's file system cannot carry an overlay. */
  get snapshotter(): string {
    const skipped = (line: string) => line.includes("skip loading plugin") && line.includes("v1.overlayfs");
    return this.log.since(0).some(skipped) ? "native" : "overlayfs";
  }

  /** Major and minor version, e.g. "1.7", as the daemon logs them. */
  get version(): string {
    const line = this.log.since(0).find((line) => line.includes("starting containerd"));
    return /\bversion="?v?(\d+\.\d+)/.exec(line ?? "")?.[1] ?? "";
  }

  /** Starts the daemon and resolves once it serves and its events are being read. */
  async start(): Promise<void> {
    const config = `${this.directory}/config.toml`;
    await Deno.writeTextFile(config, this.#config());
    const mark = this.log.mark();
    this.#daemon = new Deno.Command("containerd", {
      args: ["--config", config],
      env: { PATH: `${this.binDirectory}:${Deno.env.get("PATH")}`, [marker]: this.namespace },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    this.log.follow(this.#daemon.stderr!);
    await this.log.wait((line) => line.includes("containerd successfully booted"), { from: mark, timeout: 30_000 });
    await this.#watchEvents();
  }

  /** Kills the daemon with SIGKILL, as a crash would; shims and containers go on. */
  async kill(): Promise<void> {
    const daemon = this.#daemon;
    if (!daemon) return;
    this.#daemon = undefined;
    daemon.kill("SIGKILL");
    await daemon.status;
    await this.#endWatcher();
  }

  /** Ends the daemon in an orderly way. */
  async stop(): Promise<void> {
    await this.#endWatcher();
    const daemon = this.#daemon;
    if (!daemon) return;
    this.#daemon = undefined;
    daemon.kill("SIGTERM");
    await daemon.status;
  }

  /** Runs `ctr` against this containerd, in the run's namespace. */
  ctr(args: string[], options?: RunOptions): Promise<Result> {
    return execute("ctr", this.ctrArgs(args), options);
  }

  /** Like ctr(), but rejects where the exit code is not 0. */
  mustCtr(args: string[], options?: RunOptions): Promise<Result> {
    return mustRun("ctr", this.ctrArgs(args), options);
  }

  /** The whole argument list of a `ctr` call. */
  ctrArgs(args: string[], namespace = this.namespace): string[] {
    return ["-a", this.socket, "-n", namespace, ...args];
  }

  async #watchEvents(): Promise<void> {
    const mark = this.events.mark();
    this.#watcher = new Deno.Command("ctr", {
      args: ["-a", this.socket, "events"],
      stdin: "null",
      stdout: "piped",
      stderr: "null",
      env: { [marker]: this.namespace },
    }).spawn();
    this.events.follow(this.#watcher.stdout!);
    // The subscription has no acknowledgement: send events of our own until one of them comes back.
    for (let attempt = 0;; attempt++) {
      await this.mustCtr(["namespaces", "label", this.namespace, `watch=${crypto.randomUUID()}`]);
      const seen = this.events.wait((line) => line.includes("/namespaces/update"), { from: mark, timeout: 200 });
      if (await seen.then(() => true, () => false)) return;
      if (attempt === 50) throw new Error("Cannot subscribe to containerd's events: none arrived in 50 attempts");
    }
  }

  async #endWatcher(): Promise<void> {
    const watcher = this.#watcher;
    if (!watcher) return;
    this.#watcher = undefined;
    try {
      watcher.kill("SIGKILL");
    } catch {
      // It has ended with the daemon's connection.
    }
    await watcher.status;
  }

  #config(): string {
    return `version = 2
root = "${this.root}"
state = "${this.state}"
disabled_plugins = [${
      this.cri ? "" : `"io.containerd.grpc.v1.cri", `
    }"io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs",
  "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
[grpc]
  address = "${this.socket}"
[debug]
  level = "info"
[timeouts]
  "io.containerd.timeout.shim.cleanup" = "${5 * patience}s"
  "io.containerd.timeout.shim.load" = "${5 * patience}s"
${this.cri ?? ""}`;
  }
}
