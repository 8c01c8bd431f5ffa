import type { ContainerAgent, StdioPorts } from "../agent_client/agent.ts";
import type { Logger } from "../util/log.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { ExitStatus, IoPaths } from "./events.ts";
import { nextState, type ProcessAction, type ProcessState } from "./process_state.ts";
import { Stdio, type StdioContext } from "./stdio.ts";

/** Status of a process whose VM was lost: as if killed by SIGKILL, which is what happened to it. */
const STATUS_LOST = 137;
/** One process in the guest: a container's first (`execId` "") or an exec. */
export class Process {
  readonly containerId: string;
  readonly execId: string;
  readonly io: IoPaths;
  /** The pid shown to containerd: the shim's or a thread's of its, since the process has none on the host. */
  readonly pid: number;
  #agent: ContainerAgent;
  #log: Logger;
  #openStdio: () => Stdio;
  #stdio: Stdio | undefined;
  #state: ProcessState = "created";
  #exit: ExitStatus | undefined;
  #ending = false;
  #exited = Promise.withResolvers<ExitStatus>();
  #startAnswered = Promise.withResolvers<void>();

  constructor(options: { containerId: string; execId: string; pid: number; io: IoPaths } & StdioContext) {
    this.pid = options.pid;
    this.containerId = options.containerId;
    this.execId = options.execId;
    this.io = options.io;
    this.#agent = options.agent;
    this.#log = options.log;
    this.#openStdio = () => new Stdio(options, this, options.io);
  }

  get state(): ProcessState {
    return this.#state;
  }
  get exit(): ExitStatus | undefined {
    return this.#exit;
  }
  /** Resolves once the process has ended, or its VM was lost. */
  get exited(): Promise<ExitStatus> {
    return this.#exited.promise;
  }
  /** Resolves once all output has been handed on. */
  get drained(): Promise<void> {
    return this.#stdio?.drained ?? Promise.resolve();
  }
  get name(): string {
    return this.execId === ""
      ? `container '${this.containerId}'`
      : `exec '${this.execId}' of container '${this.containerId}'`;
  }

  /** Throws FAILED_PRECONDITION where `action` is not allowed now. */
  check(action: ProcessAction): void {
    nextState(this.#state, action, this.name);
  }

  /**
   * Opens the stdio, just before the guest is asked to make the process: a client whose process is refused sees its FIFOs
   * closed. Throws as Stdio does.
   */
  open(): void {
    this.#stdio = this.#openStdio();
  }

  /** After open(): the streams to the guest that the agent is to be told of, where stdio goes by streams. */
  async connect(): Promise<StdioPorts | undefined> {
    return await this.#stdio?.connect();
  }

  /** Copies stdio and waits for the end, from the moment on at which the agent knows the process. */
  watch(): void {
    this.#stdio?.start();
    this.#agent.waitProcess(this).then(
      (status) => this.#end({ status, at: new Date() }),
      (error) => {
        // The pod tells every process of a lost VM itself; any other failure of the wait is the process's end as well.
        if (!(error instanceof StatusError && error.code === Code.UNAVAILABLE)) this.fail(error);
      },
    );
  }

  /**
   * Runs `launch`, the RPC that starts the process. `announce` is called once it runs, and always before the exit is told,
   * however early that comes.
   */
  async start(launch: () => Promise<void>, announce: () => void): Promise<void> {
    this.#state = nextState(this.#state, "start", this.name);
    try {
      await launch();
    } catch (error) {
      this.#startAnswered.resolve();
      this.dispose(); // whoever waits for the end of its output must not wait for ever
      await this.fail(error);
      throw error;
    }
    this.#state = nextState(this.#state, "started", this.name);
    announce();
    this.#startAnswered.resolve();
  }

  /** Runs `change`, the RPC that pauses or resumes the container. */
  async hold(action: "pause" | "resume", change: () => Promise<void>): Promise<void> {
    this.check(action);
    await change();
    // It may have ended meanwhile: a pause then changes nothing any more.
    if (this.#state !== "stopped") this.#state = nextState(this.#state, action, this.name);
  }

  /** Sends `signal` to this process. */
  async kill(signal: number): Promise<void> {
    this.mustNotHaveEnded();
    await this.#agent.signalProcess(this, signal);
  }

  /** Throws NOT_FOUND where the process has ended: the code on which clients rely when a kill comes too late. */
  mustNotHaveEnded(): void {
    if (this.#state === "stopped" || this.#state === "deleted") {
      throw new StatusError(Code.NOT_FOUND, `Cannot kill ${this.name}: process already finished`);
    }
  }

  async resize(rows: number, columns: number): Promise<void> {
    this.check("resize");
    await this.#agent.resize(this, rows, columns);
  }

  closeStdin(): void {
    this.#stdio?.closeStdin();
  }

  /** The process is gone without an answer from the agent (its VM ended, or it never started). */
  fail(error: unknown): Promise<void> {
    this.#log.debug(`${this.name} has ended without a status`, { error: messageOf(error) });
    return this.#end({ status: STATUS_LOST, at: new Date() });
  }

  /** Forgets the process and closes its files. Throws FAILED_PRECONDITION while it runs. */
  delete(): ExitStatus {
    this.#state = nextState(this.#state, "delete", this.name);
    this.dispose();
    return this.#exit ?? { status: 0, at: new Date() };
  }

  /** Closes the files whatever the state; for the end of the pod. */
  dispose(): void {
    this.#stdio?.[Symbol.dispose]();
  }

  /**
   * The end is told only once the output has been handed on: a client may close its end of the FIFOs as soon as it hears of
   * the exit (containerd's client up to 1.6 does), and what is still on its way would be lost.
   */
  async #end(exit: ExitStatus): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    this.#stdio?.stopStdin();
    await this.#stdio?.settled();
    if (this.#state === "starting") await this.#startAnswered.promise;
    this.#exit = exit;
    if (this.#state !== "deleted") this.#state = nextState(this.#state, "exit", this.name);
    this.#exited.resolve(exit);
  }
}
