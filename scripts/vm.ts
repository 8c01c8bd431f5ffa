/**
 * `deno task vm [--timeout SECONDS] [--memory MIB] -- COMMAND...`: runs a command in the test VM, a machine with real KVM on any host:
 * QEMU translates a processor with AMD's virtualization. The command sees the host's root, read-only below a scratch disk, and is root
 * there; its output streams to ours, its exit code is ours, and nothing is left of it.
 */
import { stderrLog } from "./progress.ts";
import { SetupError } from "./setup.ts";
import { runInVm } from "./vm/run.ts";
import { TestVmError } from "./vm/machine.ts";

const USAGE = "deno task vm [--timeout SECONDS] [--memory MIB] -- COMMAND ...";

export interface VmOptions {
  /** Seconds that the whole may take, the VM's start included. */
  timeout: number;
  memoryMiB: number;
  command: readonly string[];
}

/** @throws SetupError for arguments that make no sense */
export function parseVmArgs(args: readonly string[]): VmOptions {
  const options: VmOptions = { timeout: 1200, memoryMiB: 4096, command: [] };
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  for (let at = 0; at < flags.length; at += 2) {
    const [name, value] = [flags[at], flags[at + 1] ?? ""];
    if (name === "--timeout" && /^[1-9]\d*$/.test(value)) options.timeout = Number(value);
    else if (name === "--memory" && /^[1-9]\d*$/.test(value)) options.memoryMiB = Number(value);
    else throw new SetupError(`cannot take '${flags.slice(at).join(" ")}': ${USAGE}`);
  }
  if (end < 0 || end === args.length - 1) throw new SetupError(`no command to run: ${USAGE}`);
  return { ...options, command: args.slice(end + 1) };
}

if (import.meta.main) {
  let code = 1;
  try {
    code = await runInVm(parseVmArgs(Deno.args), stderrLog());
  } catch (error) {
    if (!(error instanceof SetupError || error instanceof TestVmError)) throw error;
    console.error(`husk: ${error.message}`);
  }
  Deno.exit(code);
}
