import { SystemError } from "../util/errors.ts";
import { AT_EMPTY_PATH, AT_FDCWD, AT_RECURSIVE, O_DIRECTORY, O_PATH } from "./abi/fcntl.ts";
import * as ms from "./abi/mount.ts";
import { SYS_mount_setattr, SYS_move_mount, SYS_open_tree } from "./abi/syscall.ts";
import { EINVAL, ENOENT } from "./errno.ts";
import { Fd } from "./fd.ts";
import { check, cString, libc } from "./libc.ts";
import { parseMountOptions } from "./mount_options.ts";

/** A mount as containerd and the OCI spec write it. */
export interface MountSpec {
  type: string;
  source: string;
  target: string;
  options: readonly string[];
}

export interface BindOptions {
  /** Brings along what is mounted below the source. */
  recursive?: boolean;
  /** Makes the bound mount itself read-only, not those below it (as runc does for "ro"). */
  readonly?: boolean;
  /** Makes those below it read-only as well (runc's "rro"). */
  readonlyBelow?: boolean;
  /** Further MOUNT_ATTR_* for the bound mount. */
  attributes?: number;
  /** What is mounted below the source later appears here as well ("rslave"); else the two part ways. */
  slave?: boolean;
  /** Owners are seen through this user namespace: what belongs to its root here belongs to root's id there on disk. */
  userNamespace?: Fd | undefined;
}

/** How a mount whose owners are mapped is made. */
export interface IdMapping {
  userNamespace: Fd;
  /** An absent directory for mounts that are needed while an overlay is mounted. */
  scratch: string;
}

/** mount(2) copies at most a page of options. */
const MOST_DATA = 4095;

/** Mounts as mount(8) would. Throws SystemError that names source and target. `mapping`: for options that map owners. */
export function mountFs(spec: MountSpec, mapping?: IdMapping): void {
  const { flags, attributes, slave, idmapped, data } = parseMountOptions(spec.options);
  if (idmapped && mapping === undefined) {
    throw new Error(`Cannot mount '${spec.target}' with its owners mapped: there is no user namespace to map them by`);
  }
  const { userNamespace } = idmapped ? mapping! : {};
  if ((flags & ms.MS_BIND) !== 0 || spec.type === "bind") {
    const recursive = (flags & ms.MS_REC) !== 0;
    return bindMount(spec.source, spec.target, { recursive, attributes, slave, userNamespace });
  }
  if (idmapped) return mountMapped({ ...spec, options: without(spec.options) }, mapping!);
  const joined = data.join(",");
  if (new TextEncoder().encode(joined).length <= MOST_DATA) {
    return mount(spec.source, spec.target, spec.type, flags, joined);
  }
  using layers = shortenLayers(data);
  mount(spec.source, spec.target, spec.type, flags, layers.data);
}

/**
 * An overlay's layers are mapped one by one (Documentation/filesystems/overlayfs.rst), read-only as it uses them. What it writes
 * has the ids of whoever writes it.
 */
function mountMapped(spec: MountSpec, { userNamespace, scratch }: IdMapping): void {
  if (spec.type !== "overlay") throw new Error(`Cannot mount ${spec.type} '${spec.target}' with its owners mapped`);
  Deno.mkdirSync(scratch, { recursive: true });
  try {
    let count = 0;
    const mapped = (layer: string) => {
      const path = `${scratch}/${count++}`;
      Deno.mkdirSync(path);
      bindMount(layer, path, { readonly: true, userNamespace });
      return path;
    };
    const options = spec.options.map((option) => {
      if (!option.startsWith("lowerdir=")) return option;
      return `lowerdir=${option.slice("lowerdir=".length).split(":").map(mapped).join(":")}`;
    });
    mountFs({ ...spec, options });
  } finally {
    umountBelow(scratch);
    Deno.removeSync(scratch, { recursive: true });
  }
}

function without(options: readonly string[]): string[] {
  return options.filter((option) => !/^[ug]idmap=/.test(option));
}

/**
 * Binds `source` onto `target`. The copy is a peer of nothing: unmounting in it never reaches the source, which with a plain
 * bind of a shared mount it would (mount_namespaces(7)). It is shared again towards copies made of it later, virtiofsd's.
 * Attributes are set before the mount can be seen, and none that the source has is lost. Needs Linux 5.12.
 */
export function bindMount(source: string, target: string, options: BindOptions = {}): void {
  const what = () => `Cannot bind '${source}' on '${target}'`;
  using tree = cloneTree(source, options, what);
  attachTree(tree, target, what);
}

/** The copy by itself, at no place yet; it goes with its descriptor unless it is attached. */
export function cloneTree(
  source: string,
  options: BindOptions = {},
  what: () => string = () => `Cannot bind '${source}'`,
): Fd {
  const recursive = options.recursive ? AT_RECURSIVE : 0;
  const flags = ms.OPEN_TREE_CLONE | ms.OPEN_TREE_CLOEXEC | recursive;
  const number = libc.open_tree(BigInt(SYS_open_tree), BigInt(AT_FDCWD), cString(source), BigInt(flags));
  using stack = new DisposableStack();
  const tree = stack.use(new Fd(check(number, "open_tree", what), source));
  setAttributes(tree, recursive, { propagation: options.slave ? ms.MS_SLAVE : ms.MS_PRIVATE }, what);
  setAttributes(tree, recursive, { propagation: ms.MS_SHARED }, what);
  const userns_fd = options.userNamespace?.number;
  if (userns_fd !== undefined) setAttributes(tree, recursive, { attr_set: ms.MOUNT_ATTR_IDMAP, userns_fd }, what);
  const attributes = (options.attributes ?? 0) | (options.readonly ? ms.MOUNT_ATTR_RDONLY : 0);
  if (attributes !== 0) setAttributes(tree, 0, { attr_set: attributes }, what);
  if (options.readonlyBelow) setAttributes(tree, recursive, { attr_set: ms.MOUNT_ATTR_RDONLY }, what);
  stack.move();
  return tree;
}

