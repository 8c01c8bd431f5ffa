import type { GuestMemory, MemoryRegion } from "../../devices/guest_memory.ts";
import { Mem } from "../../devices/mem.ts";
import type { Reactor } from "../../linux/reactor.ts";
import { Code, StatusError } from "../../util/errors.ts";
import { PLUG_UNIT } from "./address_map.ts";
import type { Machine } from "./machine.ts";

/** The memory that a guest may get while it runs, and the device by which it gets it. */
export class PluggableMemory implements Disposable {
  readonly device: Mem;
  #machine: Pick<Machine, "addMemory">;
  #memory: GuestMemory;
  #region: MemoryRegion;
  #hasSlot = false;

  /** `memory` has one region that is pluggable. */
  constructor(machine: Pick<Machine, "addMemory">, memory: GuestMemory, reactor: Reactor) {
    this.#machine = machine;
    this.#memory = memory;
    this.#region = memory.regions.find(({ isPluggable }) => isPluggable)!;
    this.device = new Mem(reactor, this.#region);
  }

  /**
   * Lets the guest plug at least `wanted` bytes, and resolves to how many it has once it has done so; they never become fewer. Throws
   * FAILED_PRECONDITION where there are not so many.
   */
  async grow(wanted: number, signal: AbortSignal): Promise<number> {
    const bytes = Math.max(this.device.size, Math.ceil(wanted / PLUG_UNIT) * PLUG_UNIT);
    const { size } = this.#region;
    if (bytes > size) {
      throw new StatusError(Code.FAILED_PRECONDITION, `The VM can get ${size} bytes of memory at most, not ${bytes}`);
    }
    // A slot costs the host's kernel memory by its size, and most pods never need this one.
    if (!this.#hasSlot) this.#machine.addMemory(this.#memory, [this.#region]);
    this.#hasSlot = true;
    await this.device.resize(bytes, signal);
    return bytes;
  }

  [Symbol.dispose](): void {
    this.device[Symbol.dispose]();
  }
}
