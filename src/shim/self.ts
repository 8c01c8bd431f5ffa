/**
 * How husk starts itself again: the same program with another action. Knows the two ways in which it is installed, a single
 * binary (`deno compile`) and one JavaScript file beside a launcher; nothing else may ask which of them runs.
 */

/** Flags of `deno run` for every husk process; `scripts/build.ts` writes them into the launcher too. */
export const RUN_FLAGS: readonly string[] = [
  "run",
  "-A",
  "--no-config",
  "--no-lock",
  "--no-remote",
  "--no-npm",
  "--no-prompt",
];

/** V8's flags: a pod's shim is small and idle most of the time, so memory goes before speed. */
export const V8_FLAGS: readonly string[] = ["--single-threaded", "--max-semi-space-size=1"];

/** The command line that runs husk with `args`. */
export function selfCommand(args: readonly string[]): { command: string; args: string[] } {
  const command = Deno.execPath();
  if (Deno.build.standalone) return { command, args: [...args] };
  const v8 = V8_FLAGS.length > 0 ? [`--v8-flags=${V8_FLAGS.join(",")}`] : [];
  return { command, args: [...RUN_FLAGS, ...v8, new URL(Deno.mainModule).pathname, ...args] };
}

/** The folder in which kernel and initramfs lie: that of the binary or of the JavaScript file. */
export function assetsDir(): string {
  const file = Deno.build.standalone ? Deno.execPath() : new URL(Deno.mainModule).pathname;
  return file.slice(0, file.lastIndexOf("/"));
}
