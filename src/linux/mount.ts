import * as ms from "./abi/mount.ts";
import { EINVAL, ENOENT } from "./errno.ts";
import { check, cString, libc, SYS_FSCONFIG, SYS_FSMOUNT, SYS_FSOPEN, SYS_MOVE_MOUNT } from "./libc.ts";
import { Fd } from "./fd.ts";
import { parseMountOptions } from "./mount_options.ts";
import { SystemError } from "../util/errors.ts";

export interface MountSpec {
  type: string;
  source: string;
  target: string;
  options: readonly string[];
}

/** mount(2) copies at most a page of options. */
const MOST_DATA = 4095;

/** Mounts as mount(8) would. Throws SystemError that names source and target. */
export function mountFs(spec: MountSpec): void {
  const { flags, data } = parseMountOptions(spec.options);
  if ((flags & ms.MS_BIND) !== 0 || spec.type === "bind") {
    const recursive = (flags & ms.MS_REC) !== 0;
    return bindMount(spec.source, spec.target, { recursive, readonly: (flags & ms.MS_RDONLY) !== 0 });
  }
  const joined = data.join(",");
  if (new TextEncoder().encode(joined).length > MOST_DATA) return mountByFsopen(spec, flags, data);
  mount(spec.source, spec.target, spec.type, flags, joined);
}

/** Binds `source` onto `target`; read-only takes a second call (mount(2), "Remounting an existing mount"). */
export function bindMount(
  source: string,
  target: string,
  options: { recursive?: boolean; readonly?: boolean } = {},
): void {
  mount(source, target, "", ms.MS_BIND | (options.recursive ? ms.MS_REC : 0), "");
  if (!options.readonly) return;
  try {
    mount("", target, "", ms.MS_BIND | ms.MS_REMOUNT | ms.MS_RDONLY, "");
  } catch (error) {
    umount(target);
    throw error;
  }
}

/** Makes mounts below `target` propagate to its copies in other mount namespaces. */
export function makeShared(target: string): void {
  mount("", target, "", ms.MS_SHARED, "");
}

/** Takes `target` and what is busy in it out of the tree at once. A target that is no mount (any more) is fine. */
export function umount(target: string): void {
  try {
    check(
      libc.umount2(cString(target), ms.MNT_DETACH | ms.UMOUNT_NOFOLLOW),
      "umount2",
      () => `Cannot unmount '${target}'`,
    );
  } catch (error) {
    if (error instanceof SystemError && (error.errno === EINVAL || error.errno === ENOENT)) return;
    throw error;
  }
}

/** Mount points at or below `dir`, deepest and latest first: the order in which to unmount them. */
export function mountsBelow(dir: string): string[] {
  const found: string[] = [];
  for (const line of Deno.readTextFileSync("/proc/self/mountinfo").split("\n")) {
    const encoded = line.split(" ")[4];
    if (encoded === undefined) continue;
    // proc(5): space, tab, newline and backslash are written in octal.
    const point = encoded.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    if (point === dir || point.startsWith(`${dir}/`)) found.push(point);
  }
  return found.reverse();
}

/** Unmounts all at or below `dir`. Throws where a mount stays. */
export function umountBelow(dir: string): void {
  for (const point of mountsBelow(dir)) umount(point);
  const rest = mountsBelow(dir);
  if (rest.length > 0) throw new Error(`Cannot unmount '${rest.join("', '")}': still there after umount2`);
}

function mount(source: string, target: string, type: string, flags: number, data: string): void {
  const result = libc.mount(cString(source), cString(target), cString(type), BigInt(flags >>> 0), cString(data));
  check(result, "mount", () => `Cannot mount ${type === "" ? `'${source}'` : `${type} '${source}'`} on '${target}'`);
}

/**
 * For overlays of so many layers that their options exceed a page: one fsconfig(2) an option, and `lowerdir+` a layer
 * (overlayfs.rst, "Mount options", Linux 6.8).
 */
function mountByFsopen(spec: MountSpec, flags: number, data: readonly string[]): void {
  const what = () => `Cannot mount ${spec.type} with ${data.length} long options on '${spec.target}'`;
  using context = new Fd(call(SYS_FSOPEN, "fsopen", what, cString(spec.type), BigInt(ms.FSOPEN_CLOEXEC)), spec.target);
  const set = (key: string, value: string) =>
    config(context.number, ms.FSCONFIG_SET_STRING, what, cString(key), cString(value));
  if (spec.source !== "") set("source", spec.source);
  for (const option of data) {
    const split = option.indexOf("=");
    if (split < 0) {
      config(context.number, ms.FSCONFIG_SET_FLAG, what, cString(option), null);
      continue;
    }
    const [key, value] = [option.slice(0, split), option.slice(split + 1)];
    if (spec.type === "overlay" && key === "lowerdir") {
      for (const layer of value.split(":")) set("lowerdir+", layer);
    } else set(key, value);
  }
  config(context.number, ms.FSCONFIG_CMD_CREATE, what, null, null);
  const attributes = ((flags & ms.MS_RDONLY) ? ms.MOUNT_ATTR_RDONLY : 0) |
    ((flags & ms.MS_NOSUID) ? ms.MOUNT_ATTR_NOSUID : 0) |
    ((flags & ms.MS_NODEV) ? ms.MOUNT_ATTR_NODEV : 0) | ((flags & ms.MS_NOEXEC) ? ms.MOUNT_ATTR_NOEXEC : 0);
  using mounted = new Fd(
    check(
      libc.syscall(SYS_FSMOUNT, BigInt(context.number), BigInt(ms.FSMOUNT_CLOEXEC), BigInt(attributes), 0n, 0n),
      "fsmount",
      what,
    ),
    spec.target,
  );
  const [empty, target] = [cString(""), cString(spec.target)];
  const AT_FDCWD = -100n;
  check(
    libc.syscall(
      SYS_MOVE_MOUNT,
      BigInt(mounted.number),
      addressOf(empty),
      AT_FDCWD,
      addressOf(target),
      BigInt(ms.MOVE_MOUNT_F_EMPTY_PATH),
    ),
    "move_mount",
    what,
  );
}

function config(
  fd: number,
  command: number,
  what: () => string,
  key: Uint8Array<ArrayBuffer> | null,
  value: Uint8Array<ArrayBuffer> | null,
): void {
  const word = (text: Uint8Array<ArrayBuffer> | null) => text === null ? 0n : addressOf(text);
  check(libc.syscall(SYS_FSCONFIG, BigInt(fd), BigInt(command), word(key), word(value), 0n), "fsconfig", what);
}

function call(number: bigint, name: string, what: () => string, text: Uint8Array<ArrayBuffer>, flags: bigint): number {
  return check(libc.syscall(number, addressOf(text), flags, 0n, 0n, 0n), name, what);
}

/** The buffer's address, valid during the call for which its caller holds it. */
function addressOf(buffer: Uint8Array<ArrayBuffer>): bigint {
  return Deno.UnsafePointer.value(Deno.UnsafePointer.of(buffer));
}
