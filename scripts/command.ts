/** Child processes of the scripts: run to the end, or fail with what the command said. */

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Called with each line of stdout and stderr as it comes. */
  onLine?: (line: string) => void;
}

/** A command that could not be started or exited with another code than 0. */
export class CommandError extends Error {
  override name = "CommandError";
  constructor(readonly command: readonly string[], readonly code: number, readonly output: string) {
    super(`${command.join(" ")}: exit code ${code}${output === "" ? "" : `\n${output.trimEnd()}`}`);
  }
}

/** How much of a failed command's output an error carries. */
const TAIL_LINES = 40;

/**
 * Runs `command` and resolves to its stdout as text.
 * @throws CommandError with the last lines of stdout and stderr when it fails
 */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const { onLine } = options;
  const child = new Deno.Command(command[0]!, {
    args: command.slice(1),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  let process: Deno.ChildProcess;
  try {
    process = child.spawn();
  } catch (error) {
    throw new Error(`Cannot run '${command[0]}'`, { cause: error });
  }
  const tail: string[] = [];
  let stdout = "";
  const drain = async (stream: ReadableStream<Uint8Array>, keep: boolean) => {
    let rest = "";
    const decoder = new TextDecoder();
    const take = (text: string) => {
      if (keep) stdout += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        tail.push(line);
        onLine?.(line);
      }
      if (tail.length > TAIL_LINES) tail.splice(0, tail.length - TAIL_LINES);
    };
    for await (const chunk of stream) take(decoder.decode(chunk, { stream: true }));
    if (rest !== "") take("\n");
  };
  const [status] = await Promise.all([process.status, drain(process.stdout, true), drain(process.stderr, false)]);
  if (!status.success) throw new CommandError(command, status.code, tail.join("\n"));
  return stdout;
}

/** The absolute path of program `name` on PATH, or undefined. */
export async function which(name: string): Promise<string | undefined> {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    const path = `${folder}/${name}`;
    const info = await Deno.stat(path).catch(() => undefined);
    if (info?.isFile && ((info.mode ?? 0) & 0o111) !== 0) return path;
  }
  return undefined;
}
