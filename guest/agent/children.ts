import type { Native } from "./native.ts";

/**
 * Exit statuses of processes by pid. The container's processes are crun's children, inherited by PID 1 when crun ends:
 * their pids are known only once crun's pid-file has been read, and by then they may have ended already. So statuses of
 * pids that nobody asked for are kept while such an operation runs; afterwards they are orphans of a container's.
 */
export class Children {
  #waiting = new Map<number, (status: number) => void>();
  #early = new Map<number, number>();
  #operations = 0;

  constructor(native: Native) {
    native.onChildExit((pid, status) => this.ended(pid, status));
  }

  /** Called for each ended process. */
  ended(pid: number, status: number): void {
    const waiter = this.#waiting.get(pid);
    if (waiter !== undefined) {
      this.#waiting.delete(pid);
      waiter(status);
    } else if (this.#operations > 0) {
      this.#early.set(pid, status);
    }
  }

  /** Resolves to the exit code, or 128 + signal. One caller for each pid. */
  wait(pid: number): Promise<number> {
    const early = this.#early.get(pid);
    if (early !== undefined) {
      this.#early.delete(pid);
      return Promise.resolve(early);
    }
    return new Promise((resolve) => this.#waiting.set(pid, resolve));
  }

  /** Runs something that makes processes whose pids it learns later; it calls wait() for them before it ends. */
  async during<T>(operation: () => Promise<T>): Promise<T> {
    this.#operations++;
    try {
      return await operation();
    } finally {
      // A pid may be given out anew: nothing outlives the operations under way.
      if (--this.#operations === 0) this.#early.clear();
    }
  }
}
