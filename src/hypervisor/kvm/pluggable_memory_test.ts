import { assertEquals, assertRejects } from "@std/assert";
import { GuestMemory, type MemoryRegion } from "../../devices/guest_memory.ts";
import { Reactor } from "../../linux/reactor.ts";
import { StatusError } from "../../util/errors.ts";
import { Machine } from "./machine.ts";
import { PluggableMemory } from "./pluggable_memory.ts";
import { Processors } from "./processors.ts";

const hasKvm = await Deno.stat("/dev/kvm").then(() => true, () => false);
const MIB = 2 ** 20, GIB = 2 ** 30;

Deno.test("PluggableMemory.grow() gives KVM its slot at the first call, asks for whole blocks, and for no more than there is", async () => {
  const slots: number[] = [];
  const machine = {
    addMemory: (_: GuestMemory, regions: readonly MemoryRegion[] = []) =>
      void slots.push(...regions.map(({ guestAddress }) => guestAddress)),
  };
  const region = { guestAddress: 4 * GIB, size: 512 * MIB, isPluggable: true };
  using memory = new GuestMemory([{ guestAddress: 0, size: MIB }, region]);
  using pluggable = new PluggableMemory(machine, memory, new Reactor());
  const { config } = pluggable.device;
  const requested = () => Number(new DataView(config.buffer).getBigUint64(48, true)) / MIB;
  const stop = new AbortController();
  await assertRejects(() => pluggable.grow(513 * MIB, stop.signal), StatusError, "536870912 bytes of memory at most");
  assertEquals([slots, requested()], [[], 0]);
  // No driver answers here: what is asked for stands in the configuration.
  const first = pluggable.grow(1, stop.signal);
  assertEquals([slots, requested()], [[4 * GIB], 128]);
  const second = pluggable.grow(300 * MIB, stop.signal);
  assertEquals([slots, requested()], [[4 * GIB], 384]);
  await assertRejects(() => first, Error, "Another size");
  stop.abort(new Error("enough"));
  await assertRejects(() => second, Error, "enough");
});

Deno.test({
  name: "PluggableMemory.grow() gives memory to a guest that runs",
  ignore: !hasKvm,
  fn: async () => {
    const CODE = 0x1000, GO = 0x2000, READ = 0x2004, PLUGGED = 0x10000000;
    await using after = new AsyncDisposableStack();
    const reactor = new Reactor();
    after.defer(() => reactor.idle());
    await using stack = new AsyncDisposableStack();
    const machine = stack.use(new Machine());
    const region = { guestAddress: PLUGGED, size: 128 * MIB, isPluggable: true };
    const memory = stack.use(new GuestMemory([{ guestAddress: 0, size: 0x4000 }, region]));
    machine.addMemory(memory, memory.regions.filter(({ isPluggable }) => !isPluggable));
    memory.bytes.set([
      ...[0x83, 0x3d, 0x00, 0x20, 0x00, 0x00, 0x00], // cmp dword [GO], 0
      ...[0x74, 0xf7], // je to it
      ...[0xc7, 0x05, 0x00, 0x00, 0x00, 0x10, 0x34, 0x12, 0x00, 0x00], // mov dword [PLUGGED], 0x1234
      ...[0xa1, 0x00, 0x00, 0x00, 0x10], // mov eax, [PLUGGED]
      ...[0xa3, 0x04, 0x20, 0x00, 0x00], // mov [READ], eax
      ...[0x0f, 0x0b], // ud2, without any handler: a triple fault
    ], CODE);
    const pluggable = stack.use(new PluggableMemory(machine, memory, reactor));
    const ended = Promise.withResolvers<void>();
    const processors = stack.use(
      new Processors(machine, reactor, {
        count: 1,
        entry: { address: CODE },
        write: () => {},
        ended: () => ended.resolve(),
      }),
    );
    processors.start();
    const stop = new AbortController();
    const growing = pluggable.grow(MIB, stop.signal);
    stop.abort(new Error("no driver here"));
    await assertRejects(() => growing, Error, "no driver here");
    memory.view.setUint32(GO, 1, true);
    await ended.promise;
    assertEquals(memory.view.getUint32(READ, true), 0x1234);
    assertEquals(memory.view.getUint32(memory.range(PLUGGED, 4), true), 0x1234);
    assertEquals([...processors.exitCounts.keys()], []);
  },
});
