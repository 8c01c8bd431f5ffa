import type { CallContext } from "../../src/ttrpc/definition.ts";
import { tryRead } from "./files.ts";
import { EPOLLET, EPOLLPRI, type Native, O_RDONLY } from "./native.ts";

/** The call of a client that waits for the next event. */
type Listener = Pick<CallContext, "signal" | "afterAnswer">;

/** Tells of containers in which the kernel killed a process for want of memory: memory.events of their cgroups. */
export class OomWatch {
  #native: Native;
  #watches = new Map<string, { fd: number; kills: number }>();
  /** Ids whose event nobody has taken yet. */
  #pending: string[] = [];
  #listeners: { call: Listener; take: (id: string) => void }[] = [];
  /** Once somebody has asked he asks again: until then nobody waits for events to be told. */
  #isHeard = false;
  /** Events by container that are not with the host yet, and who waits for that. */
  #untold = new Map<string, number>();
  #waiting: { id: string; resolve: () => void }[] = [];

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
    this.#native.watch(watch.fd, EPOLLPRI | EPOLLET, () => this.#look(id));
  }

  remove(id: string): void {
    const watch = this.#watches.get(id);
    if (watch === undefined) return;
    this.#watches.delete(id);
    this.#native.close(watch.fd);
  }

  /** The id of the next container that runs out of memory; `call` is who asks, and an event that it cannot take stays. */
  next(call: Listener): Promise<string> {
    this.#isHeard = true;
    return new Promise((resolve) => {
      let taken: string | undefined;
      const take = (id: string) => resolve(taken = id);
      call.afterAnswer(() => {
        if (taken !== undefined) this.#isTold(taken);
      });
      const id = this.#pending.shift();
      if (id !== undefined) take(id);
      else this.#listeners.push({ call, take });
    });
  }

  /**
   * Resolves once the host knows of every kill in container `id` so far: the kernel counts one before it sends the signal,
   * but raises its event whenever it comes to it, which may be after the process has ended.
   */
  async told(id: string): Promise<void> {
    this.#look(id);
    if (!this.#isHeard || !this.#untold.has(id)) return;
    await new Promise<void>((resolve) => this.#waiting.push({ id, resolve }));
  }

  #look(id: string): void {
    const watch = this.#watches.get(id);
    if (watch === undefined) return;
    const kills = oomKills(this.#native.readAgain(watch.fd));
    if (kills <= watch.kills) return;
    watch.kills = kills;
    this.#listeners = this.#listeners.filter(({ call }) => !call.signal.aborted);
    const listener = this.#listeners.shift();
    if (listener === undefined && this.#pending.includes(id)) return; // not taken yet: one event for both
    this.#untold.set(id, (this.#untold.get(id) ?? 0) + 1);
    if (listener !== undefined) listener.take(id);
    else this.#pending.push(id);
  }

  #isTold(id: string): void {
    const left = (this.#untold.get(id) ?? 1) - 1;
    if (left > 0) return void this.#untold.set(id, left);
    this.#untold.delete(id);
    const ready = this.#waiting.filter((one) => one.id === id);
    this.#waiting = this.#waiting.filter((one) => one.id !== id);
    for (const { resolve } of ready) resolve();
  }
}

/** The count of oom_kill in memory.events. */
export function oomKills(text: string): number {
  return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
}
