import * as kvm from "../../linux/abi/kvm.ts";

const RING = kvm.kvmCoalescedMmioRing, ENTRY = kvm.kvmCoalescedMmio;
const DATA = ENTRY.fields.data[0];
const MOST_BYTES = 8;

/** The writes of a guest that KVM has kept for later, in their order (Documentation/virt/kvm/api.rst, KVM_REGISTER_COALESCED_MMIO). */
export class CoalescedWrites {
  #page: DataView;
  #entries: number;

  /** `page`: the whole page of the ring. */
  constructor(page: DataView) {
    this.#page = page;
    this.#entries = Math.floor((page.byteLength - RING.size) / ENTRY.size);
  }

  /** Takes what there is now, each write through `take`, at once; the guest's next ones may come meanwhile. */
  drain(take: (address: number, data: Uint8Array) => unknown): void {
    for (let first = RING.get.first(this.#page, 0); first !== RING.get.last(this.#page, 0);) {
      const at = RING.size + first * ENTRY.size;
      const length = Math.min(ENTRY.get.len(this.#page, at), MOST_BYTES);
      const data = new Uint8Array(this.#page.buffer, this.#page.byteOffset + at + DATA, length);
      take(Number(ENTRY.get.phys_addr(this.#page, at)), data);
      first = (first + 1) % this.#entries;
      RING.set.first(this.#page, 0, first);
    }
  }
}
