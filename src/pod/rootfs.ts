import { exists } from "../linux/exists.ts";
import { Code, StatusError } from "../util/errors.ts";
import { O_RDONLY } from "../linux/abi/fcntl.ts";
import { Fd } from "../linux/fd.ts";
import { attachTree, bindMount, type BindOptions, cloneTree, mountFs, umount, umountBelow } from "../linux/mount.ts";
import { inMountNamespace } from "../linux/mount_namespace.ts";
import type { HostBind } from "./guest_spec.ts";

/** A mount as containerd hands it over in Create (containerd.types.Mount). */
export interface RootfsMount {
  type: string;
  source: string;
  target: string;
  options: string[];
}

/**
 * A container's files below the pod's shared directory: `<id>/rootfs` and `<id>/mounts/<n>`. What is mounted here on the
 * host appears in the guest through virtio-fs.
 */
export class ContainerFiles {
  readonly dir: string;
  /** The file server's mount namespace, and the mounts in it alone. */
  #view: Fd | undefined;
  #inView: string[] = [];

  constructor(sharedDir: string, containerId: string) {
    this.dir = `${sharedDir}/${containerId}`;
  }

  /**
   * Mounts the root filesystem: `mounts` as containerd gave them, or, where it gave none (CRI-O), the directory `rootPath`.
   * `userNamespace`: the pod's, by which owners are mapped where a mount asks for it.
   * Throws INVALID_ARGUMENT where there is neither, SystemError where the kernel refuses; call `release()` in either case.
   */
  mountRootfs(mounts: readonly RootfsMount[], rootPath: string, userNamespace?: Fd): void {
    const rootfs = `${this.dir}/rootfs`;
    Deno.mkdirSync(rootfs, { recursive: true, mode: 0o755 });
    if (mounts.length === 0) {
      if (!isDirectory(rootPath)) {
        throw new StatusError(
          Code.INVALID_ARGUMENT,
          `No rootfs: Create names no mounts and '${rootPath}' is not a directory`,
        );
      }
      bindMount(rootPath, rootfs, { recursive: true });
      return;
    }
    const mapping = userNamespace && { userNamespace, scratch: `${this.dir}/layers` };
    for (const mount of mounts) {
      const target = mount.target === "" ? rootfs : inside(rootfs, mount.target);
      if (isBind(mount) && !exists(mount.source)) {
        throw new StatusError(Code.INVALID_ARGUMENT, `No rootfs: '${mount.source}' does not exist`);
      }
      mountFs({ type: mount.type, source: mount.source, target, options: mount.options }, mapping);
    }
  }

  /** Binds a path of the host to where the guest's spec expects it. Throws INVALID_ARGUMENT for what cannot be shared. */
  bind(bind: HostBind, sharedDir: string, userNamespace?: Fd): void {
    bindMount(bind.source, makeTarget(bind, sharedDir), bindOptions(bind, userNamespace));
  }

  /**
   * The same in the file server's mount namespace alone, `view`, whose root the shared directory is: nobody on the host could remove
   * a directory of the volume's in which something was mounted, as long as that mount is one of the host's as well.
   */
  bindInView(bind: HostBind, sharedDir: string, view: string, userNamespace?: Fd): void {
    makeTarget(bind, sharedDir);
    const what = () => `Cannot bind '${bind.source}' for the guest`;
    using tree = cloneTree(bind.source, bindOptions(bind, userNamespace), what);
    const namespace = this.#view ??= Fd.open(view, O_RDONLY);
    const target = `/${bind.shared}`;
    inMountNamespace(namespace, () => attachTree(tree, target, what));
    this.#inView.push(target);
  }

  /** Unmounts everything and removes the empty directories. Never removes through a mount that stayed. */
  release(): void {
    using view = this.#view;
    this.#view = undefined;
    const inView = this.#inView.splice(0);
    if (view !== undefined) inMountNamespace(view, () => inView.forEach(umount));
    if (!exists(this.dir)) return;
    umountBelow(this.dir);
    Deno.removeSync(this.dir, { recursive: true });
  }
}

/** An empty file or directory below the shared one, as the source is one or the other. */
function makeTarget(bind: HostBind, sharedDir: string): string {
  const info = statOf(bind.source);
  if (!info.isDirectory && !info.isFile) {
    throw new StatusError(
      Code.INVALID_ARGUMENT,
      `Cannot share '${bind.source}' with the VM: only files and directories of the host can be (it is a device, socket or FIFO)`,
    );
  }
  const target = `${sharedDir}/${bind.shared}`;
  if (info.isDirectory) Deno.mkdirSync(target, { recursive: true });
  else {
    Deno.mkdirSync(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    Deno.writeFileSync(target, new Uint8Array());
  }
  return target;
}

function bindOptions(bind: HostBind, userNamespace: Fd | undefined): BindOptions {
  const { recursive, readonly, readonlyBelow, slave } = bind;
  if (!bind.idmapped) return { recursive, readonly, readonlyBelow, slave };
  if (userNamespace === undefined) {
    const why = "there is no user namespace to map them by";
    throw new StatusError(Code.FAILED_PRECONDITION, `Cannot bind '${bind.source}' with its owners mapped: ${why}`);
  }
  return { recursive, readonly, readonlyBelow, slave, userNamespace };
}

/** A directory below `root`, made where it is missing. An image's symbolic link on the way could lead out of it: refused. */
function inside(root: string, path: string): string {
  let target = root;
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    target += `/${part}`;
    if (part === ".." || (exists(target) && Deno.lstatSync(target).isSymlink)) {
      throw new StatusError(Code.INVALID_ARGUMENT, `Mount target '${path}' leaves the rootfs (at '${part}')`);
    }
    if (!exists(target)) Deno.mkdirSync(target);
  }
  return target;
}

function isBind(mount: RootfsMount): boolean {
  return mount.type === "bind" || mount.options.includes("bind") || mount.options.includes("rbind");
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

function statOf(path: string): Deno.FileInfo {
  try {
    return Deno.statSync(path);
  } catch (cause) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot bind '${path}' into the container`, { cause });
  }
}
