import type { ByteChannel } from "../../util/byte_channel.ts";
import { describeExit } from "../../util/exit_status.ts";
import { LastLines } from "../../util/last_lines.ts";
import type { Hypervisor, VmExit } from "../hypervisor.ts";
import type { Accelerator, VmConfig } from "../vm_config.ts";
import { qemuArguments } from "./command_line.ts";
import { Qmp } from "./qmp.ts";

const BINARY = "qemu-system-x86_64";

/** A VM in a QEMU process of its own (machine type microvm), steered over QMP. */
export class Qemu implements Hypervisor {
  readonly name = "qemu";
  readonly accelerator: Accelerator;
  #config: VmConfig;
  #child: Deno.ChildProcess | undefined;
  #exited = Promise.withResolvers<VmExit>();
  #killed = false;
  #guestEnded: string | undefined;
  #qmp: Qmp | undefined;
  #console: Incoming | undefined;
  #agent: Incoming | undefined;

  constructor(config: VmConfig, accelerator: Accelerator) {
    this.#config = config;
    this.accelerator = accelerator;
  }

  get exited(): Promise<VmExit> {
    return this.#exited.promise;
  }

  pids(): readonly number[] {
    return this.#child === undefined ? [] : [this.#child.pid];
  }

  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
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
      this.#spawn(qemuArguments(this.#config, this.accelerator, sockets));
      const channel = await Promise.race([qmp.connection, this.#exited.promise, aborted(signal)]);
      if ("reason" in channel) throw new Error(`Cannot start the VM: ${channel.reason}`);
      this.#qmp = new Qmp(channel, (name, data) => this.#event(name, data));
      await Promise.race([this.#qmp.ready(), aborted(signal)]);
    } catch (error) {
      qmp.cancel();
      await this.kill();
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
    }
    await this.#qmp?.close();
    this.#console?.cancel();
    this.#agent?.cancel();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  #spawn(args: string[]): void {
    const child = new Deno.Command(BINARY, { args, cwd: "/", stdin: "null", stdout: "null", stderr: "piped" }).spawn();
    this.#child = child;
    const words = new LastLines(child.stderr);
    child.status.then(async (status) => {
      const last = await words.end();
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

  /** Closes the connection, or stops to wait for it. */
  cancel(): void {
    for (const resource of [this.#taken, this.#listener]) {
      try {
        resource?.close();
      } catch {
        // Closed already: by the user of the connection, or once it had come.
      }
    }
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
