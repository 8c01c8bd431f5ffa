import type { ByteChannel } from "../../util/byte_channel.ts";
import { Code, StatusError } from "../../util/errors.ts";
import { describeExit } from "../../util/exit_status.ts";
import { LastLines } from "../../util/last_lines.ts";
import type { Hypervisor, VmExit } from "../hypervisor.ts";
import type { Accelerator, VmConfig } from "../vm_config.ts";
import { findQemu } from "./binary.ts";
import { qemuArguments } from "./command_line.ts";
import { Qmp } from "./qmp.ts";

/** A VM in a QEMU process of its own (machine type microvm), steered over QMP. */
export class Qemu implements Hypervisor {
  readonly name = "qemu";
  readonly accelerator: Accelerator;
  #config: VmConfig;
  #options: { binary?: string; tscKhz?: () => number | undefined };
  #child: Deno.ChildProcess | undefined;
  #exited = Promise.withResolvers<VmExit>();
  #killed = false;
  #guestEnded: string | undefined;
  #qmp: Qmp | undefined;
  #console: Incoming | undefined;
  #agent: Incoming | undefined;

  /**
   * `binary`: the QEMU to run, else the first that is found. `tscKhz` is asked for the rate of the host's time stamp counter when
   * the VM starts; without one a translated guest has only its tick for a clock.
   */
  constructor(
    config: VmConfig,
    accelerator: Accelerator,
    options: { binary?: string; tscKhz?: () => number | undefined } = {},
  ) {
    this.#config = config;
    this.accelerator = accelerator;
    this.#options = options;
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
      agent: agent.kind === "serial" ? agent.socket : "",
    };
    const qmp = new Incoming(sockets.qmp);
    this.#console = new Incoming(sockets.console);
    if (sockets.agent !== "") this.#agent = new Incoming(sockets.agent);
    try {
      this.#spawn(binary, qemuArguments(this.#config, this.accelerator, sockets, this.#options.tscKhz?.()));
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

  async connectAgent(signal: AbortSignal): Promise<ByteChannel> {
    if (this.#agent === undefined) throw new Error("This VM's agent is not on a serial port");
    return await Promise.race([this.#agent.connection, aborted(signal)]);
  }

  async connectConsole(signal: AbortSignal): Promise<ByteChannel> {
    return await Promise.race([this.#console!.connection, aborted(signal)]);
  }

  async state(): Promise<string> {
    const answer = await this.#qmp!.execute("query-status") as { status: string };
    return answer.status;
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
    await Promise.all([this.#console?.cancel(), this.#agent?.cancel()]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  #spawn(binary: string, args: string[]): void {
    const command = { args, cwd: "/", clearEnv: true, stdin: "null", stdout: "null", stderr: "piped" } as const;
    const child = new Deno.Command(binary, command).spawn();
    this.#child = child;
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

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
