/** What a kubelet changes of the machine itself, outside of any namespace: kernel settings and cgroups. All is put back. */

/** Settings that a kubelet sets (k8s.io/kubernetes, pkg/kubelet/cm/container_manager_linux.go, setupKernelTunables). */
const SETTINGS = [
  ...["vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic", "kernel/panic_on_oops"],
  ...["kernel/keys/root_maxkeys", "kernel/keys/root_maxbytes"],
];

/** Remembers the settings as they are; disposal writes them back. */
export function keepSettings(): Disposable {
  const before = new Map<string, string>();
  for (const name of SETTINGS) {
    try {
      before.set(name, Deno.readTextFileSync(`/proc/sys/${name}`));
    } catch {
      // A kernel without it.
    }
  }
  return {
    [Symbol.dispose]() {
      for (const [name, value] of before) {
        if (Deno.readTextFileSync(`/proc/sys/${name}`) !== value) Deno.writeTextFileSync(`/proc/sys/${name}`, value);
      }
    },
  };
}

/** A cgroup of that name in every hierarchy, for the kubelet to keep its pods in; disposal removes it with all below it. */
export function makeCgroups(name: string, root = "/sys/fs/cgroup"): Disposable {
  const made: string[] = [];
  for (const hierarchy of hierarchiesOf(root)) {
    const path = `${hierarchy}/${name}`;
    Deno.mkdirSync(path);
    made.push(path);
    inheritCpuset(hierarchy, path);
  }
  return {
    [Symbol.dispose]() {
      for (const path of made) removeTree(path);
    },
  };
}

/** Version 2 has one hierarchy, at the root itself; of version 1, links name some a second time. */
function hierarchiesOf(root: string): string[] {
  if (exists(`${root}/cgroup.procs`)) return [root];
  return [...Deno.readDirSync(root)].filter((entry) => entry.isDirectory).map(({ name }) => `${root}/${name}`);
}

/** A new cpuset of version 1 has neither processors nor memory, and nothing can run in it (cpuset(7)). */
function inheritCpuset(from: string, to: string): void {
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    if (!exists(`${from}/cgroup.procs`) || !exists(`${to}/${file}`)) continue;
    if (exists(`${from}/${file}`)) Deno.writeTextFileSync(`${to}/${file}`, Deno.readTextFileSync(`${from}/${file}`));
  }
}

/** cgroups go by rmdir, the innermost first; their files are the kernel's. */
function removeTree(path: string): void {
  for (const entry of Deno.readDirSync(path)) if (entry.isDirectory) removeTree(`${path}/${entry.name}`);
  Deno.removeSync(path);
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
