import { type DescribeResponse, PodDefinition } from "../gen/husk/pod.ts";
import { isSameProcess, processStartTime } from "../linux/process.ts";
import { memoryFileBytes, privateDirty } from "../linux/process_memory.ts";
import { podPaths, RUN_DIR } from "../pod/pod_paths.ts";
import { type PodState, type ProcessRecord, readState } from "../pod/state_file.ts";
import { Client } from "../ttrpc/client.ts";

/** How long a shim may take to describe its pod: it asks the guest, which may be hostile or stuck. */
const DESCRIBE_MS = 5_000;
/** Clock ticks a second in /proc (USER_HZ, which Linux keeps at 100 for programs). */
const TICKS = 100;

/** A pod that has a directory on this node, whether its shim lives or not. */
export interface Pod {
  /** containerd's namespace. */
  namespace: string;
  id: string;
  /** "NAMESPACE/NAME" as Kubernetes knows it, or "". */
  name: string;
  dir: string;
  guestLog: string;
  state: PodState;
}

export interface PodMemory {
  role: ProcessRecord["role"];
  pid: number;
  /** Bytes of private dirty memory beside the guest's. */
  own: number;
}

/** All pods of this node, by namespace and id. A directory without a state file is of a pod that begins or ends: left out. */
export function findPods(runDir = RUN_DIR): Pod[] {
  const pods: Pod[] = [];
  for (const namespace of foldersIn(runDir)) {
    for (const id of foldersIn(`${runDir}/${namespace}`)) {
      const paths = podPaths(namespace, id, runDir);
      const state = readState(paths.state);
      if (state === undefined) continue;
      const name = state.pod === undefined ? "" : `${state.pod.namespace}/${state.pod.name}`;
      pods.push({ namespace, id, name, dir: paths.dir, guestLog: paths.guestLog, state });
    }
  }
  return pods.sort((a, b) => `${a.namespace}/${a.id}` < `${b.namespace}/${b.id}` ? -1 : 1);
}

/** The one pod that `wanted` names: by its id, the id's beginning, or NAMESPACE/NAME. Throws an Error where none or several do. */
export function findPod(wanted: string, runDir = RUN_DIR): Pod {
  const pods = wanted === "" ? [] : findPods(runDir);
  const exact = pods.filter((pod) => pod.id === wanted || pod.name === wanted);
  const found = exact.length > 0 ? exact : pods.filter((pod) => pod.id.startsWith(wanted));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new Error(`No pod '${wanted}' on this node (husk ps lists them)`);
  throw new Error(`'${wanted}' names ${found.length} pods: ${found.map((pod) => pod.id).join(", ")}`);
}

/** The pod's own word on itself; undefined where its shim is gone. Rejects where the shim is there and does not answer. */
export async function describe(pod: Pod, options: { figures: boolean }): Promise<DescribeResponse | undefined> {
  let connection: Deno.Conn;
  try {
    connection = await Deno.connect({ transport: "unix", path: pod.state.socket });
  } catch {
    return undefined;
  }
  const client = new Client(connection);
  try {
    return await client.stub(PodDefinition).describe(options, { timeoutMs: DESCRIBE_MS });
  } catch (cause) {
    throw new Error(`The shim of pod '${pod.id}' does not answer`, { cause });
  } finally {
    client.close();
  }
}

/** The processes of a pod that live, with the children that they have forked (virtiofsd's worker). */
export function processesOf(pod: Pod): { role: ProcessRecord["role"]; pid: number }[] {
  const living = pod.state.processes.filter(({ pid, startTime }) => isSameProcess(pid, startTime));
  return living.flatMap(({ role, pid }) => {
    const children = role === "virtiofsd" ? childrenOf(pid).map((child) => ({ role, pid: child })) : [];
    return [{ role, pid }, ...children];
  });
}

/** What the pod costs the host: its processes' own memory, and the guest's memory as far as the guest has touched it. */
export function memoryOf(pod: Pod): { processes: PodMemory[]; guest: number; total: number } {
  const processes: PodMemory[] = [];
  let guest = 0;
  for (const { role, pid } of processesOf(pod)) {
    try {
      processes.push({ role, pid, own: privateDirty(pid) });
      // All of a pod's processes that have it open have the same file: the guest's memory counts once.
      guest = Math.max(guest, memoryFileBytes(pid));
    } catch {
      // It ended while we looked.
    }
  }
  return { processes, guest, total: processes.reduce((sum, { own }) => sum + own, guest) };
}

/** Seconds since the pod's shim began; undefined where it is gone. */
export function ageOf(pod: Pod): number | undefined {
  const shim = pod.state.processes.find(({ role }) => role === "shim");
  if (shim === undefined || processStartTime(shim.pid) !== shim.startTime) return undefined;
  return Number(Deno.readTextFileSync("/proc/uptime").split(" ")[0]) - shim.startTime / TICKS;
}

function childrenOf(pid: number): number[] {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Folders of pods or namespaces; what begins with a dot, and `s` with the shims' sockets, is none. */
function foldersIn(path: string): string[] {
  try {
    return [...Deno.readDirSync(path)].filter((entry) => entry.isDirectory).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
