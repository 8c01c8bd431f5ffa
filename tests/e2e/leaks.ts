/**
 * What a test case may leave behind, as a set of names: processes, mounts, network interfaces, cgroups, sockets, folders,
 * and containerd's own records. A snapshot is taken before a case and compared after it.
 *
 * On a machine of the tests' own (HUSK_TEST_EXCLUSIVE=1, as .ci/run sets it) everything new of these kinds counts, so that
 * a thing whose name does not say where it comes from is seen too. Elsewhere only what names this run counts: its folder,
 * its namespace, its containers; and never is anything else killed or removed.
 */
import { execute } from "./command.ts";
import type { Containerd } from "./containerd.ts";
import { marker } from "./containerd.ts";
import { CRI_NAMESPACE } from "./cri_setup.ts";

/** What the run is recognised by. */
export interface Scope {
  containerd: Containerd;
  /** Strings that only this run's resources contain: its folder, its namespace, hashes of its containers' names. */
  marks: () => string[];
  /** Count everything, not only what contains one of the marks. */
  exclusive: boolean;
}

export type Snapshot = Set<string>;

/** Programs that a pod consists of: a new one of these is a leak even where nothing ties it to the run. */
const podPrograms = /^(deno|husk.*|qemu-system.*|virtiofsd|crun|runc.*|containerd-shim.*)$/;
const criPlugin = (directory: string) => `${directory}/io.containerd.grpc.v1.cri`;
/** Folders whose entries come and go with containers. Depth is how far below them a container's own entries are. */
const watchedFolders = (containerd: Containerd): [path: string, depth: number][] => [
  ["/run/husk", 2],
  ["/run/containerd/fifo", 1],
  ["/run/containerd/s", 1],
  ["/run/containerd/runc", 2],
  [`${containerd.state}/io.containerd.runtime.v2.task`, 2],
  [`${containerd.root}/io.containerd.runtime.v2.task`, 2],
  [`${containerd.directory}/fifo`, 1],
  ...["sandboxes", "containers", "netns"].map((
    name,
  ): [string, number] => [`${criPlugin(containerd.state)}/${name}`, 1]),
  ...["sandboxes", "containers"].map((name): [string, number] => [`${criPlugin(containerd.root)}/${name}`, 1]),
  [`${containerd.directory}/cni-data/e2e`, 1],
];
/** Folders that stay by intention: the parents of what is watched. */
const lasting =
  /^(.*\/cni-data\/e2e\/(lock|last_reserved_ip\.\d)|\/run\/husk\/[^/]+|\/run\/containerd\/runc\/[^/]+|.*\/io\.containerd\.runtime\.v2\.task\/[^/]+)$/;

/** Everything there is now, each thing as one line that names it. */
export async function takeSnapshot(scope: Scope): Promise<Snapshot> {
  const all = [
    ...processes(scope),
    ...mounts(),
    ...interfaces(),
    ...cgroups(),
    ...sockets(),
    ...watchedFolders(scope.containerd).flatMap(([path, depth]) => folders(path, depth)),
    ...await records(scope.containerd),
  ];
  if (scope.exclusive) return new Set(all);
  const marks = scope.marks();
  return new Set(all.filter((line) => line.startsWith("network ") || marks.some((mark) => line.includes(mark))));
}

/**
 * What is there now and was not in `before`. Things that are on their way out get `patience` milliseconds: a process that
 * is not our child, a mount or a cgroup sends us no event when it goes, so this one place looks again in short steps.
 */
