/** `deno task dev [--shell | -- COMMAND...]`: a pod in a VM of its own, from a bare machine, under our own containerd. */
import { CRI_NAMESPACE, prepareCri } from "../tests/e2e/cri_setup.ts";
import { buildAll } from "./build.ts";
import { run } from "./command.ts";
import { formatCalls, tourPod } from "./dev_pod.ts";
import { formatTimeline, parseTimeline } from "./dev_report.ts";
import { DEV_IMAGE, devImage } from "./oci_image.ts";
import { PrivateContainerd } from "./private_containerd.ts";
import { type Log, stderrLog } from "./progress.ts";
import { setUp, SetupError } from "./setup.ts";

const USAGE = "deno task dev [--shell | -- COMMAND ...]";

interface Options {
  shell: boolean;
  /** Empty: the tour, a pod of two containers through the CRI. */
  command: readonly string[];
}

/** @throws SetupError for arguments that make no sense */
export function parseDevArgs(args: readonly string[]): Options {
  const [first, ...rest] = args;
  if (first === undefined) return { shell: false, command: [] };
  if (first === "--") return { shell: false, command: rest };
  if (first === "--shell" && rest.length === 0) return { shell: true, command: ["sh"] };
  if (first.startsWith("-")) throw new SetupError(`cannot take '${args.join(" ")}': ${USAGE}`);
  return { shell: false, command: args };
}

/** Runs it all; resolves to the exit code, which is the container's. */
async function dev(options: Options, log: Log): Promise<number> {
  await setUp(["build", "run"], log);
  const [dist, archive] = await Promise.all([buildAll(log), devImage(log)]);
  if (options.command.length === 0) return await tour(dist.dir, archive, log);
  await using containerd = await PrivateContainerd.start(dist.dir, log);
  await containerd.importImage(archive);
  const id = `dev-${crypto.randomUUID().slice(0, 8)}`;
  log(options.shell ? "container: starting a shell" : "container: starting");
  const { code } = await runContainer(containerd, id, options).status;
  const line = containerd.lines.find(isTimeline);
  if (line !== undefined && !options.shell) console.error(`\n${formatTimeline(parseTimeline(line))}`);
  if (code !== 0) log(`container: exit code ${code}`);
  return code;
}

/** The tour: prints each call with its time, the two kernels, and how the VM came up. ^C ends it and leaves nothing. */
async function tour(dist: string, archive: string, log: Log): Promise<number> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => interrupted.abort(new SetupError(`ended by ${signal}`)));
  }
  await using containerd = await PrivateContainerd.start(
    dist,
    log,
    (folder) => prepareCri(folder, DEV_IMAGE, { ipv4Only: true }),
  );
  await containerd.importImage(archive, CRI_NAMESPACE);
  log("pod: starting");
  const { calls, guestKernel } = await tourPod(containerd.socket, DEV_IMAGE, interrupted.signal);
  console.log(formatCalls(calls));
  console.log(`\n${"kernel".padEnd(8)}host ${Deno.osRelease()}   guest ${guestKernel}`);
  const line = containerd.lines.find(isTimeline);
  if (line !== undefined) console.error(`\n${formatTimeline(parseTimeline(line))}`);
  return 0;
}

/** Starts `ctr run`. On ^C, SIGTERM or SIGHUP the container is killed, so that `ctr run` ends and all is cleaned up. */
function runContainer(containerd: PrivateContainerd, id: string, { shell, command }: Options): Deno.ChildProcess {
  const flags = ["--rm", "--runtime", "io.containerd.husk.v2", "--snapshotter", containerd.snapshotter];
  if (shell) flags.push("-t");
  const [program, ...args] = containerd.ctr(["run", ...flags, DEV_IMAGE, id, ...command]);
  const child = new Deno.Command(program!, {
    args,
    stdin: shell ? "inherit" : "null",
    stdout: "inherit",
    stderr: "inherit",
    // ctr dies of a ^C while it makes the container, and nobody would then know what there is to remove.
    detached: !shell,
  }).spawn();
  const kill = async () => {
    await Promise.race([containerd.line(isTimeline), child.status]);
    await run(containerd.ctr(["tasks", "kill", "-s", "KILL", id])).catch(() => {}); // it has ended by itself
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) Deno.addSignalListener(signal, kill);
  return child;
}

/** The line that the shim logs when the container runs. */
function isTimeline(line: string): boolean {
  return line.includes("boot timeline");
}

if (import.meta.main) {
  const log = stderrLog();
  let code = 1;
  try {
    code = await dev(parseDevArgs(Deno.args), log);
    log("done");
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`husk: ${error.message}`);
  }
  Deno.exit(code);
}
