import { SystemError } from "../util/errors.ts";
import { ESRCH } from "./errno.ts";
import { Fd } from "./fd.ts";
import { check, libc, SYS_PIDFD_OPEN } from "./libc.ts";
import { Reactor } from "./reactor.ts";

const SIGKILL = 9;

/** When a process started, in clock ticks since boot (proc(5), /proc/pid/stat field 22); null where there is none. */
export function processStartTime(pid: number): number | null {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The name in field 2 may hold anything, closing brackets too: count from the last one.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  } catch {
    return null;
  }
}

/** Whether `pid` is still the process that started at `startTime`, and not a later one of the same number. */
export function isSameProcess(pid: number, startTime: number): boolean {
  return processStartTime(pid) === startTime;
}

/** Ends a process that need not be our child, and resolves when it is gone (pidfd_open(2)); one that is gone is fine. */
export async function killAndWait(pid: number): Promise<void> {
  let pidfd: Fd;
  try {
    const number = check(
      libc.syscall(SYS_PIDFD_OPEN, BigInt(pid), 0n, 0n, 0n, 0n),
      "pidfd_open",
      () => `Cannot watch process ${pid}`,
    );
    pidfd = new Fd(number, `process ${pid}`);
  } catch (error) {
    if (error instanceof SystemError && error.errno === ESRCH) return;
    throw error;
  }
  using _ = pidfd;
  try {
    check(libc.kill(pid, SIGKILL), "kill", () => `Cannot end process ${pid}`);
  } catch (error) {
    if (error instanceof SystemError && error.errno === ESRCH) return;
    throw error;
  }
  // A pidfd is readable once its process has ended (it may still be a zombie: its parent's to reap).
  await new Reactor().readable(pidfd);
}
