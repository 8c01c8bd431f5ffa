/** What a pod's processes cost the host: private dirty memory, guest memory touched, wake-ups. All of /proc. */

/**
 * Bytes of private dirty memory of a process without its memfd mappings. The guest's memory is a memfd: its pages count
 * as private where only one process has touched them, and are measured on their own.
 */
export function privateDirty(pid: number): number {
  let total = 0, counted = true;
  for (const line of Deno.readTextFileSync(`/proc/${pid}/smaps`).split("\n")) {
    if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) counted = !line.includes("/memfd:");
    else if (counted && line.startsWith("Private_Dirty:")) total += Number(line.match(/(\d+) kB/)![1]) * 1024;
  }
  return total;
}

/** Bytes allocated in the memory files that a process has open: what the guest has touched. */
export function memoryFileBytes(pid: number): number {
  const inodes = new Map<string, number>();
  for (const { name } of Deno.readDirSync(`/proc/${pid}/fd`)) {
    const path = `/proc/${pid}/fd/${name}`;
    try {
      if (!Deno.readLinkSync(path).startsWith("/memfd:")) continue;
      const { dev, ino, blocks } = Deno.statSync(path);
      inodes.set(`${dev}:${ino}`, (blocks ?? 0) * 512);
    } catch {
      // closed meanwhile
    }
  }
  return [...inodes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * How often each thread of a process has gone to sleep by itself up to now, by thread id: each such sleep ends with a
 * wake-up. Threads come and go: compare thread by thread.
 */
export function voluntarySwitches(pid: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { name } of Deno.readDirSync(`/proc/${pid}/task`)) {
    try {
      const status = Deno.readTextFileSync(`/proc/${pid}/task/${name}/status`);
      counts.set(Number(name), Number(status.match(/^voluntary_ctxt_switches:\s+(\d+)$/m)![1]));
    } catch {
      // the thread has ended
    }
  }
  return counts;
}

/** For people, threads of a process that have woken up since `before`: "vcpu0: 3". */
export function threadsWokenSince(pid: number, before: Map<number, number>): string[] {
  return [...voluntarySwitches(pid)].flatMap(([thread, count]) => {
    const times = count - (before.get(thread) ?? 0);
    return times === 0 ? [] : `${Deno.readTextFileSync(`/proc/${pid}/task/${thread}/comm`).trim()}: ${times}`;
  });
}

/** Wake-ups between two counts; a thread that is new brings all of its own, one that has ended none. */
export function wakeUpsBetween(before: Map<number, number>, after: Map<number, number>): number {
  let total = 0;
  for (const [thread, count] of after) total += count - (before.get(thread) ?? 0);
  return total;
}
