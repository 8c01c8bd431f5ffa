import { Code, StatusError } from "../util/errors.ts";
import { timers } from "../util/timers.ts";

/**
 * The pod's cgroup on the host: the one that the sandbox's OCI spec names (`linux.cgroupsPath`). The shim, its VMM and its file server
 * live in it, so that what the pod costs counts where the kubelet counts the pod, and its overhead.
 */

/** Controllers that count or limit. Devices, freezer and cpusets of cgroup v1 have nothing to count, and cpusets take nobody in unprepared. */
const CONTROLLERS = ["cpu", "cpuacct", "memory", "pids", "blkio", "hugetlb"];
const ROOT = "/sys/fs/cgroup";
const REMOVE_TRIES = 50;
const REMOVE_PAUSE_MS = 10;

/**
 * The directories that make up cgroup `cgroupsPath`, one in each hierarchy: a path, or systemd's "slice:prefix:name". None where there is
 * no path. Throws INVALID_ARGUMENT for a path that leads out of the hierarchy.
 */
export function cgroupDirs(cgroupsPath: string | undefined, mountinfo: string = readMountinfo()): string[] {
  const path = relativePath(cgroupsPath ?? "");
  return path === "" ? [] : hierarchies(mountinfo).map((root) => `${root}/${path}`);
}

/** The directories of the cgroup in which process `pid` is, in the order of cgroupDirs(). */
export async function cgroupDirsOf(pid: number): Promise<string[]> {
  // Not at once: while a process is being moved the kernel lets nobody look.
  const text = await Deno.readTextFile(`/proc/${pid}/cgroup`);
  const own = text.trim().split("\n").map((line) => {
    const [, controllers = "", ...path] = line.split(":");
    return { controllers: controllers.split(","), path: path.join(":") };
  });
  return hierarchyList(readMountinfo()).map(({ root, controllers }) => {
    const line = own.find((one) => one.controllers.some((controller) => controllers.includes(controller)));
    return `${root}${line === undefined || line.path === "/" ? "" : line.path}`;
  });
}

/** Makes the directories; parents stay when a pod goes, as runc leaves them. Throws FAILED_PRECONDITION. */
export function makeCgroup(dirs: readonly string[]): void {
  for (const dir of dirs) {
    try {
      Deno.mkdirSync(dir, { recursive: true });
    } catch (cause) {
      throw new StatusError(Code.FAILED_PRECONDITION, `Cannot make the pod's cgroup '${dir}'`, { cause });
    }
  }
}

/**
 * Moves process `pid`, which is in cgroup `present`, unless it is there already. Begins at once; the kernel waits for a grace period before it
 * moves the first one, 5 to 20 ms, and meanwhile our event loop goes on. Rejects with FAILED_PRECONDITION.
 */
export async function joinCgroup(
  dirs: readonly string[],
  present: readonly string[],
  pid: number = Deno.pid,
): Promise<void> {
  await Promise.all(
    dirs.filter((dir) => !present.includes(dir)).map(async (dir) => {
      try {
        await Deno.writeTextFile(`${dir}/cgroup.procs`, String(pid), { create: false });
      } catch (cause) {
        throw new StatusError(Code.FAILED_PRECONDITION, `Cannot move process ${pid} into cgroup '${dir}'`, { cause });
      }
    }),
  );
}

/**
 * Removes the directories. The kernel takes a process out of its cgroup a moment after it has told of its end (6.18: once it has been
 * switched away from), and in cgroup v1 tells nobody of that: so what is busy is tried again. A cgroup in which somebody else's
 * processes live stays, since it was not the pod's alone. Throws where another one stays.
 */
export async function removeCgroup(dirs: readonly string[]): Promise<void> {
  let failure: unknown;
  let tries = REMOVE_TRIES;
  for (const dir of dirs) {
    for (;; tries--) {
      try {
        Deno.removeSync(dir);
        break;
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) break;
        if (tries <= 0) {
          if (membersOf(dir).length === 0) failure ??= error;
          break;
        }
      }
      await new Promise<void>((resolve) => timers.setTimeout(resolve, REMOVE_PAUSE_MS));
    }
  }
  if (failure !== undefined) throw failure;
}

/**
 * What to say of a pod that has ended, "" unless the kernel has killed a process of its cgroup for want of memory: in cgroup v2 that stands in
 * memory.events, in v1 in memory.oom_control.
 */
export function outOfMemory(dirs: readonly string[]): string {
  const killedIn = (file: string) => {
    try {
      return /^oom_kill [1-9]/m.test(Deno.readTextFileSync(file));
    } catch {
      return false; // of the other version, or of another controller
    }
  };
  const dir = dirs.find((dir) => ["memory.events", "memory.oom_control"].some((file) => killedIn(`${dir}/${file}`)));
  if (dir === undefined) return "";
  return `; cgroup '${dir}' was out of memory: raise the pod's memory limit, or the 'overhead' of its RuntimeClass`;
}

/** Pids of the processes in the cgroup; none where there is no such cgroup. */
export function membersOf(dir: string): number[] {
  try {
    return Deno.readTextFileSync(`${dir}/cgroup.procs`).split("\n").filter((line) => line !== "").map(Number);
  } catch {
    return [];
  }
}

/** `cgroupsPath` without a leading slash; "" where it names no cgroup of the pod's own. */
function relativePath(cgroupsPath: string): string {
  const triple = cgroupsPath.split(":");
  const path = triple.length === 3 ? systemdPath(triple[0]!, triple[1]!, triple[2]!) : cgroupsPath;
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Invalid linux.cgroupsPath '${cgroupsPath}': it has '..'`);
  }
  return parts.join("/");
}

/**
 * Where systemd puts the scope `prefix-name.scope` of a slice: "a-b.slice" lies in "a.slice" (systemd.slice(5)). The scope's directory
 * is made by hand: asking systemd takes its D-Bus, and what the kubelet limits is the slice, in which the directory lies all the same.
 */
function systemdPath(slice: string, prefix: string, name: string): string {
  const words = (slice === "" ? "system.slice" : slice).replace(/\.slice$/, "").split("-").filter((word) =>
    word !== ""
  );
  const slices = words.map((_, index) => `${words.slice(0, index + 1).join("-")}.slice`);
  return [...slices, `${prefix === "" ? name : `${prefix}-${name}`}.scope`].join("/");
}

function hierarchies(mountinfo: string): string[] {
  return hierarchyList(mountinfo).map(({ root }) => root);
}

/** Mount points of the hierarchies that count, each once; cgroup v2's has the empty controller, as in /proc/self/cgroup. */
function hierarchyList(mountinfo: string): { root: string; controllers: string[] }[] {
  const found = new Map<string, { root: string; controllers: string[] }>();
  for (const line of mountinfo.split("\n")) {
    // proc(5): id, parent, device, root, mount point, options, optional fields, "-", type, source, super options.
    const fields = line.split(" ");
    const device = fields[2] ?? "", root = fields[4] ?? "";
    const [type, , options = ""] = fields.slice(fields.indexOf("-") + 1);
    if (root !== ROOT && !root.startsWith(`${ROOT}/`)) continue;
    const controllers = type === "cgroup2" ? [""] : options.split(",").filter((option) => CONTROLLERS.includes(option));
    const counts = type === "cgroup2" || (type === "cgroup" && controllers.length > 0);
    if (counts && !found.has(device)) found.set(device, { root, controllers });
  }
  return [...found.values()];
}

function readMountinfo(): string {
  return Deno.readTextFileSync("/proc/self/mountinfo");
}
