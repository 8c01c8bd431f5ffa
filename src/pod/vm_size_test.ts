import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import { containerMemoryOf, mustFit, vmMemoryFor } from "./vm_size.ts";

const MiB = 1 << 20;

Deno.test("vmMemoryFor() leaves a container its limit, whatever the size", () => {
  for (const limit of [1, 64, 200, 1000, 8192, 65536]) {
    const memoryMiB = vmMemoryFor(limit * MiB);
    assertEquals(containerMemoryOf({ vcpus: 1, memoryMiB }) >= limit * MiB, true, `${limit} MiB in ${memoryMiB}`);
  }
});

Deno.test("mustFit() takes what the VM has, and no limit at all", () => {
  const vm = { vcpus: 2, memoryMiB: 256 };
  mustFit({}, vm, "container 'c'");
  mustFit({ memory: { limit: 180 * MiB }, cpu: { quota: 200_000, period: 100_000 } }, vm, "container 'c'");
  mustFit({ memory: { limit: -1 }, cpu: { quota: -1 } }, vm, "container 'c'");
});

Deno.test("mustFit() names what is too much, and how to get more", () => {
  const vm = { vcpus: 1, memoryMiB: 256 };
  const memory = () => mustFit({ memory: { limit: 300 * MiB } }, vm, "container 'c'");
  assertThrows(memory, StatusError, "Cannot update container 'c': a memory limit of 314572800 bytes");
  assertThrows(memory, StatusError, "io.husk.memory_mib");
  const cpus = () => mustFit({ cpu: { quota: 150_000, period: 100_000 } }, vm, "container 'c'");
  assertThrows(cpus, StatusError, "a limit of 1.5 CPUs is more than its VM's 1");
});
