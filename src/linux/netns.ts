import { SystemError } from "../util/errors.ts";
import { CLONE_NEWNET } from "./abi/tun.ts";
import { O_RDONLY } from "./abi/fcntl.ts";
import { NS_GET_USERNS } from "./abi/nsfs.ts";
import { Fd } from "./fd.ts";
import { ioctlNumber } from "./ioctl.ts";
import { check, libc } from "./libc.ts";

/** This thread's own namespace. The process's (/proc/self) is its main thread's, which need not be this one. */
const OWN = "/proc/thread-self/ns/net";

/**
 * Runs `action` with this thread in the network namespace at `path`, and goes back. Nothing may be waited for in it and no
 * child spawned: what stays afterwards are the sockets that it made, which belong to that namespace for good.
 * Throws SystemError that names the path. A thread that could not go back would be of no use to anyone: that ends the process.
 */
export function inNetns<T>(path: string, action: () => T): T {
  using own = Fd.open(OWN, O_RDONLY);
  using target = Fd.open(path, O_RDONLY);
  check(libc.setns(target.number, CLONE_NEWNET), "setns", () => `Cannot enter network namespace '${path}'`);
  try {
    return action();
  } finally {
    if (libc.setns(own.number, CLONE_NEWNET) !== 0) Deno.exit(70);
  }
}

/** The user namespace to which the network namespace at `path` belongs (ioctl_ns(2)). Throws SystemError. */
export function ownerOfNetns(path: string): Fd {
  using netns = Fd.open(path, O_RDONLY);
  const number = ioctlNumber(netns, NS_GET_USERNS, 0, "NS_GET_USERNS");
  return new Fd(number, `the user namespace of ${path}`);
}

/** Identity of a namespace, the same for every path to it; undefined where `path` leads to none (any more). */
export function netnsInode(path: string): number | undefined {
  try {
    return Deno.statSync(path).ino ?? undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Whether `error` says that the path is no namespace: the file that remains where one was unmounted. */
export function isNoNamespace(error: unknown): boolean {
  return error instanceof SystemError && error.syscall === "setns" && error.errnoName === "EINVAL";
}
