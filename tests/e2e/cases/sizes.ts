/** VMs of several sizes: the guest has the processors and the memory that were asked for. */
import { assert, assertEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { TestCase } from "../harness.ts";

const SIZES: readonly { vcpus: number; memoryMiB: number }[] = [
  { vcpus: 1, memoryMiB: 64 },
  { vcpus: 2, memoryMiB: 512 },
  { vcpus: 4, memoryMiB: 3072 },
  { vcpus: 2, memoryMiB: 3073 }, // the first MiB beyond the devices' hole
  { vcpus: 1, memoryMiB: 8192 },
];

/** A pod that is larger than its host is refused. */
function hostIsSmaller(memoryMiB: number): string | undefined {
  const host = Math.floor(Deno.systemMemoryInfo().total / 2 ** 20);
  return host < memoryMiB ? `this machine has ${host} MiB` : undefined;
}

/** What the kernel keeps for itself: its image, and a share of the rest (page structs are 1.6 %). */
const KERNEL_MIB = 24, SHARE = 0.04;

export const sizeCases: TestCase[] = SIZES.map(({ vcpus, memoryMiB }) => ({
  name: `a VM of ${vcpus} vCPU${vcpus === 1 ? "" : "s"} and ${memoryMiB} MiB has them`,
  runtimes: ["husk"],
  skip: () => hostIsSmaller(memoryMiB),
  async run(context) {
    const flags = [`io.husk.vcpus=${vcpus}`, `io.husk.memory_mib=${memoryMiB}`].flatMap((
      value,
    ) => ["--annotation", value]);
    const result = await context.run(["sh", "-c", "grep -c ^processor /proc/cpuinfo; grep ^MemTotal: /proc/meminfo"], {
      flags,
    });
    assertEquals(result.code, 0, quote(result));
    const [count, memory] = result.stdout.split("\n");
    assertEquals(count, String(vcpus), quote(result));
    const total = Number(/(\d+) kB/.exec(memory!)![1]) / 1024;
    const least = memoryMiB * (1 - SHARE) - KERNEL_MIB;
    assert(total <= memoryMiB && total >= least, `${total.toFixed(0)} MiB, not ${least.toFixed(0)} to ${memoryMiB}`);
  },
}));
