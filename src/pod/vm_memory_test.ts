import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Logger } from "../util/log.ts";
import { VmMemory } from "./vm_memory.ts";

const MiB = 1 << 20;

/** A VM of 256 MiB that gives what it is asked for, and something on top. */
function makeMemory(grow?: ((memoryMiB: number) => Promise<number>) | null) {
  const asked: number[] = [];
  let said = "";
  const give = grow ?? ((memoryMiB: number) => Promise.resolve(memoryMiB + 10));
  const memory = new VmMemory({
    size: { vcpus: 1, memoryMiB: 256 },
    running: Promise.resolve({
      grow: grow === null ? undefined : (memoryMiB) => {
        asked.push(memoryMiB);
        return give(memoryMiB);
      },
    }),
    log: new Logger((line) => void (said += line)),
  });
  return { memory, asked, said: () => said };
}

const limit = (mib: number) => ({ memory: { limit: mib * MiB } });

Deno.test("VmMemory.fit() grows the VM by what its containers may use together, and only then", async () => {
  const { memory, asked } = makeMemory();
  await memory.fit("a", limit(100));
  await memory.fit("none", {});
  await memory.fit("none", undefined);
  await memory.fit("unlimited", { memory: { limit: -1 } });
  assertEquals(asked, []);
  // 64 MiB for the guest itself, and its page structs.
  await memory.fit("b", limit(200));
  assertEquals([asked, memory.size.memoryMiB], [[370], 380]);
  await memory.fit("b", limit(205)); // what is there by now will do
  memory.forget("a");
  await memory.fit("c", limit(90));
  assertEquals(asked.length, 1);
  await memory.fit("a", limit(100));
  assertEquals([asked.at(-1), memory.size.memoryMiB], [467, 477]);
});

Deno.test("VmMemory.fit() asks for one size after the other", async () => {
  const gates: PromiseWithResolvers<number>[] = [];
  const { memory, asked } = makeMemory(() => {
    const gate = Promise.withResolvers<number>();
    gates.push(gate);
    return gate.promise;
  });
  const first = memory.fit("a", limit(300)), second = memory.fit("b", limit(300));
  await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(asked.length, 1);
  // The first has made room for both: each counts from when it is asked for.
  gates[0]!.resolve(asked[0]!);
  await Promise.all([first, second]);
  assertEquals([asked, memory.size.memoryMiB], [[675], 675]);
});

Deno.test("VmMemory.fit() leaves the VM as it is, and says so, where it cannot grow", async () => {
  for (const grow of [null, () => Promise.reject(new Error("no more"))]) {
    const { memory, said } = makeMemory(grow);
    await memory.fit("a", limit(300));
    assertEquals(memory.size.memoryMiB, 256);
    assertMatch(said(), /less memory than its containers may use.*(stays what it is|no more)/);
  }
});

Deno.test("VmMemory.fit() rejects where the VM has not started", async () => {
  const memory = new VmMemory({
    size: { vcpus: 1, memoryMiB: 256 },
    running: Promise.reject(new Error("no VM")),
    log: new Logger(() => {}),
  });
  await assertRejects(() => memory.fit("a", limit(300)), Error, "no VM");
});
