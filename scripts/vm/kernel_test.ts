import { assertEquals, assertThrows } from "@std/assert";
import { loadOrder } from "./kernel.ts";

const dep = [
  "kernel/fs/9p/9p.ko: kernel/net/9p/9pnet.ko kernel/fs/netfs/netfs.ko",
  "kernel/net/9p/9pnet.ko:",
  "kernel/fs/netfs/netfs.ko: kernel/fs/fscache/fscache.ko",
  "kernel/fs/fscache/fscache.ko:",
  "kernel/arch/x86/kvm/kvm-amd.ko: kernel/net/9p/9pnet.ko",
  "",
].join("\n");
const builtin = "kernel/drivers/virtio/virtio_ring.ko\n";

Deno.test("loadOrder() puts each module after what it needs, once", () => {
  assertEquals(loadOrder(["9p", "kvm-amd", "virtio_ring"], dep, builtin), [
    "kernel/net/9p/9pnet.ko",
    "kernel/fs/fscache/fscache.ko",
    "kernel/fs/netfs/netfs.ko",
    "kernel/fs/9p/9p.ko",
    "kernel/arch/x86/kvm/kvm-amd.ko",
  ]);
});

Deno.test("loadOrder() names a module that there is not, and one that needs itself", () => {
  assertThrows(() => loadOrder(["nvme"], dep, builtin), Error, "no module 'nvme'");
  assertThrows(() => loadOrder(["a"], "x/a.ko: x/b.ko\nx/b.ko: x/a.ko\n", ""), Error, "depends on itself");
});
