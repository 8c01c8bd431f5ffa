import { assert, assertEquals } from "@std/assert";
import { GuestMemory } from "../../devices/guest_memory.ts";
import { Reactor } from "../../linux/reactor.ts";
import type { VmExit } from "../hypervisor.ts";
import type { DeviceWrite } from "./exits.ts";
import { Machine } from "./machine.ts";
import { Processors } from "./processors.ts";

const hasKvm = await Deno.stat("/dev/kvm").then(() => true, () => false);
const PAGE = 4096, CODE = 0x1000, COUNTER = 0x2000, CLOCK = 0x3000;
/** Of struct pvclock_vcpu_time_info (arch/x86/include/asm/pvclock-abi.h): the flags, and that of a guest which stood still. */
const CLOCK_FLAGS = CLOCK + 29, GUEST_STOPPED = 2;

/** inc dword [COUNTER]; jmp to it */
const COUNTING = [0xff, 0x05, 0x00, 0x20, 0x00, 0x00, 0xeb, 0xf8];
/** Sets up the paravirtual clock at CLOCK (MSR_KVM_SYSTEM_TIME_NEW, cpuid.rst), then counts. */
const WITH_CLOCK = [
  ...[0xb9, 0x01, 0x4d, 0x56, 0x4b], // mov ecx, 0x4b564d01
  ...[0xb8, CLOCK & 0xff | 1, CLOCK >> 8, 0x00, 0x00], // mov eax, CLOCK | 1
  ...[0x31, 0xd2, 0x0f, 0x30], // xor edx, edx; wrmsr
  ...COUNTING,
];

/** A guest of one vCPU in 32-bit protected mode. */
function start(program: readonly number[], write: DeviceWrite = () => {}) {
  const stack = new AsyncDisposableStack();
  const reactor = new Reactor();
  stack.defer(() => reactor.idle());
  const machine = stack.use(new Machine());
  const memory = stack.use(new GuestMemory([{ guestAddress: 0, size: 4 * PAGE }]));
  machine.addMemory(memory);
  memory.bytes.set(program, CODE);
  const ended = Promise.withResolvers<VmExit>();
  const processors = stack.use(
    new Processors(machine, reactor, {
      count: 1,
      entry: { address: CODE },
      write,
      ended: ended.resolve,
    }),
  );
  processors.start();
  const counter = () => memory.view.getUint32(COUNTER, true);
  return { processors, memory, counter, ended: ended.promise, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Resolves once the guest has counted on. */
async function counts(counter: () => number): Promise<void> {
  for (const before = counter(), end = performance.now() + 20_000; counter() === before;) {
    assert(performance.now() < end, "the guest does not run");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

Deno.test({
  name: "Processors.pause() keeps the guest from running until resume(), as often as it is asked to",
  ignore: !hasKvm,
  fn: async () => {
    await using guest = start(COUNTING);
    const { processors, counter } = guest;
    for (let round = 0; round < 3; round++) {
      await counts(counter);
      await Promise.all([processors.pause(), processors.pause()]);
      const stopped = counter();
      await new Promise((resolve) => setTimeout(resolve, 20));
      assertEquals(counter(), stopped);
      await processors.resume();
    }
    await counts(counter);
    // A pause that is over before every vCPU has come out of the guest.
    const paused = processors.pause();
    await processors.resume();
    await paused;
    await counts(counter);
  },
});

Deno.test({
  name: "Processors.resume() tells the guest's clock that it stood still",
  ignore: !hasKvm,
  fn: async () => {
    await using guest = start(WITH_CLOCK);
    const { processors, memory, counter } = guest;
    await counts(counter);
    assertEquals(memory.bytes[CLOCK_FLAGS]! & GUEST_STOPPED, 0);
    await processors.pause();
    await processors.resume();
    await counts(counter);
    assertEquals(memory.bytes[CLOCK_FLAGS]! & GUEST_STOPPED, GUEST_STOPPED);
  },
});

Deno.test({
  name: "Processors end while they are paused, and tell how a guest ended that did so by itself",
  ignore: !hasKvm,
  fn: async () => {
    {
      await using guest = start(COUNTING);
      await guest.processors.pause();
    }
    await using guest = start([0x0f, 0x0b]); // ud2, without any handler: a triple fault
    assertEquals((await guest.ended).kind, "guest");
  },
});

Deno.test({
  name: "Processors do what a write has still to bring about once the guest goes on; where that fails, the VM ends",
  ignore: !hasKvm,
  fn: async () => {
    const WRITING = [0xa3, 0x70, 0x00, 0x00, 0xd0, ...COUNTING]; // mov [0xd0000070], eax
    const seen: number[] = [];
    await using guest = start(WRITING, (address) => () => {
      seen.push(address);
      // It waits for nobody: were the guest not to go on before, it never would.
      const { counter } = guest, before = counter();
      for (const end = performance.now() + 20_000; counter() === before && performance.now() < end;);
      seen.push(counter() - before > 0 ? 1 : 0);
    });
    await counts(guest.counter);
    assertEquals(seen, [0xd0000070, 1]);
    await using failing = start(WRITING, () => () => {
      throw new Error("no device");
    });
    assertEquals(await failing.ended, { kind: "crashed", reason: "no device" });
  },
});
