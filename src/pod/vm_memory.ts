import type { Hypervisor } from "../hypervisor/hypervisor.ts";
import { AsyncQueue } from "../util/async_queue.ts";
import { within } from "../util/deadline.ts";
import { messageOf } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import type { OciResources } from "./oci_spec.ts";
import { vmMemoryFor, type VmSize } from "./vm_size.ts";

/** How long a guest may take to plug what it is given: a translated one takes a second for a gigabyte. */
const GROW_MS = 30_000;

/** The size of a pod's VM, which grows with what its containers may use, as far as its hypervisor can do that. */
export class VmMemory {
  /** What the VM has now. */
  readonly size: VmSize;
  #running: Promise<{ grow: Hypervisor["grow"] }>;
  #log: Logger;
  /** Bytes that each container may use, of those that have a limit. */
  #limits = new Map<string, number>();
  #queue = new AsyncQueue();

  constructor(options: { size: VmSize; running: Promise<{ grow: Hypervisor["grow"] }>; log: Logger }) {
    this.size = { ...options.size };
    this.#running = options.running;
    this.#log = options.log;
  }

  /**
   * Makes room for container `id`, which is to be limited by `resources`, beside the others. Where that cannot be, the VM stays as it is, with
   * a line in the log: a limit is a cap and no promise. Rejects where there is no VM.
   */
  fit(id: string, resources: OciResources | undefined): Promise<void> {
    const { limit } = (resources?.memory ?? {}) as { limit?: number };
    if (limit === undefined) return Promise.resolve();
    this.#limits.set(id, Math.max(0, limit));
    return this.#queue.run(async () => {
      const { grow } = await this.#running;
      const memoryMiB = vmMemoryFor([...this.#limits.values()].reduce((sum, limit) => sum + limit, 0));
      if (limit <= 0 || memoryMiB <= this.size.memoryMiB) return;
      const from = this.size.memoryMiB;
      try {
        if (grow === undefined) throw new Error("its memory stays what it is");
        const giveUp = new AbortController();
        const grown = within(grow(memoryMiB, giveUp.signal), GROW_MS, "the guest to take its memory");
        this.size.memoryMiB = await grown.finally(() => giveUp.abort());
        this.#log.info("The VM has grown", { from, to: this.size.memoryMiB });
      } catch (error) {
        this.#log.warn("The VM has less memory than its containers may use", {
          has: from,
          wanted: memoryMiB,
          why: messageOf(error),
        });
      }
    });
  }
  /** The container uses no memory any more. */
  forget(id: string): void {
    this.#limits.delete(id);
  }
}
