import { TextLineStream } from "@std/streams/text_line_stream.js";
import { run } from "../../scripts/command.ts";
import { BUNDLE } from "../../scripts/build_shim.ts";
import { bundled } from "../../src/shim/launcher.ts";
import { threadsWokenSince, voluntarySwitches, wakeUpsBetween } from "../../src/linux/process_memory.ts";
import type { Boot, Booted } from "./vmm_boot.ts";

const PROGRAM = "vmm_boot.js";

/** Long enough for the kernel's and Deno's own start-up work to be over, and to see what comes about once a minute. */
const SETTLE_MS = 15_000, IDLE_MS = 60_000;

/** What an idle VM does. */
export interface Idle {
  /** A second, of all threads of the processes that run it. */
  wakeUps: number;
  /** Threads that have woken up, and how often, for people. */
  woken: string[];
}

/**
 * `vmm_boot.ts` as the shim is built and run: one file with a code cache beside it, under the shim's flags. Its first boot fills that
 * cache.
 */
export class BootProgram implements AsyncDisposable {
  #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async build(): Promise<BootProgram> {
    const dir = await Deno.makeTempDir({ prefix: "husk-bench-" });
    const program = new BootProgram(dir);
    try {
      const entry = new URL("vmm_boot.ts", import.meta.url).pathname;
      await run([Deno.execPath(), ...BUNDLE, "-o", `${dir}/${PROGRAM}`, entry], {
        cwd: new URL("../..", import.meta.url).pathname,
      });
    } catch (error) {
      await program[Symbol.asyncDispose]();
      throw error;
    }
    return program;
  }

  /** Runs a boot in a process of its own. Throws where it fails, with what it has said. */
  async boot(boot: Boot): Promise<Booted & { idle?: Idle }> {
    const { command: [command, ...args], env } = bundled(Deno.execPath(), this.#dir, PROGRAM);
    await using child = new Deno.Command(command!, {
      args: [...args, JSON.stringify(boot)],
      env,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream()).getReader();
    const line = async () => {
      const { value } = await lines.read();
      if (typeof value === "string") return JSON.parse(value);
      throw new Error(`A boot with ${boot.vmm} has failed: exit code ${(await child.status).code}`);
    };
    const idle = boot.withIdle ? await idleOf(await line()) : undefined;
    await child.stdin.close();
    const booted: Booted = await line();
    await child.status;
    return { ...booted, ...(idle && { idle }) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#dir, { recursive: true });
  }
}

/** Counts from outside: a process that did so itself would wake up for it. */
async function idleOf(pids: readonly number[]): Promise<Idle> {
  await pause(SETTLE_MS);
  const before = pids.map((pid) => voluntarySwitches(pid));
  await pause(IDLE_MS);
  const count = pids.reduce((sum, pid, at) => sum + wakeUpsBetween(before[at]!, voluntarySwitches(pid)), 0);
  return {
    wakeUps: count / (IDLE_MS / 1000),
    woken: pids.flatMap((pid, at) => threadsWokenSince(pid, before[at]!)),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
