/** What tests of this folder and of those above it need of the host. */

/** A directory of the test's own, removed at its end. */
export function tempDir(prefix = "husk-test-"): { readonly path: string } & Disposable {
  const path = Deno.makeTempDirSync({ prefix });
  return { path, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}

/** A FIFO in a directory of its own. */
export function makeFifo(): { readonly path: string } & Disposable {
  const dir = tempDir();
  const path = `${dir.path}/fifo`;
  run("mkfifo", path);
  return { path, [Symbol.dispose]: () => dir[Symbol.dispose]() };
}

/** Runs a program to its end and returns what it wrote to stdout. Throws with its stderr where it fails. */
export function run(program: string, ...args: string[]): string {
  const { success, stdout, stderr } = new Deno.Command(program, { args }).outputSync();
  const text = new TextDecoder();
  if (!success) throw new Error(`${program} ${args.join(" ")}: ${text.decode(stderr)}`);
  return text.decode(stdout);
}

/**
 * A tmpfs of the test's own that is shared, as everything is below a host's `/` that systemd made; unmounted at the end with
 * all that a failed test left in it.
 */
export function sharedTmpfs(): { readonly path: string } & Disposable {
  const path = Deno.makeTempDirSync({ prefix: "husk-test-" });
  run("mount", "-t", "tmpfs", "husk-test", path);
  run("mount", "--make-shared", path);
  return {
    path,
    [Symbol.dispose]() {
      run("umount", "-R", "-l", path);
      Deno.removeSync(path);
    },
  };
}

/**
 * Runs `code`, a TypeScript module's text, as a Deno process of its own, for what a process can do only once. `{NAME}` in it stands for
 * the URL of NAME in this folder.
 */
export async function runScript(
  code: string,
): Promise<{ signal: string | null; code: number; out: string; err: string }> {
  const text = code.replaceAll(/\{([./\w]+\.ts)\}/g, (_, name) => new URL(name, import.meta.url).href);
  using dir = tempDir();
  Deno.writeTextFileSync(`${dir.path}/script.ts`, text);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", "--no-config", "--no-lock", `${dir.path}/script.ts`],
    stdin: "null",
  });
  const { signal, code: exit, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { signal, code: exit, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** A process in a user namespace, whose root is 1000 here, and in a network namespace of it, until disposal. */
export async function inUserNamespace(): Promise<AsyncDisposable & { pid: number }> {
  const process = new Deno.Command("unshare", {
    args: ["--user", "--net", "sh", "-c", "echo; exec sleep 600"],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read(); // one line: it is in them
  for (const map of ["uid_map", "gid_map"]) await Deno.writeTextFile(`/proc/${process.pid}/${map}`, "0 1000 65536\n");
  return {
    pid: process.pid,
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await reader.cancel();
      await process.status;
    },
  };
}
