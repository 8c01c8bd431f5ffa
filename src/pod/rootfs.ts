import { Code, StatusError } from "../util/errors.ts";
import { bindMount, mountFs, umountBelow } from "../linux/mount.ts";
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

  constructor(sharedDir: string, containerId: string) {
    this.dir = `${sharedDir}/${containerId}`;
  }

  /**
   * Mounts the root filesystem: `mounts` as containerd gave them, or, where it gave none (CRI-O), the directory `rootPath`.
   * Throws INVALID_ARGUMENT where there is neither, SystemError where the kernel refuses; call `release()` in either case.
   */
  mountRootfs(mounts: readonly RootfsMount[], rootPath: string): void {
    const rootfs = `${this.dir}/rootfs`;
    Deno.mkdirSync(rootfs, { recursive: true });
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
    for (const mount of mounts) {
      const target = mount.target === "" ? rootfs : inside(rootfs, mount.target);
      if (isBind(mount) && !exists(mount.source)) {
        throw new StatusError(Code.INVALID_ARGUMENT, `No rootfs: '${mount.source}' does not exist`);
      }
      mountFs({ type: mount.type, source: mount.source, target, options: mount.options });
    }
  }

  /** Binds a path of the host to where the guest's spec expects it. Throws INVALID_ARGUMENT for what cannot be shared. */
  bind(bind: HostBind, sharedDir: string): void {
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
    bindMount(bind.source, target, { recursive: bind.recursive, readonly: bind.readonly });
  }

  /** Unmounts everything and removes the empty directories. Never removes through a mount that stayed. */
  release(): void {
    if (!exists(this.dir)) return;
    umountBelow(this.dir);
    Deno.removeSync(this.dir, { recursive: true });
  }
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

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
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
