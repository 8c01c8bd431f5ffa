import { assertEquals } from "@std/assert";
import * as kvm from "../../linux/abi/kvm.ts";
import { cpuidFor } from "./processor.ts";

const { get, set, size } = kvm.kvmCpuidEntry2;

/** `struct kvm_cpuid2` of entries whose registers are all ones. */
function supported(...leaves: [leaf: number, index: number][]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(kvm.kvmCpuid2.size + leaves.length * size);
  const view = new DataView(bytes.buffer);
  kvm.kvmCpuid2.set.nent(view, 0, leaves.length);
  leaves.forEach(([leaf, index], entry) => {
    const at = kvm.kvmCpuid2.size + entry * size;
    set.function(view, at, leaf);
    set.index(view, at, index);
    for (const register of ["eax", "ebx", "edx"] as const) set[register](view, at, 0xffffffff);
  });
  return bytes;
}

function registers(cpuid: Uint8Array<ArrayBuffer>, entry = 0): number[] {
  const view = new DataView(cpuid.buffer);
  const at = kvm.kvmCpuid2.size + entry * size;
  return [get.eax(view, at), get.ebx(view, at), get.ecx(view, at), get.edx(view, at)];
}

Deno.test("cpuidFor() gives each processor its APIC id, and says that it is a guest", () => {
  const host = supported([1, 0]);
  const [, ebx, ecx] = registers(cpuidFor(host, { index: 3, count: 4, tscDeadline: true }));
  assertEquals(ebx, 0x0304ffff);
  assertEquals(ecx, (1 << 31 | 1 << 24) >>> 0);
  assertEquals(registers(cpuidFor(host, { index: 0, count: 1, tscDeadline: false }))[2], (1 << 31) >>> 0);
  assertEquals(registers(host)[1], 0xffffffff);
});

Deno.test("cpuidFor() shows one package of single-threaded cores", () => {
  const host = supported([0xb, 0], [0xb, 1], [0xb, 2], [0x80000008, 0]);
  const cpuid = cpuidFor(host, { index: 2, count: 4, tscDeadline: false });
  assertEquals(registers(cpuid, 0), [0, 1, 0x100, 2]);
  assertEquals(registers(cpuid, 1), [2, 4, 0x201, 2]);
  assertEquals(registers(cpuid, 2), [0, 0, 2, 2]);
  assertEquals(registers(cpuid, 3)[2], 0x2003);
});
