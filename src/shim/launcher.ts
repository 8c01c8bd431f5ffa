/** Flags of `deno run` for every husk process. */
const RUN_FLAGS: readonly string[] = [
  "run",
  "-A",
  "--no-config",
  "--no-lock",
  "--no-remote",
  "--no-npm",
  "--no-prompt",
];

/** V8's flags: a pod's shim is small and idle most of the time, so memory goes before speed. */
export const V8_FLAGS: readonly string[] = [
  "--single-threaded",
  "--max-semi-space-size=1",
  "--no-sparkplug",
  "--optimize-for-size",
];

/** The shim's program where it is a single binary. */
export const SHIM_BINARY = "husk-shim";

/** In a bundle: what the shim's launcher is to print where it is called with `delete` (delete_answer.ts). */
export const DELETE_ANSWER = "husk-deleted";

/** What a launcher runs, and in which environment. */
export interface Launched {
  command: readonly string[];
  env: Readonly<Record<string, string>>;
}

/**
 * A bundle and the Deno that runs it. Deno's own folder is named because there may be no HOME; the code cache that Deno keeps
 * there saves 6 ms of each start.
 * @param deno the Deno that runs it
 * @param dir the folder in which the bundle lies
 * @param program the bundle's name
 */
export function bundled(deno: string, dir: string, program: string): Launched {
  return {
    command: [deno, ...RUN_FLAGS, `--v8-flags=${V8_FLAGS.join(",")}`, `${dir}/${program}`],
    env: { DENO_DIR: `${dir}/deno_dir`, DENO_NO_UPDATE_CHECK: "1" },
  };
}

/** A script for sh that runs a program from any folder and in any environment: all it needs is written into it. */
export function launcherScript(launched: Launched): string {
  return `${head(launched)}exec ${words(launched)} "$@"\n`;
}

/**
 * The launcher that containerd knows as the shim. Where it is to `delete` a container that the shim has deleted in order, the answer lies in the bundle
 * (delete_answer.ts), and no engine starts. The process that answers `start` goes on as the pod's shim, so that a pod pays for one
 * start of the engine; who waits for `start` waits for this script, which ends once it is told the exit code (descriptor 3). Where it is
 * told nothing, the process was killed, and what that has left is cleaned up.
 */
export function shimLauncherScript(launched: Launched): string {
  const command = words(launched);
  return `${head(launched)}bundle=. before=
for action; do
  case $before in -bundle | --bundle) bundle=$action ;; esac
  before=$action
done
[ "$action" = delete ] && [ -r "$bundle/${DELETE_ANSWER}" ] && read -r answer <"$bundle/${DELETE_ANSWER}" && printf "$answer" && exit
[ "$action" = start ] || exec ${command} "$@"
exec 4<&0 5>&1
code=$(${command} -report-fd 3 "$@" 3>&1 <&4 >&5 4<&- 5>&- &)
[ -n "$code" ] || exec ${command} -clean-up "$@"
exit "$code"
`;
}

function head({ env }: Launched): string {
  const variables = Object.entries(env).map(([name, value]) => ` ${name}=${quote(value)}`).join("");
  return `#!/bin/sh
# husk; made by \`deno task build\` or \`husk install\`, bound to this folder.
${variables === "" ? "" : `export${variables}\n`}`;
}

function words({ command }: Launched): string {
  return command.map(quote).join(" ");
}

/** Quotes a word for sh, where it needs it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
