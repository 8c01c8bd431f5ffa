/** Runs programs for the tests: output as bytes, a deadline always, standard input from bytes or by hand. */

import { patience } from "./patience.ts";

/** What a finished program left. `code` is 128 + the signal's number where a signal ended it. */
export interface Result {
  code: number;
  stdout: string;
  stderr: string;
  stdoutBytes: Uint8Array<ArrayBuffer>;
  /** Wall time in milliseconds. */
  ms: number;
}

export interface RunOptions {
  /** Written to standard input, which is then closed; without it, standard input is /dev/null. */
  stdin?: string | Uint8Array<ArrayBuffer>;
  /** What to wait for before standard input is written. */
  feedAfter?: Promise<unknown>;
  /** Milliseconds after which the program is killed, with all that it has started, and the call rejects; 60,000 without it. */
  timeout?: number;
  env?: Record<string, string>;
  cwd?: string;
}

const decoder = new TextDecoder();

/** Runs `command` to its end. Rejects only where it cannot be started or its time is over; the caller judges the exit code. */
export async function execute(command: string, args: string[], options: RunOptions = {}): Promise<Result> {
  const { stdin, feedAfter, timeout: usual = 60_000, env, cwd } = options;
  const timeout = usual * patience;
  const start = performance.now();
  const child = new Deno.Command(command, {
    args,
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    ...(env && { env }),
    ...(cwd && { cwd }),
  }).spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    killTree(child.pid);
  }, timeout);
  const feeding = stdin === undefined ? undefined : feed(child, stdin, feedAfter);
  const { code, stdout, stderr } = await child.output();
  clearTimeout(timer);
  await feeding;
  const result = {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
    stdoutBytes: stdout,
    ms: performance.now() - start,
  };
  if (late) throw new Error(`Not finished after ${timeout / 1000} s: ${describe(command, args)}${quote(result)}`);
  return result;
}

/** Kills a process and all that it has started: a pipeline's shell alone would leave those that hold its output open. */
function killTree(pid: number): void {
  try {
    for (const thread of Deno.readDirSync(`/proc/${pid}/task`)) {
      const children = Deno.readTextFileSync(`/proc/${pid}/task/${thread.name}/children`).match(/\d+/g) ?? [];
      for (const child of children) killTree(Number(child));
    }
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Like execute(), but rejects where the exit code is not 0. */
export async function mustRun(command: string, args: string[], options: RunOptions = {}): Promise<Result> {
  const result = await execute(command, args, options);
  if (result.code !== 0) throw new Error(`Exit code ${result.code}: ${describe(command, args)}${quote(result)}`);
  return result;
}

async function feed(
  child: Deno.ChildProcess,
  input: string | Uint8Array<ArrayBuffer>,
  after?: Promise<unknown>,
): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await after;
    await writer.write(typeof input === "string" ? new TextEncoder().encode(input) : input);
    await writer.close();
  } catch {
    // The program closed its standard input early: its exit code and output tell whether that was right.
  }
}

/** The end of a program's output, to be appended to an error's message. */
export function quote(result: { stdout: string; stderr: string }): string {
  const part = (name: string, text: string) => text.trim() === "" ? "" : `\n  ${name}: ${text.trim().slice(-1500)}`;
  return part("stdout", result.stdout) + part("stderr", result.stderr);
}

function describe(command: string, args: string[]): string {
  const line = [command.split("/").at(-1), ...args].join(" ");
  return line.length > 400 ? line.slice(0, 400) + "..." : line;
}
