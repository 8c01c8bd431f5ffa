import { Code, StatusError } from "../util/errors.ts";
import { isPrivileged } from "./guest_spec.ts";
import type { OciMount, OciSpec } from "./oci_spec.ts";

/** A block device of the host that a container is to have. */
export interface BlockDevice {
  /** Where the container finds it. */
  path: string;
  major: number;
  minor: number;
  /** What the container may do with it, as device rules say it: of "r", "w" and "m". */
  access: string;
  fileMode: number;
  uid: number;
  gid: number;
}

/** What an administrator allows: src/config/keys.ts. */
export interface BlockDevicePolicy {
  places: number;
  mounts: boolean;
}

/** What is asked of the host; tests supply their own. */
export interface NodeView {
  /** Undefined for what is no block device, or is not there. */
  blockDeviceAt(path: string): { major: number; minor: number; mode: number; uid: number; gid: number } | undefined;
}

const HOST: NodeView = {
  blockDeviceAt(path) {
    let info: Deno.FileInfo;
    try {
      info = Deno.statSync(path);
    } catch {
      return undefined;
    }
    if (!info.isBlockDevice || info.rdev === null) return undefined;
    return { ...numberOf(info.rdev), mode: (info.mode ?? 0) & 0o7777, uid: info.uid ?? 0, gid: info.gid ?? 0 };
  },
};

/** Devices that every guest has under the host's numbers (Documentation/admin-guide/devices.txt). */
const COMMON_DEVICES = new Set([
  "/dev/null",
  "/dev/zero",
  "/dev/full",
  "/dev/random",
  "/dev/urandom",
  "/dev/tty",
  "/dev/ptmx",
  "/dev/console",
  "/dev/fuse",
]);

/**
 * Takes the host's devices out of `spec`, with the rules for them: what is left of its devices the guest has under the same numbers. Returns
 * the block devices among them, those of volumes (a bind of the device's node) included. Throws FAILED_PRECONDITION for a device that
 * the guest cannot have, and for one that `policy` does not allow.
 */
export function takeBlockDevices(spec: OciSpec, policy: BlockDevicePolicy, host: NodeView = HOST): BlockDevice[] {
  const rules = (spec.linux?.resources?.devices ?? []) as DeviceRule[];
  // Its device list is all of the host's /dev, and what it gets is all of the guest's; only what has a path of its own is meant.
  const privileged = isPrivileged(spec);
  const taken: BlockDevice[] = [];
  for (const device of spec.linux?.devices ?? []) {
    const { path, type, major = 0, minor = 0, fileMode = 0o666, uid = 0, gid = 0 } = device;
    if (COMMON_DEVICES.has(path)) continue;
    if (privileged && isHosts(path, major, minor, type, host)) continue;
    if (type !== "b") {
      throw refused(path, "it is a character device of the host, whose driver is in another kernel than the pod's");
    }
    const access = privileged ? "rwm" : accessOf(rules, major, minor);
    taken.push({ path, major, minor, access, fileMode: fileMode & 0o7777, uid, gid });
  }
  if (taken.length > 0 && policy.places === 0) {
    throw refused(taken[0]!.path, "husk's configuration allows no block devices ('block_devices' is 0)");
  }
  if (spec.linux?.devices) spec.linux.devices = spec.linux.devices.filter(({ path }) => COMMON_DEVICES.has(path));
  const mounts = spec.mounts ?? [];
  const isDevice = (mount: OciMount) => isBind(mount) && host.blockDeviceAt(mount.source ?? "") !== undefined;
  for (const { source = "", destination, options = [] } of mounts.filter(isDevice)) {
    if (!policy.mounts || policy.places === 0) {
      const keys = "'block_device_mounts' and 'block_devices' of husk's configuration allow it";
      throw refused(destination, `the volume '${source}' is a block device of the host (${keys})`);
    }
    const { major, minor, mode, uid, gid } = host.blockDeviceAt(source)!;
    const access = options.includes("ro") ? "r" : "rw";
    taken.push({ path: destination, major, minor, access, fileMode: mode, uid, gid });
  }
  if (spec.mounts) spec.mounts = mounts.filter((mount) => !isDevice(mount));
  // Numbers of the host's: in the guest they could be those of another container's disk.
  const resources = spec.linux?.resources;
  if (resources?.devices) resources.devices = rules.filter(({ type, major }) => type !== "b" || (major ?? -1) < 0);
  return taken;
}

interface DeviceRule {
  allow?: boolean;
  type?: string;
  major?: number;
  minor?: number;
  access?: string;
}

/** What the rules allow with a block device; the later one counts. */
function accessOf(rules: readonly DeviceRule[], major: number, minor: number): string {
  const allowed = new Set<string>();
  for (const rule of rules) {
    const concerns = (wanted: number | undefined, number: number) => (wanted ?? -1) < 0 || wanted === number;
    if ((rule.type ?? "a") !== "a" && rule.type !== "b") continue;
    if (!concerns(rule.major, major) || !concerns(rule.minor, minor)) continue;
    for (const letter of rule.access || "rwm") rule.allow ? allowed.add(letter) : allowed.delete(letter);
  }
  return [..."rwm"].filter((letter) => allowed.has(letter)).join("");
}

/** Whether a privileged container's device is but one of the host's /dev. */
function isHosts(path: string, major: number, minor: number, type: string, host: NodeView): boolean {
  if (type !== "b") return true;
  const own = host.blockDeviceAt(path);
  return own !== undefined && own.major === major && own.minor === minor;
}

function isBind({ type, options = [] }: OciMount): boolean {
  return type === "bind" || options.includes("bind") || options.includes("rbind");
}

/** gnu_dev_major and gnu_dev_minor of glibc: 12 and 20 bits, in two parts each. */
export function numberOf(rdev: number): { major: number; minor: number } {
  const device = BigInt(rdev);
  return {
    major: Number(device >> 8n & 0xfffn | device >> 32n & 0xfffff000n),
    minor: Number(device & 0xffn | device >> 12n & 0xffffff00n),
  };
}

function refused(path: string, why: string): StatusError {
  return new StatusError(Code.FAILED_PRECONDITION, `Cannot give the container device '${path}': ${why}`);
}
