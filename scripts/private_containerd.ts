/**
 * A containerd of our own: root, state, socket and log in one folder, and `dist/` first in its PATH, so that
 * `io.containerd.husk.v2` is what was built here. The system's containerd is neither asked nor touched.
 */
import { run } from "./command.ts";
import { type Log } from "./progress.ts";
import { packageRoot } from "./setup.ts";

const NAMESPACE = "husk";

/** Plugins that a pod on overlayfs has no use for; loading them is most of containerd's start. */
const DISABLED = [
  ...["grpc.v1.cri", "internal.v1.opt", "internal.v1.tracing", "tracing.processor.v1.otlp", "nri.v1.nri"],
  ...["aufs", "btrfs", "devmapper", "zfs"].map((name) => `snapshotter.v1.${name}`),
].map((name) => `io.containerd.${name}`);

/** What the CRI plugin needs: its part of config.toml; disposed of once containerd has ended. */
export type CriParts = { readonly config: string } & AsyncDisposable;

export class PrivateContainerd implements AsyncDisposable {
  /** Lines of containerd's log, in which shims log as well. */
  readonly lines: string[] = [];
  #stopping: Promise<void> | undefined;
  #ended: Promise<void>;
  /** Resolved when there are more log lines; undefined when there will be none. */
  #more: PromiseWithResolvers<void> | undefined = Promise.withResolvers<void>();

  private constructor(
    readonly folder: string,
    readonly socket: string,
    readonly path: string,
    readonly ctrProgram: string,
    private readonly daemon: Deno.ChildProcess,
    ready: PromiseWithResolvers<void>,
    private readonly cri?: CriParts,
  ) {
    this.#ended = this.#readLog(ready);
  }

  /** Starts it in a new temporary folder; resolves once it serves. `cri` prepares the CRI plugin below a folder; else there is none. */
  static async start(
    dist: string,
    log: Log,
    cri?: (folder: string) => Promise<CriParts>,
  ): Promise<PrivateContainerd> {
    const roots = await Promise.all(["containerd", "runc"].map((name) => packageRoot(name, log)));
    const programs = [dist, ...roots.flatMap((root) => [`${root}/usr/bin`, `${root}/usr/sbin`])];
    const path = [...programs, Deno.env.get("PATH") ?? "/usr/bin:/bin"].join(":");
    // Not below /tmp: it may be a tmpfs, or swept.
    const folder = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-" });
    const socket = `${folder}/containerd.sock`;
    const config = `${folder}/config.toml`;
    const parts = await cri?.(folder);
    await Deno.writeTextFile(config, configText(folder, socket, parts));
    const daemon = new Deno.Command(`${roots[0]}/usr/bin/containerd`, {
      args: ["--config", config],
      env: { PATH: path },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      detached: true, // ^C on the terminal is for us: it must still serve while we clean up
    }).spawn();
    const ready = Promise.withResolvers<void>();
    const ctr = `${roots[0]}/usr/bin/ctr`;
    const containerd = new PrivateContainerd(folder, socket, path, ctr, daemon, ready, parts);
    try {
      await ready.promise;
    } catch (error) {
      await containerd.stop();
      throw error;
    }
    return containerd;
  }

  /** "overlayfs", or "native" where its plugin found that the folder's file system cannot carry an overlay. */
  get snapshotter(): string {
    const skipped = this.lines.some((line) => line.includes("skip loading plugin") && line.includes("v1.overlayfs"));
    return skipped ? "native" : "overlayfs";
  }

  /** The command line that runs ctr on this containerd. */
  ctr(args: readonly string[], namespace = NAMESPACE): string[] {
    return [this.ctrProgram, "-a", this.socket, "-n", namespace, ...args];
  }

  async importImage(archive: string, namespace = NAMESPACE): Promise<void> {
    await run(this.ctr(["images", "import", "--snapshotter", this.snapshotter, archive], namespace));
  }

  /** Resolves to the first log line, past or to come, that `matches`; to undefined when containerd ends without one. */
  async line(matches: (line: string) => boolean): Promise<string | undefined> {
    for (let seen = 0;;) {
      const more = this.#more;
      const fresh = this.lines.slice(seen);
      const found = fresh.find(matches);
      if (found !== undefined || more === undefined) return found;
      seen += fresh.length;
      await more.promise;
    }
  }

  /** Kills what containers are left, ends containerd and removes all that it had. Every call waits for the one clean-up. */
  stop(): Promise<void> {
    return this.#stopping ??= this.#stop();
  }

  async #stop(): Promise<void> {
    await this.#endContainers();
    try {
      this.daemon.kill("SIGTERM");
    } catch {
      // It has ended by itself; what it left is removed all the same.
    }
    await this.daemon.status;
    await this.#ended;
    await this.cri?.[Symbol.asyncDispose]();
    for (const mount of mountsBelow(await Deno.readTextFile("/proc/self/mountinfo"), this.folder)) {
      await run(["umount", "-l", mount]);
    }
    await Deno.remove(this.folder, { recursive: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #endContainers(): Promise<void> {
    const list = (args: string[]) => run(this.ctr([...args, "-q"])).then((text) => text.split("\n").filter((id) => id));
    for (const task of await list(["tasks", "ls"]).catch(() => [])) {
      await run(this.ctr(["tasks", "rm", "-f", task])).catch(() => {});
    }
    for (const container of await list(["containers", "ls"]).catch(() => [])) {
      await run(this.ctr(["containers", "rm", container])).catch(() => {});
    }
  }

  async #readLog(ready: PromiseWithResolvers<void>): Promise<void> {
    let rest = "";
    for await (const text of this.daemon.stderr.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      this.lines.push(...lines);
      if (lines.some((line) => line.includes("containerd successfully booted"))) ready.resolve();
      const waiting = this.#more;
      this.#more = Promise.withResolvers<void>();
      waiting?.resolve();
    }
    const waiting = this.#more;
    this.#more = undefined;
    waiting?.resolve();
    ready.reject(new Error(`containerd ended while it started:\n${this.lines.slice(-10).join("\n")}`));
  }
}

function configText(folder: string, socket: string, cri?: CriParts): string {
  const disabled = DISABLED.filter((name) => cri === undefined || name !== "io.containerd.grpc.v1.cri");
  return `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = [${disabled.map((name) => `"${name}"`).join(", ")}]
[grpc]
address = "${socket}"
[ttrpc]
address = "${socket}.ttrpc"
${cri?.config ?? ""}`;
}

/** Mount points below `folder` in a mountinfo, the innermost first. */
export function mountsBelow(mountinfo: string, folder: string): string[] {
  const points = mountinfo.split("\n").map((line) => line.split(" ")[4] ?? "");
  // The kernel writes space, tab, newline and backslash as octal escapes.
  const names = points.map((point) =>
    point.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)))
  );
  return names.filter((name) => name.startsWith(`${folder}/`)).reverse();
}
