import { bindMount, umountBelow } from "../linux/mount.ts";

/**
 * Makes `dir` a mount of its own that passes on what is mounted below it: virtiofsd, which lives in a mount namespace of its
 * own (a slave of ours), then sees root filesystems and volumes that are mounted after it started. Undone by disposal.
 */
export function prepareSharedDir(dir: string): Disposable {
  bindMount(dir, dir);
  return { [Symbol.dispose]: () => umountBelow(dir) };
}

/**
 * The view of a prepared directory that is served to the guest: what is mounted below `dir` appears in it with its own rights,
 * but the directories that hold the mount points are read-only. Else a guest could put a symbolic link where the host is about
 * to mount the next container's root filesystem, and the host would follow it to anywhere.
 */
export function servedView(dir: string): { readonly path: string } & Disposable {
  const path = `${dir}.served`;
  Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
  bindMount(dir, path, { readonly: true, slave: true });
  return {
    path,
    [Symbol.dispose]() {
      umountBelow(path);
      Deno.removeSync(path);
    },
  };
}
