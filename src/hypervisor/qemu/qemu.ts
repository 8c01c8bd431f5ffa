import { O_RDONLY, O_RDWR } from "../../linux/abi/fcntl.ts";
import { Fd, inheritable } from "../../linux/fd.ts";
import { Reactor } from "../../linux/reactor.ts";
import type { ByteChannel } from "../../util/byte_channel.ts";
import { Code, StatusError } from "../../util/errors.ts";
import { describeExit } from "../../util/exit_status.ts";
import { LastLines } from "../../util/last_lines.ts";
import type { Hypervisor, VmExit } from "../hypervisor.ts";
import type { Accelerator, VmConfig } from "../vm_config.ts";
import { dialVsock, dialWhenHeard } from "../vsock.ts";
import { findQemu } from "./binary.ts";
import { qemuArguments, type QemuSockets, roomForDisks } from "./command_line.ts";
import { diskArguments, QemuDisks, slotKinds } from "./disks.ts";
import { letReach, ownUser, type User } from "./own_user.ts";
import { Qmp } from "./qmp.ts";

export interface QemuOptions {
  /** The QEMU to run, else the first that is found. */
  binary?: string;
  /**
   * Asked for the rate of the host's time stamp counter when the VM starts; without one a translated guest has only its tick for a
   * clock.
   */
  tscKhz?: () => number | undefined;
  /** Waits for what streams to the guest bring. */
  reactor?: Reactor;
  /** Told why QEMU runs as root, where it does: the host lets no user of its own do what it has to. */
  asRoot?: (reason: string) => void;
}

/** A VM in a QEMU process of its own (machine type microvm), steered over QMP. */
export class Qemu implements Hypervisor {
  readonly name = "qemu";
  readonly accelerator: Accelerator;
  #config: VmConfig;
  /** Where the agent is on vsock. */
  readonly dial: Hypervisor["dial"];
  readonly disks: QemuDisks;
  readonly grow = undefined;
  #options: QemuOptions;
  #child: Deno.ChildProcess | undefined;
  #exited = Promise.withResolvers<VmExit>();
  #killed = false;
  #guestEnded: string | undefined;
  #qmp: Qmp | undefined;
  #console: Incoming | undefined;
  #agent: Incoming | undefined;

  constructor(config: VmConfig, accelerator: Accelerator, options: QemuOptions = {}) {
    this.#config = config;
    this.accelerator = accelerator;
    this.#options = options;
    const { agent } = config;
    const reactor = options.reactor ?? new Reactor();
    this.disks = new QemuDisks(slotKinds(config.diskSlots, roomForDisks(config)), reactor);
    if (agent.kind === "vsock") {
      this.dial = (port, signal) => dialVsock(agent.claim.cid, port, reactor, signal);
    }
  }

  get exited(): Promise<VmExit> {
    return this.#exited.promise;
  }

  pids(): readonly number[] {
    return this.#child === undefined ? [] : [this.#child.pid];
  }

