import { bindMount, makeShared, umountBelow } from "../linux/mount.ts";

/**
 * Makes `dir` a mount of its own that passes on what is mounted below it: virtiofsd, which lives in a mount namespace of its
 * own (a slave of ours), then sees root filesystems and volumes that are mounted after it started. Undone by disposal.
 */
export function prepareSharedDir(dir: string): Disposable {
  bindMount(dir, dir);
  try {
    makeShared(dir);
  } catch (error) {
    umountBelow(dir);
    throw error;
  }
  return { [Symbol.dispose]: () => umountBelow(dir) };
}