/** Puts such a copy at `target`, in the mount namespace in which this thread is. */
export function attachTree(tree: Fd, target: string, what: () => string): void {
  check(
    libc.move_mount(
      BigInt(SYS_move_mount),
      BigInt(tree.number),
      cString(""),
      BigInt(AT_FDCWD),
      cString(target),
      BigInt(ms.MOVE_MOUNT_F_EMPTY_PATH),
    ),
    "move_mount",
    what,
  );
}

/** Takes `target` and all that is mounted in it out of the tree at once, busy or not. One that is no mount (any more) is fine. */
export function umount(target: string): void {
  const result = libc.umount2(cString(target), ms.MNT_DETACH | ms.UMOUNT_NOFOLLOW);
  try {
    check(result, "umount2", () => `Cannot unmount '${target}'`);
  } catch (error) {
    if (error instanceof SystemError && (error.errno === EINVAL || error.errno === ENOENT)) return;
    throw error;
  }
}

/** Mount points at or below `dir`, in the order in which the kernel lists them. */
export function mountsBelow(dir: string): string[] {
  const found: string[] = [];
  const inside = dir === "/" ? dir : `${dir}/`;
  for (const line of Deno.readTextFileSync("/proc/self/mountinfo").split("\n")) {
    const encoded = line.split(" ")[4];
    if (encoded === undefined) continue;
    // proc(5): space, tab, newline and backslash are written in octal. The bytes are UTF-8, read as such before.
    const point = encoded.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    if (point === dir || point.startsWith(inside)) found.push(point);
  }
  return found;
}

/**
 * Tells whether anything is mounted below a path, not at it, as it is at the first question: the list of mounts is read then,
 * and once. Nothing is in what does not exist.
 */
export function mountHolders(): (path: string) => boolean {
  let points: string[] | undefined;
  return (path) => {
    let real: string;
    try {
      real = Deno.realPathSync(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
    points ??= mountsBelow("/");
    const inside = real === "/" ? real : `${real}/`;
    return points.some((point) => point !== real && point.startsWith(inside));
  };
}

/**
 * Unmounts all at or below `dir`, the outermost first: each takes along what lies in it, so that no path that leads through
 * a container's own files, in which the guest may move things about, is ever followed. Throws where a mount stays.
 */
export function umountBelow(dir: string): void {
  for (let before = Infinity;;) {
    const points = mountsBelow(dir);
    if (points.length === 0) return;
    if (points.length >= before) throw new Error(`Cannot unmount '${points.join("', '")}': still there after umount2`);
    before = points.length;
    const outermost = points.filter((point) => !points.some((other) => point.startsWith(`${other}/`)));
    for (const point of outermost) umount(point);
  }
}

function mount(source: string, target: string, type: string, flags: number, data: string): void {
  const result = libc.mount(cString(source), cString(target), cString(type), BigInt(flags >>> 0), cString(data));
  check(result, "mount", () => `Cannot mount ${type} '${source}' on '${target}'`);
}

function setAttributes(
  tree: Fd,
  recursive: number,
  values: { propagation?: number; attr_set?: number; userns_fd?: number },
  what: () => string,
): void {
  const attr = new Uint8Array(ms.mountAttr.size);
  const view = new DataView(attr.buffer);
  ms.mountAttr.set.propagation(view, 0, BigInt(values.propagation ?? 0));
  ms.mountAttr.set.attr_set(view, 0, BigInt(values.attr_set ?? 0));
  ms.mountAttr.set.userns_fd(view, 0, BigInt(values.userns_fd ?? 0));
  check(
    libc.mount_setattr(
      BigInt(SYS_mount_setattr),
      BigInt(tree.number),
      cString(""),
      BigInt(AT_EMPTY_PATH | recursive),
      attr,
      BigInt(attr.length),
    ),
    "mount_setattr",
    what,
  );
}

/**
 * An overlay of many layers has more options than fit in a page. Each layer is then named by a descriptor that is open during
 * the call: 17 bytes at most, and any kernel can do it (fsconfig's `lowerdir+` came with 6.8).
 */
function shortenLayers(data: readonly string[]): { data: string } & Disposable {
  const stack = new DisposableStack();
  try {
    const words = data.map((option) => {
      if (!option.startsWith("lowerdir=")) return option;
      const layers = option.slice("lowerdir=".length).split(":");
      const open = (layer: string) => `/proc/self/fd/${stack.use(Fd.open(layer, O_PATH | O_DIRECTORY)).number}`;
      return `lowerdir=${layers.map(open).join(":")}`;
    });
    return { data: words.join(","), [Symbol.dispose]: () => stack.dispose() };
  } catch (error) {
    stack.dispose();
    throw error;
  }
}