export async function findLeaks(before: Snapshot, scope: Scope, patience: number): Promise<string[]> {
  const deadline = performance.now() + patience;
  while (true) {
    const left = (await takeSnapshot(scope)).difference(before);
    if (left.size === 0 || performance.now() > deadline) return [...left].sort();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Kills the processes and removes the mounts that `leaks` names, so that the next case starts clean: the run's own only. */
export async function sweep(leaks: string[], scope: Scope): Promise<void> {
  const marks = scope.marks();
  for (const leak of leaks.filter((leak) => marks.some((mark) => leak.includes(mark)))) {
    const pid = leak.match(/^process (\d+) /)?.[1];
    const mount = leak.match(/^mount (\S+) /)?.[1];
    const cgroup = leak.match(/^cgroup (\S+)/)?.[1];
    const folder = leak.match(/^folder (\/run\/husk\/\S+)/)?.[1];
    if (pid) ignoreErrors(() => Deno.kill(Number(pid), "SIGKILL"));
    if (mount) await new Deno.Command("umount", { args: ["-l", mount], stderr: "null" }).output();
    if (cgroup) ignoreErrors(() => Deno.removeSync(cgroup));
    if (folder) ignoreErrors(() => Deno.removeSync(folder, { recursive: true }));
  }
}

function processes({ containerd }: Scope): string[] {
  const own = new Set([Deno.pid, ...containerd.pids]);
  const found: string[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || own.has(pid)) continue;
    const status = read(`/proc/${pid}/status`);
    if (status === "") continue;
    const command = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
    if (command === "" && !/^State:\s+Z/m.test(status)) continue; // a kernel thread
    const program = status.match(/^Name:\s+(.*)$/m)?.[1] ?? "";
    const ties = [
      read(`/proc/${pid}/environ`).split("\0").find((variable) => variable.startsWith(`${marker}=`)) ?? "",
      read(`/proc/${pid}/cgroup`).split("\n").find((line) => line.includes(containerd.namespace)) ?? "",
      link(`/proc/${pid}/cwd`),
    ].join(" ");
    const tied = [containerd.namespace, containerd.directory].some((mark) => `${command} ${ties}`.includes(mark));
    const dead = /^State:\s+Z/m.test(status) ? " (a zombie)" : "";
    if (tied || podPrograms.test(program)) found.push(`process ${pid} ${program}${dead}: ${command} [${ties.trim()}]`);
  }
  return found;
}

/** iproute2 mounts its folder of namespaces over itself when it makes the first one, and leaves it so (ip-netns(8)). */
const NETNS_FOLDER = /^mount \/(?:var\/)?run\/netns /;

function mounts(): string[] {
  return read("/proc/self/mountinfo").trim().split("\n").map((line) => {
    const fields = line.split(" ");
    const [type, source] = fields.slice(fields.indexOf("-") + 1);
    return `mount ${fields[4]} (${type} of ${source})`;
  }).filter((mount) => !NETNS_FOLDER.test(mount));
}

function interfaces(): string[] {
  return [...Deno.readDirSync("/sys/class/net")].map(({ name }) => `network interface ${name}`);
}

function cgroups(): string[] {
  const found: string[] = [];
  const walk = (path: string) => {
    for (const entry of list(path)) {
      if (!entry.isDirectory) continue;
      found.push(`cgroup ${path}/${entry.name}`);
      walk(`${path}/${entry.name}`);
    }
  };
  // The run's own namespace folder is made by the first container of the run and stays empty: like its parents, no leak.
  walk("/sys/fs/cgroup");
  return found.filter((line) => !/^cgroup \/sys\/fs\/cgroup(\/[^/]+){1,2}$/.test(line));
}

function sockets(): string[] {
  const paths = read("/proc/net/unix").split("\n").slice(1).map((line) => line.split(" ").slice(7).join(" ").trim());
  const connected = new Set(paths.filter((path) => path !== ""));
  return [...connected].map((path) => `socket ${path}`);
}

function folders(path: string, depth: number): string[] {
  return list(path).flatMap((entry) => {
    const full = `${path}/${entry.name}`;
    const deeper = entry.isDirectory && depth > 1 ? folders(full, depth - 1) : [];
    return lasting.test(full) ? deeper : [`folder ${full}`, ...deeper];
  });
}

async function records(containerd: Containerd): Promise<string[]> {
  if (containerd.pids.length === 0) return [];
  const list = async (namespace: string, args: string[]) =>
    (await execute("ctr", containerd.ctrArgs(args, namespace))).stdout.split("\n").filter((line) => line !== "");
  const namespaces = containerd.cri === undefined ? [containerd.namespace] : [containerd.namespace, CRI_NAMESPACE];
  const all = namespaces.flatMap((namespace) => {
    const name = (kind: string) => (line: string) => `${kind} ${line} of ${namespace} of ${containerd.namespace}`;
    return [
      list(namespace, ["tasks", "ls", "-q"]).then((lines) => lines.map(name("task"))),
      list(namespace, ["containers", "ls", "-q"]).then((lines) => lines.map(name("container"))),
      list(namespace, ["snapshots", "--snapshotter", containerd.snapshotter, "ls"]).then((lines) =>
        lines.filter((line) => / Active\s*$/.test(line)).map((line) => name("snapshot")(line.split(" ")[0]!))
      ),
    ];
  });
  return (await Promise.all(all)).flat();
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // gone between the listing and now, or not ours to read
  }
}

function link(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return "";
  }
}

function list(path: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(path)];
  } catch {
    return [];
  }
}

function ignoreErrors(action: () => void): void {
  try {
    action();
  } catch {
    // Sweeping is best effort: the leak itself has been reported.
  }
}
