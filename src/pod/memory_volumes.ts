import type { GuestStorage } from "../agent_client/agent.ts";

/** A volume that lives in the guest's own memory: what the guest makes for it (nothing where it has it already), and where. */
export interface MemoryVolume {
  storages: GuestStorage[];
  guestPath: string;
}

/** What is asked of the host; tests supply their own. */
export interface HostView {
  mountinfo(): string;
  realPath(path: string): string;
  stat(path: string): Pick<Deno.FileInfo, "mode" | "uid" | "gid">;
}

const HOST: HostView = {
  mountinfo: () => Deno.readTextFileSync("/proc/self/mountinfo"),
  realPath: (path) => Deno.realPathSync(path),
  stat: (path) => Deno.statSync(path),
};

/** The kubelet's folder of emptyDir volumes, and the one in which it binds what a subPath names. */
const EMPTY_DIR = "/kubernetes.io~empty-dir/";
const SUBPATHS = "/volume-subpaths/";
/** Where the guest has such volumes, by name: one for all containers of the pod. */
const GUEST_DIR = "/run/husk/memory";

/**
 * For an emptyDir with medium Memory, which the kubelet mounts as a tmpfs of the host: a tmpfs of the guest in its place, with its
 * size limit, owner and mode. It is the pod's memory in either case; through virtio-fs each byte would be there twice, and cross
 * the VM's border. Undefined for any other path.
 */
export function memoryVolumeOf(source: string, host: HostView = HOST): MemoryVolume | undefined {
  if (!source.includes(EMPTY_DIR) && !source.includes(SUBPATHS)) return undefined;
  const mounts = tmpfsMounts(host.mountinfo());
  const path = host.realPath(source);
  const own = mounts.findLast((mount) => mount.point === path);
  if (own === undefined) return undefined;
  // A subPath is a bind of a part of the volume's tmpfs.
  const volume = mounts.find(({ device, root, point }) =>
    device === own.device && root === "/" && point.includes(EMPTY_DIR)
  );
  if (volume === undefined) return undefined;
  const mountPoint = `${GUEST_DIR}/${volume.point.slice(volume.point.lastIndexOf("/") + 1)}`;
  const { mode, uid, gid } = host.stat(volume.point);
  const options = [`mode=${octal(mode)}`, `uid=${uid ?? 0}`, `gid=${gid ?? 0}`, "nosuid", "nodev"];
  if (volume.size !== undefined) options.push(`size=${volume.size}`);
  const storages: GuestStorage[] = [{ driver: "ephemeral", source: "tmpfs", fstype: "tmpfs", mountPoint, options }];
  if (own.root === "/") return { storages, guestPath: mountPoint };
  const guestPath = mountPoint + own.root;
  const local = { driver: "local", source: "", fstype: "", mountPoint: guestPath } as const;
  storages.push({ ...local, options: [`mode=${octal(host.stat(path).mode)}`] });
  return { storages, guestPath };
}

interface TmpfsMount {
  device: string;
  root: string;
  point: string;
  /** As the kernel writes it: "4096k". */
  size: string | undefined;
}

function tmpfsMounts(mountinfo: string): TmpfsMount[] {
  const mounts: TmpfsMount[] = [];
  for (const line of mountinfo.split("\n")) {
    // proc(5): id, parent, device, root, mount point, options, optional fields, "-", type, source, super options.
    const fields = line.split(" ");
    const [type, , options = ""] = fields.slice(fields.indexOf("-") + 1);
    if (type !== "tmpfs") continue;
    const [, , device = "", root = "", point = ""] = fields;
    const size = options.split(",").find((option) => option.startsWith("size="))?.slice("size=".length);
    mounts.push({ device, root, point, size });
  }
  return mounts;
}

function octal(mode: number | null): string {
  return ((mode ?? 0o777) & 0o7777).toString(8);
}
