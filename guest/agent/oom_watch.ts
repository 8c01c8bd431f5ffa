import { tryRead } from "./files.ts";
import { EPOLLET, EPOLLPRI, type Native, O_RDONLY } from "./native.ts";

/** Tells of containers in which the kernel killed a process for want of memory: memory.events of their cgroups. */
export class OomWatch {
  #native: Native;
  #watches = new Map<string, { fd: number; kills: number }>();
  #pending: string[] = [];
  #waiters: ((id: string) => void)[] = [];

  constructor(native: Native) {
    this.#native = native;
  }

  add(id: string, cgroup: string): void {
    const path = `${cgroup}/memory.events`;
    const text = tryRead(this.#native, path);
    if (text === undefined) return; // no memory controller: nothing to tell
    const watch = { fd: this.#native.open(path, O_RDONLY, 0), kills: oomKills(text) };
    this.#watches.set(id, watch);
    // kernfs raises EPOLLPRI once for each change since the file was last read through this descriptor.
    this.#native.readAgain(watch.fd);
    this.#native.watch(watch.fd, EPOLLPRI | EPOLLET, () => this.#changed(id));
  }

  remove(id: string): void {
    const watch = this.#watches.get(id);
    if (watch === undefined) return;
    this.#watches.delete(id);
    this.#native.close(watch.fd);
  }

  /** The id of the next container that runs out of memory. */
  next(): Promise<string> {
    const id = this.#pending.shift();
    return id !== undefined ? Promise.resolve(id) : new Promise((resolve) => this.#waiters.push(resolve));
  }

  #changed(id: string): void {
    const watch = this.#watches.get(id);
    if (watch === undefined) return;
    const kills = oomKills(this.#native.readAgain(watch.fd));
    if (kills <= watch.kills) return;
    watch.kills = kills;
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) waiter(id);
    else if (!this.#pending.includes(id)) this.#pending.push(id);
  }
}

/** The count of oom_kill in memory.events. */
export function oomKills(text: string): number {
  return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
}
