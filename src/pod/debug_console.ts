import type { Agent } from "../agent_client/agent.ts";
import { bindMount } from "../linux/mount.ts";
import { Code, StatusError } from "../util/errors.ts";
import { GUEST_SHARED_DIR } from "./guest_spec.ts";
import type { OciSpec } from "./oci_spec.ts";
import { ContainerFiles } from "./rootfs.ts";

export interface DebugRequest {
  /** Empty for a shell. */
  command: string[];
  terminal: { rows: number; columns: number } | undefined;
  /** Of the caller's terminal, "" for none. */
  term: string;
}

/** Where the node's shell lies in the console's root file system. */
const SHELL = "/bin/sh";
const DIRECTORIES = ["bin", "dev", "guest", "proc", "sys", "tmp"];
const SIGKILL = 9;

/** Every capability that Linux 6.12 has (include/uapi/linux/capability.h). */
const CAPABILITIES = (
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST " +
  "NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE " +
  "SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND " +
  "AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE"
).split(" ").map((name) => `CAP_${name}`);

/**
 * A process in the guest outside of the pod's containers: root with every capability, in the guest's own namespaces, with the guest's
 * root file system at /guest. The guest has no shell; the node's, a static program, is shared with it for as long as the process lives.
 */
export class DebugConsole {
  readonly #id: string;
  readonly #agent: Agent;
  readonly #files: ContainerFiles;
  #closed: Promise<void> | undefined;

  private constructor(id: string, agent: Agent, files: ContainerFiles) {
    this.#id = id;
    this.#agent = agent;
    this.#files = files;
  }

  /** Starts the process. `shell`: the node's, "" where its configuration names none. Throws PERMISSION_DENIED then. */
  static async open(
    agent: Agent,
    request: DebugRequest,
    { sharedDir, shell }: { sharedDir: string; shell: string },
  ): Promise<DebugConsole> {
    if (shell === "") {
      const why = "husk's configuration named no shell for it ('debug_shell') when the pod started";
      throw new StatusError(Code.PERMISSION_DENIED, `Cannot open a debug console: ${why}`);
    }
    const id = `debug-${crypto.randomUUID().slice(0, 8)}`;
    const files = new ContainerFiles(sharedDir, id);
    const console = new DebugConsole(id, agent, files);
    try {
      const rootfs = `${files.dir}/rootfs`;
      for (const name of DIRECTORIES) Deno.mkdirSync(`${rootfs}/${name}`, { recursive: true });
      Deno.writeFileSync(rootfs + SHELL, new Uint8Array());
      bindMount(shell, rootfs + SHELL, { readonly: true });
      const spec = new TextEncoder().encode(JSON.stringify(consoleSpec(id, request)));
      await agent.createContainer(id, spec, {
        pidNamespace: { of: "container" },
        allDevices: true,
        storages: [],
        disks: [],
      });
      if (request.terminal !== undefined) await console.resize(request.terminal.rows, request.terminal.columns);
      await agent.startContainer(id);
      return console;
    } catch (error) {
      await console.close();
      throw error;
    }
  }

  get #target(): { containerId: string; execId: string } {
    return { containerId: this.#id, execId: "" };
  }

  /** At least one byte, or null at the end. */
  read(stream: "stdout" | "stderr"): Promise<Uint8Array | null> {
    return this.#agent.readOutput(stream, this.#target, 64 * 1024);
  }

  async write(data: Uint8Array): Promise<void> {
    for (let rest = data; rest.length > 0;) rest = rest.subarray(await this.#agent.writeStdin(this.#target, rest));
  }

  closeInput(): Promise<void> {
    return this.#agent.closeStdin(this.#target);
  }

  resize(rows: number, columns: number): Promise<void> {
    return this.#agent.resize(this.#target, rows, columns);
  }

  /** Resolves with the exit code, or 128 + signal. */
  get exited(): Promise<number> {
    return this.#agent.waitProcess(this.#target);
  }

  /** Ends the process and all that it has started, and takes back what was shared. */
  close(): Promise<void> {
    return this.#closed ??= (async () => {
      await this.#agent.signalAll(this.#id, SIGKILL).catch(() => {}); // there may be none
      await this.#agent.removeContainer(this.#id).catch(() => {});
      this.#files.release();
    })();
  }
}

/** Without namespaces but for its mounts: it sees what the agent sees. */
function consoleSpec(id: string, { command, terminal, term }: DebugRequest): OciSpec {
  const sets = ["bounding", "effective", "permitted", "inheritable", "ambient"];
  return {
    ociVersion: "1.0.2",
    process: {
      terminal: terminal !== undefined,
      args: command.length > 0 ? command : [SHELL],
      env: ["PATH=/bin", "HOME=/", "PS1=guest# ", ...(term === "" ? [] : [`TERM=${term}`])],
      cwd: "/",
      user: { uid: 0, gid: 0 },
      capabilities: Object.fromEntries(sets.map((set) => [set, CAPABILITIES])),
    },
    root: { path: `${GUEST_SHARED_DIR}/${id}/rootfs`, readonly: true },
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755", "size=64k"] },
      { destination: "/dev/pts", type: "devpts", source: "devpts", options: ["newinstance", "ptmxmode=0666"] },
      { destination: "/sys", type: "bind", source: "/sys", options: ["rbind"] },
      { destination: "/tmp", type: "tmpfs", source: "tmpfs", options: ["mode=1777"] },
      { destination: "/guest", type: "bind", source: "/", options: ["rbind"] },
    ],
    linux: {
      cgroupsPath: `/husk-${id}`,
      namespaces: [{ type: "mount" }],
      resources: { devices: [{ allow: true, access: "rwm" }] },
    },
  };
}
