import { F_SETFD, FD_CLOEXEC, O_CLOEXEC, O_RDWR } from "./abi/fcntl.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

/** Keeps `fd`, which somebody has handed to us, from whatever we start. Throws SystemError where there is no such descriptor. */
export function keepFromChildren(fd: number): void {
  check(libc.fcntl(fd, F_SETFD, BigInt(FD_CLOEXEC)), "fcntl", () => `Cannot keep descriptor ${fd} from children`);
}

/**
 * Leaves whoever started this process: a session of its own, the root as its folder, and /dev/null in place of stdin, stdout and stderr, so
 * that nobody waits for the end of what it never writes. Deno has descriptors of its own for the same files: every descriptor that leads where
 * one of the three leads is replaced. Throws SystemError.
 */
export function detach(): void {
  Deno.chdir("/");
  check(libc.setsid(), "setsid", () => "Cannot begin a session");
  const left = [0, 1, 2].map(targetOf).filter((target) => target !== undefined);
  using none = Fd.open("/dev/null", O_RDWR);
  for (const { name } of [...Deno.readDirSync("/proc/self/fd")]) {
    const fd = Number(name);
    if (fd === none.number || !left.includes(targetOf(fd) ?? "")) continue;
    const flags = fd <= 2 ? 0 : O_CLOEXEC;
    check(libc.dup3(none.number, fd, flags), "dup3", () => `Cannot put /dev/null in place of descriptor ${fd}`);
  }
}

/** What a descriptor leads to, e.g. `pipe:[4711]`; undefined where it is not open. */
function targetOf(fd: number): string | undefined {
  try {
    return Deno.readLinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}
