import { assertEquals } from "@std/assert";
import * as kvm from "../../linux/abi/kvm.ts";
import { CoalescedWrites } from "./coalesced_writes.ts";

const RING = kvm.kvmCoalescedMmioRing, ENTRY = kvm.kvmCoalescedMmio;
const ENTRIES = 170; // KVM_COALESCED_MMIO_MAX for a page of 4 KiB

function put(page: DataView, index: number, address: number, value: number): void {
  const at = RING.size + index * ENTRY.size;
  ENTRY.set.phys_addr(page, at, BigInt(address));
  ENTRY.set.len(page, at, 4);
  page.setUint32(at + ENTRY.fields.data[0], value, true);
}

function drain(writes: CoalescedWrites): [number, number[]][] {
  const seen: [number, number[]][] = [];
  writes.drain((address, data) => seen.push([address, [...data]]));
  return seen;
}

Deno.test("CoalescedWrites.drain() takes what came since, in order, around the ring's end", () => {
  const page = new DataView(new ArrayBuffer(4096));
  const writes = new CoalescedWrites(page);
  assertEquals(drain(writes), []);
  RING.set.first(page, 0, ENTRIES - 1);
  RING.set.last(page, 0, 1);
  put(page, ENTRIES - 1, 0xd0000020, 1);
  put(page, 0, 0xd0000024, 2);
  assertEquals(drain(writes), [[0xd0000020, [1, 0, 0, 0]], [0xd0000024, [2, 0, 0, 0]]]);
  assertEquals(RING.get.first(page, 0), 1);
  assertEquals(drain(writes), []);
});

Deno.test("CoalescedWrites.drain() sees a write that comes while it takes another", () => {
  const page = new DataView(new ArrayBuffer(4096));
  const writes = new CoalescedWrites(page);
  put(page, 0, 1, 1);
  RING.set.last(page, 0, 1);
  const seen: number[] = [];
  writes.drain((address) => {
    seen.push(address);
    if (seen.length > 1) return;
    put(page, 1, 2, 2);
    RING.set.last(page, 0, 2);
  });
  assertEquals(seen, [1, 2]);
});