  /** Rejects with "Cannot start the VM: ..." and QEMU's own last words where QEMU ends before it answers. */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const binary = this.#options.binary ?? findQemu();
    const { agent, consoleSocket, runDir } = this.#config;
    const sockets = {
      qmp: `${runDir}/qmp.sock`,
      console: consoleSocket,
      agent: agent.kind === "own" ? agent.socket : "",
    };
    const qmp = new Incoming(sockets.qmp);
    this.#console = new Incoming(sockets.console);
    if (sockets.agent !== "") this.#agent = new Incoming(sockets.agent);
    try {
      this.#spawn(binary, sockets);
      const failed = this.#exited.promise.then(({ reason }): never => {
        throw new StatusError(Code.FAILED_PRECONDITION, `Cannot start the VM: ${reason}`);
      });
      const stopped = Promise.race([failed, aborted(signal)]);
      const channel = await Promise.race([qmp.connection, stopped]);
      this.#qmp = new Qmp(channel, (name, data) => this.#event(name, data));
      // QEMU that dies now closes the channel first: its own words say more.
      await Promise.race([this.#qmp.ready().catch(() => stopped), stopped]);
    } catch (error) {
      await Promise.all([qmp.cancel(), this.kill()]);
      throw error;
    }
  }

  async connectAgent(heard: () => Promise<void>, signal: AbortSignal): Promise<ByteChannel> {
    const { agent } = this.#config;
    if (agent.kind === "own") return await Promise.race([this.#agent!.connection, aborted(signal)]);
    return await dialWhenHeard(() => this.dial!(agent.port, signal), heard, signal);
  }

  async connectConsole(signal: AbortSignal): Promise<ByteChannel> {
    return await Promise.race([this.#console!.connection, aborted(signal)]);
  }

  async state(): Promise<string> {
    const answer = await this.#qmp!.execute("query-status") as { status: string };
    return answer.status;
  }

  async pause(): Promise<void> {
    await this.#change("running", "stop", "pause");
  }

  async resume(): Promise<void> {
    await this.#change("paused", "cont", "resume");
  }

  async kill(): Promise<void> {
    this.#killed = true;
    if (this.#child !== undefined) {
      try {
        this.#child.kill("SIGKILL");
      } catch {
        // It has ended already.
      }
      await this.#exited.promise;
    } else this.#exited.resolve({ kind: "requested", reason: "the VM was never started" });
    await this.#qmp?.close();
    this.disks[Symbol.dispose]();
    await Promise.all([this.#console?.cancel(), this.#agent?.cancel()]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #change(from: string, command: string, what: string): Promise<void> {
    const state = await this.state();
    if (state !== from) throw new StatusError(Code.FAILED_PRECONDITION, `Cannot ${what} the VM: it is ${state}`);
    await this.#qmp!.execute(command);
  }

  #spawn(binary: string, sockets: QemuSockets): void {
    const child = this.#spawnChild(binary, sockets);
    this.#child = child;
    // QEMU has a copy of its own: the id is the guest's for as long as that one lives.
    if (this.#config.agent.kind === "vsock") this.#config.agent.claim.vhost.close();
    this.disks.theirs?.close();
    const words = new LastLines(child.stderr);
    child.status.then(async (status) => {
      // Its last event tells why it ended, and may be read after the end itself.
      const [last] = await Promise.all([words.end(), this.#qmp?.closed]);
      const how = `QEMU (pid ${child.pid}) ${describeExit(status)}${last === "" ? "" : `: ${last}`}`;
      if (this.#killed) this.#exited.resolve({ kind: "requested", reason: "the VM was ended" });
      else if (this.#guestEnded !== undefined) this.#exited.resolve({ kind: "guest", reason: this.#guestEnded });
      else this.#exited.resolve({ kind: "crashed", reason: how });
    });
  }

  /** What QEMU could not open as the user that it becomes, it inherits. */
  #spawnChild(binary: string, sockets: QemuSockets): Deno.ChildProcess {
    const config = this.#config;
    using stack = new DisposableStack();
    const [kernel, initrd] = [config.kernel, config.initrd].map((path) => stack.use(Fd.open(path, O_RDONLY)));
    const vhostNets = config.nets.flatMap(() => openVhostNet() ?? []).map((fd) => stack.use(fd).number);
    const vhostVsock = config.agent.kind === "vsock" ? [config.agent.claim.vhost.number] : [];
    const user = this.#user(binary, sockets);
    const inherited = [
      kernel!.number,
      initrd!.number,
      ...config.nets.map(({ tapFd }) => tapFd),
      ...vhostNets,
      ...vhostVsock,
      ...(this.disks.theirs === undefined ? [] : [this.disks.theirs.number]),
    ];
    const vm = { ...config, kernel: `/proc/self/fd/${kernel!.number}`, initrd: `/proc/self/fd/${initrd!.number}` };
    const args = qemuArguments(vm, this.accelerator, sockets, {
      tscKhz: this.#options.tscKhz?.(),
      vhostNets,
      disks: diskArguments(this.disks),
    });
    const command = {
      args,
      cwd: "/",
      clearEnv: true,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      ...user,
    } as const;
    stack.use(inheritable(inherited));
    return new Deno.Command(binary, command).spawn();
  }

  /** The user whom QEMU becomes, who can reach its sockets by then; undefined where it has to stay root. */
  #user(binary: string, sockets: QemuSockets): User | undefined {
    const { kernel, initrd, runDir, sharedFs } = this.#config;
    const user = ownUser({ accelerator: this.accelerator, binary, files: [kernel, initrd] });
    if ("reason" in user) {
      this.#options.asRoot?.(user.reason);
      return undefined;
    }
    letReach(user, runDir, [...Object.values(sockets), sharedFs.socket].filter((path) => path !== ""));
    return user;
  }

  #event(name: string, data: unknown): void {
    if (name === "SHUTDOWN") {
      const { guest, reason } = data as { guest?: boolean; reason?: string };
      if (guest) this.#guestEnded = `the guest ended itself (${reason ?? "no reason given"})`;
    } else if (name === "GUEST_PANICKED") this.#guestEnded = "the guest's kernel panicked";
  }
}

/** The one connection that QEMU makes to a socket of ours as it starts. */
class Incoming {
  readonly connection: Promise<Deno.Conn>;
  #listener: Deno.Listener;
  #taken: Deno.Conn | undefined;

  constructor(path: string) {
    this.#listener = Deno.listen({ transport: "unix", path });
    this.connection = this.#accept();
    this.connection.catch(() => {});
  }

  /** Closes the connection, or stops to wait for it; the socket's path is gone then. */
  async cancel(): Promise<void> {
    for (const resource of [this.#taken, this.#listener]) {
      try {
        resource?.close();
      } catch {
        // Closed already: by the user of the connection, or once it had come.
      }
    }
    await this.connection.catch(() => {});
  }

  async #accept(): Promise<Deno.Conn> {
    this.#taken = await this.#listener.accept();
    this.#listener.close();
    return this.#taken;
  }
}

/** By this the host's kernel moves packets between tap and guest by itself; undefined where it cannot. */
function openVhostNet(): Fd | undefined {
  try {
    return Fd.open("/dev/vhost-net", O_RDWR);
  } catch {
    return undefined;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
