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
