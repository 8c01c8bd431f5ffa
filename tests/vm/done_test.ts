import { assert } from "@std/assert";
import { isPending } from "./done.ts";

const lines = [
  "ok    kvm: a case (1.2 s)",
  "FAIL  kvm: a (second) case (3.4 s, 3 MB/s)",
  "skip  kvm: a third: no such device",
].join("\n");

Deno.test("isPending() knows what a report tells of, and nothing else", () => {
  for (const name of ["kvm: a case", "kvm: a (second) case", "kvm: a third"]) assert(!isPending(name, lines), name);
  for (const name of ["qemu-kvm: a case", "kvm: a c", "device rng"]) assert(isPending(name, lines), name);
  assert(isPending("kvm: a case", ""));
});
