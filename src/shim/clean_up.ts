import { umountBelow } from "../linux/mount.ts";
import { killAndWait } from "../linux/process.ts";
import { membersOf, removeCgroup } from "../pod/cgroup.ts";
import { detachLink } from "../pod/network.ts";
import { podPaths } from "../pod/pod_paths.ts";
import { readState } from "../pod/state_file.ts";
import { socketPath } from "./socket.ts";

/**
 * Takes back all that a pod holds on the host: its processes, mounts, directory, cgroup and socket, whoever left them and however
 * far it had come. Doing it twice is fine. `except`: a process to leave alone (the shim itself, when it is the one that cleans up);
 * `cgroups`: the pod's, for where the shim may have died before it wrote them down.
 * Throws where a mount stays: nothing is removed through it then, for below it lie a user's files.
 */
export async function cleanUpPod(
  namespace: string,
  id: string,
  options: { except?: number; cgroups?: readonly string[] } = {},
): Promise<void> {
  const paths = podPaths(namespace, id);
  const processes = new Map<number, number | undefined>();
  const state = readStateOrNothing(paths.state);
  const cgroups = new Set([...state?.cgroups ?? [], ...options.cgroups ?? []]);
  for (const { pid, startTime } of state?.processes ?? []) processes.set(pid, startTime);
  // A process forked but not yet written down names the pod's directory in its command line.
  for (const pid of processesNaming(`${paths.dir}/`)) processes.set(pid, undefined);
  for (const pid of [...cgroups].flatMap(membersOf).filter(isPodProgram)) processes.set(pid, undefined);
  processes.delete(options.except ?? 0);
  processes.delete(Deno.pid);
  await Promise.all([...processes].map(([pid, startTime]) => killAndWait(pid, startTime)));

  // The taps went with the processes that had them open.
  for (const link of state?.links ?? []) detachLink(link);
  umountBelow(paths.dir);
  removeIfThere(paths.dir);
  removeIfEmpty(paths.dir.slice(0, paths.dir.lastIndexOf("/")));
  removeIfThere(await socketPath(namespace, id));
  await removeCgroup([...cgroups]);
}

function readStateOrNothing(path: string): ReturnType<typeof readState> {
  try {
    return readState(path);
  } catch {
    return undefined; // An unreadable state file must not keep the rest: the command lines still tell.
  }
}

/** A VMM or file server whose command line names `text`; nobody else's `tail -f` of a pod's log is ours to end. */
function processesNaming(text: string): number[] {
  const pids: number[] = [];
  for (const entry of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(entry.name)) continue;
    try {
      if (isPodProgram(Number(entry.name)) && Deno.readTextFileSync(`/proc/${entry.name}/cmdline`).includes(text)) {
        pids.push(Number(entry.name));
      }
    } catch {
      // It ended while we looked, or is the kernel's.
    }
  }
  return pids;
}

function isPodProgram(pid: number): boolean {
  try {
    return /^(qemu-system-|virtiofsd)/.test(Deno.readLinkSync(`/proc/${pid}/exe`).split("/").at(-1)!);
  } catch {
    return false; // It ended while we looked, or is the kernel's.
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function removeIfEmpty(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // Another pod of the namespace lives there, or it is gone already.
  }
}
