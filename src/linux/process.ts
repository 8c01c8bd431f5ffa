import { SystemError } from "../util/errors.ts";
import { SYS_pidfd_open, SYS_pidfd_send_signal } from "./abi/syscall.ts";
import { EINVAL, ENOENT, ESRCH } from "./errno.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";
import { Reactor } from "./reactor.ts";

const SIGKILL = 9n;
/**
 * What tells that there is no such process: ESRCH; where its number lives on as that of a session whose leader it was, EINVAL, and
 * ENOENT from Linux 6.15 on (kernel/pid.c, pidfd_prepare).
 */
const GONE: ReadonlySet<number> = new Set([ESRCH, EINVAL, ENOENT]);

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

/**
 * Ends a process that need not be our child, and resolves when it is gone (it may still be a zombie: its parent's to reap).
 * One that is gone already is fine; so is, where `startTime` is given, a later one of the same number, which is left alone.
 */
export async function killAndWait(pid: number, startTime?: number): Promise<void> {
  try {
    const number = libc.pidfd_open(BigInt(SYS_pidfd_open), BigInt(pid), 0n);
    using pidfd = new Fd(check(number, "pidfd_open", () => `Cannot watch process ${pid}`), `process ${pid}`);
    // From here on the number cannot come to mean another process.
    if (startTime !== undefined && !isSameProcess(pid, startTime)) return;
    const result = libc.pidfd_send_signal(BigInt(SYS_pidfd_send_signal), BigInt(pidfd.number), SIGKILL, null, 0n);
    check(result, "pidfd_send_signal", () => `Cannot end process ${pid}`);
    // A pidfd is readable once its process has ended (pidfd_open(2)).
    await new Reactor().readable(pidfd);
  } catch (error) {
    if (error instanceof SystemError && GONE.has(error.errno)) return;
    throw error;
  }
}
