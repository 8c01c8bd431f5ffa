/**
 * What a pod holds on the host, written down before it is made, so that `delete` finds it after a shim that was killed
 * at any moment. Mounts need no entry: all of them lie below the pod's directory and the kernel lists them; a process
 * killed between its fork and its entry is found by that directory in its command line.
 */
export interface PodState {
  version: 1;
  namespace: string;
  id: string;
  socket: string;
  /** The folder that the container's manager made for the pod, and removes. */
  bundle?: string;
  /** As Kubernetes knows the pod, where CRI told us. */
  pod?: { namespace: string; name: string };
  /** Directories of the pod's cgroup, one in each hierarchy. */
  cgroups: string[];
  processes: ProcessRecord[];
  /** Interfaces of the pod's network namespace whose traffic goes to the VM. */
  links: LinkRecord[];
}

export interface ProcessRecord {
  role: "shim" | "vmm" | "virtiofsd";
  pid: number;
  /** Field 22 of /proc/<pid>/stat, in clock ticks since boot: tells a process from a later one of the same pid. */
  startTime: number;
}

export interface LinkRecord {
  /** Path of the network namespace, and which one it was: another may come to be there. */
  netns: string;
  inode: number;
  index: number;
  name: string;
}

export class StateFile {
  #path: string;
  #state: PodState;

  constructor(path: string, state: Omit<PodState, "version" | "processes" | "links">) {
    this.#path = path;
    this.#state = { version: 1, ...state, processes: [], links: [] };
  }

  /** Adds a process and writes the file; atomic, so that a reader never sees half of it. */
  addProcess(record: ProcessRecord): void {
    this.#state.processes.push(record);
    this.write();
  }

  /** Adds an interface, before anything is done to it, and writes the file. */
  addLink(record: LinkRecord): void {
    this.#state.links.push(record);
    this.write();
  }

  write(): void {
    const scratch = `${this.#path}.new`;
    Deno.writeTextFileSync(scratch, JSON.stringify(this.#state), { mode: 0o600 });
    Deno.renameSync(scratch, this.#path);
  }
}

/** Reads a state file; undefined where there is none. Throws an Error that names a file it cannot understand. */
export function readState(path: string): PodState | undefined {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  try {
    const state = JSON.parse(text) as PodState;
    if (state.version !== 1 || !Array.isArray(state.processes) || !Array.isArray(state.links)) {
      throw new Error(`version ${state.version}`);
    }
    return state;
  } catch (cause) {
    throw new Error(`Cannot understand pod state '${path}'`, { cause });
  }
}
