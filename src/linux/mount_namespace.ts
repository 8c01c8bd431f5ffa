import { O_DIRECTORY, O_PATH } from "./abi/fcntl.ts";
import { CLONE_FS, CLONE_NEWNS } from "./abi/nsfs.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

/**
 * Runs `action` with this thread in the mount namespace `target`, in whose root it is then, and goes back. Nothing may be waited for
 * in it, no child spawned and no function of the runtime's used that takes a path: system calls alone. Throws SystemError; a
 * thread that could not go back would be of no use to anyone: that ends the process.
 */
export function inMountNamespace<T>(target: Fd, action: () => T): T {
  const what = () => `Cannot enter ${target.what}`;
  // setns(2): a thread that shares its directories with others may not. Doing it again is nothing.
  check(libc.unshare(CLONE_FS), "unshare", what);
  using own = Fd.open("/proc/thread-self/ns/mnt", 0);
  using directory = Fd.open(".", O_PATH | O_DIRECTORY);
  check(libc.setns(target.number, CLONE_NEWNS), "setns", what);
  try {
    return action();
  } finally {
    if (libc.setns(own.number, CLONE_NEWNS) !== 0 || libc.fchdir(directory.number) !== 0) Deno.exit(70);
  }
}
