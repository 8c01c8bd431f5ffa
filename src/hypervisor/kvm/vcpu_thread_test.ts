import { assert, assertEquals } from "@std/assert";
import { GuestMemory } from "../../devices/guest_memory.ts";
import * as reg from "../../devices/mmio/registers.ts";
import * as kvm from "../../linux/abi/kvm.ts";
import { EINTR } from "../../linux/errno.ts";
import { eventFd, takeEvent } from "../../linux/event_fd.ts";
import { Mapping } from "../../linux/mapping.ts";
import { Reactor } from "../../linux/reactor.ts";
import { runScript } from "../../linux/testing.ts";
import { Machine } from "./machine.ts";
import { setEntry } from "./processor.ts";
import { VcpuCode, VcpuThread } from "./vcpu_thread.ts";

const hasKvm = await Deno.stat("/dev/kvm").then(() => true, () => false);
const PAGE = 4096, CODE = 0x1000, PAGES = 0xd0000000;

/** A machine of one vCPU that runs `program` in 32-bit protected mode, and the thread that runs it. */
function guest(program: readonly number[], options: { isServed?: boolean } = {}) {
  const stack = new DisposableStack();
  const machine = stack.use(new Machine());
  const memory = stack.use(new GuestMemory([{ guestAddress: 0, size: 4 * PAGE }]));
  machine.addMemory(memory);
  memory.bytes.set(program, CODE);
  const pages = stack.use(new Mapping(PAGE));
  pages.view.setUint32(0, 0x11223344, true);
  machine.addReadOnlyPages(PAGES, pages);
  const vcpu = stack.use(machine.addVcpu(0));
  setEntry(vcpu, { address: CODE });
  const code = stack.use(new VcpuCode());
  const reactor = new Reactor();
  const served = { hostAddress: pages.address, guestAddress: PAGES, size: PAGE };
  const thread = stack.use(new VcpuThread(code, reactor, vcpu, options.isServed ? served : undefined));
  return { machine, vcpu, thread, memory, reactor, pages: pages.view, [Symbol.dispose]: () => stack.dispose() };
}

function threads(): { tid: string; name: string }[] {
  return Array.from(
    Deno.readDirSync("/proc/self/task"),
    ({ name: tid }) => ({ tid, name: Deno.readTextFileSync(`/proc/self/task/${tid}/comm`).trim() }),
  ).filter(({ name }) => name.startsWith("vcpu"));
}

/** out 0x10, al; 16 times through a loop; then jmp to itself */
const COUNTING = [0xb0, 0x00, 0xe6, 0x10, 0xfe, 0xc0, 0x3c, 0x10, 0x75, 0xf8, 0xeb, 0xfe];

Deno.test({
  name: "VcpuThread.exit() tells each exit once, and resume() goes on behind it",
  ignore: !hasKvm,
  fn: async () => {
    using running = guest(COUNTING);
    const { thread, vcpu } = running;
    thread.start("vcpu-test");
    assertEquals(threads().map(({ name }) => name), ["vcpu-test"]);
    for (let value = 0; value < 16; value++) {
      assertEquals(await thread.exit(), 0);
      assertEquals(kvm.kvmRun.get.exit_reason(vcpu.run, 0), kvm.KVM_EXIT_IO);
      assertEquals(kvm.kvmRun.get["io.port"](vcpu.run, 0), 0x10);
      const at = Number(kvm.kvmRun.get["io.data_offset"](vcpu.run, 0));
      assertEquals(vcpu.run.getUint8(at), value);
      thread.resume();
    }
  },
});

Deno.test({
  name: "VcpuThread.kick() takes a vCPU out of a guest that would never leave, as often as it is asked to",
  ignore: !hasKvm,
  fn: async () => {
    using running = guest([0xeb, 0xfe]); // jmp to itself
    const { thread } = running;
    thread.start("vcpu-test");
    for (let round = 0; round < 3; round++) {
      thread.kick();
      assertEquals(await thread.exit(), -EINTR);
      thread.resume();
    }
  },
});

Deno.test({
  name: "VcpuThread ends wherever its guest is, and leaves neither thread nor descriptor nor mapping",
  ignore: !hasKvm,
  fn: async () => {
    const held = () => [
      threads().length,
      [...Deno.readDirSync("/proc/self/fd")].length,
      Deno.readTextFileSync("/proc/self/maps").split("\n").filter((line) => /kvm|husk-guest/.test(line)).length,
    ];
    guest(COUNTING)[Symbol.dispose]();
    const before = held();
    for (let round = 0; round < 5; round++) {
      const inGuest = guest([0xeb, 0xfe]);
      inGuest.thread.start("vcpu-test");
      inGuest[Symbol.dispose]();
      const exited = guest(COUNTING);
      exited.thread.start("vcpu-test");
      const exit = exited.thread.exit();
      if (round % 2 === 0) await exit;
      exited[Symbol.dispose]();
      if (round % 2 === 1) await exit;
      assertEquals(await exited.thread.exit(), undefined);
      await Promise.all([inGuest, exited].map(({ reactor }) => reactor.idle()));
    }
    assertEquals(held(), before);
  },
});

Deno.test({
  name: "VcpuThread runs its guest without new privileges and under a filter, and the other threads do not",
  ignore: !hasKvm,
  fn: async () => {
    const confinement = (tid: string | number) => {
      const status = Deno.readTextFileSync(`/proc/self/task/${tid}/status`);
      return ["NoNewPrivs", "Seccomp"].map((key) => new RegExp(`^${key}:\\t(\\d)`, "m").exec(status)![1]);
    };
    const before = confinement(Deno.pid);
    using running = guest(COUNTING);
    running.thread.start("vcpu-test");
    await running.thread.exit();
    assertEquals(confinement(threads()[0]!.tid), ["1", "2"]);
    assertEquals(confinement(Deno.pid), before);
  },
});

/** Changes the one place in the threads' machine code where `from` stands, as nobody but an attacker could: it cannot be written. */
const OVERWRITE = `
import { CODE } from "{../hypervisor/kvm/vcpu_thread_code.ts}";
function overwrite(from, to) {
  const memory = Deno.openSync("/proc/self/mem", { read: true, write: true });
  for (const line of Deno.readTextFileSync("/proc/self/maps").split("\\n")) {
    const [, start] = /^([0-9a-f]+)-[0-9a-f]+ r-xp 0+ 00:00 0 *$/.exec(line) ?? [];
    if (start === undefined) continue;
    const page = new Uint8Array(CODE.length);
    memory.seekSync(BigInt("0x" + start), Deno.SeekMode.Start);
    memory.readSync(page);
    if (!page.every((byte, at) => byte === CODE[at])) continue;
    const places = Array.from(page.keys()).filter((at) => from.every((byte, index) => page[at + index] === byte));
    if (places.length !== 1) throw new Error(places.length + " such places");
    memory.seekSync(BigInt("0x" + start) + BigInt(places[0]), Deno.SeekMode.Start);
    return memory.writeSync(new Uint8Array(to));
  }
  throw new Error("no such code");
}
`;

/** A guest that leaves once and goes on, in a process of its own; in between `attack` happens. */
function attacked(attack: string) {
  return runScript(`
    import { GuestMemory } from "{../devices/guest_memory.ts}";
    import { Reactor } from "{reactor.ts}";
    import { Machine } from "{../hypervisor/kvm/machine.ts}";
    import { setEntry } from "{../hypervisor/kvm/processor.ts}";
    import { VcpuCode, VcpuThread } from "{../hypervisor/kvm/vcpu_thread.ts}";
    ${OVERWRITE}
    const machine = new Machine();
    const memory = new GuestMemory([{ guestAddress: 0, size: 4 * 4096 }]);
    machine.addMemory(memory);
    memory.bytes.set(${JSON.stringify(COUNTING)}, 0x1000);
    const vcpu = machine.addVcpu(0);
    setEntry(vcpu, { address: 0x1000 });
    const thread = new VcpuThread(new VcpuCode(), new Reactor(), vcpu);
    thread.start("vcpu-test");
    await thread.exit();
    ${attack}
    thread.resume();
    console.log("exit", await thread.exit());
    thread[Symbol.dispose]();
  `);
}

Deno.test({
  name: "VcpuThread: whatever its code is made to ask of the kernel beside its own loop ends the process",
  ignore: !hasKvm,
  fn: async () => {
    const { out, err } = await attacked("");
    assertEquals(out, "exit 0\n", err);
    const attacks = {
      "getppid() in place of ioctl()": "overwrite([0xb8, 16, 0, 0, 0, 0x8b, 0x3b], [0xb8, 110, 0, 0, 0])",
      "another ioctl than KVM_RUN": "overwrite([0xbe, 0x80, 0xae, 0, 0], [0xbe, 0x81, 0xae, 0, 0])",
      "stderr's descriptor in place of its own": "overwrite([0x8b, 0x7b, 0x04], [0x6a, 0x02, 0x5f])", // push 2; pop rdi
    };
    for (const [what, attack] of Object.entries(attacks)) {
      const { signal, out, err } = await attacked(attack);
      assertEquals({ what, signal, out }, { what, signal: "SIGSYS", out: "" }, err);
    }
  },
});

Deno.test({
  name: "Machine: a device's page is read without an exit, a notification is an eventfd's, and other writes can wait",
  ignore: !hasKvm,
  fn: async () => {
    using running = guest([
      ...[0xa1, 0x00, 0x00, 0x00, 0xd0], // mov eax, [0xd0000000]
      ...[0xa3, 0x00, 0x00, 0x00, 0x00], // mov [0], eax
      ...[0xb8, 0x07, 0x00, 0x00, 0x00], // mov eax, 7
      ...[0xa3, 0x50, 0x00, 0x00, 0xd0], // mov [0xd0000050], eax: notified
      ...[0xa3, 0x24, 0x00, 0x00, 0xd0], // mov [0xd0000024], eax: kept for later
      ...[0xb8, 0x08, 0x00, 0x00, 0x00], // mov eax, 8
      ...[0xa3, 0x20, 0x00, 0x00, 0xd0], // mov [0xd0000020], eax: kept as well
      ...[0xa3, 0x50, 0x00, 0x00, 0xd0], // mov [0xd0000050], eax: another value, so it exits
      ...[0xeb, 0xfe],
    ]);
    const { thread, vcpu, memory, machine } = running;
    using event = eventFd("test");
    machine.notify(event, PAGES + 0x50, 7);
    machine.coalesce(PAGES + 0x20, 8);
    thread.start("vcpu-test");
    assertEquals(await thread.exit(), 0);
    assertEquals(kvm.kvmRun.get.exit_reason(vcpu.run, 0), kvm.KVM_EXIT_MMIO);
    assertEquals(kvm.kvmRun.get["mmio.phys_addr"](vcpu.run, 0), BigInt(PAGES + 0x50));
    assertEquals(kvm.kvmRun.get["mmio.data"](vcpu.run, 0), 8);
    assertEquals(memory.view.getUint32(0, true), 0x11223344);
    assertEquals(takeEvent(event), true);
    const kept: [number, number][] = [];
    vcpu.writes.drain((address, data) => kept.push([address, data[0]!]));
    assertEquals(kept, [[PAGES + 0x24, 7], [PAGES + 0x20, 8]]);
  },
});

/** mov dword ptr [PAGES + offset], value; then mov eax, [PAGES + shown]; mov [4 * slot], eax */
function writeAndRead(offset: number, value: number, shown: number, slot: number): number[] {
  const le = (number: number) => [0, 8, 16, 24].map((shift) => number >>> shift & 0xff);
  return [
    ...[0xc7, 0x05, ...le(PAGES + offset), ...le(value)],
    ...[0xa1, ...le(PAGES + shown), 0xa3, ...le(4 * slot)],
  ];
}

Deno.test({
  name: "VcpuThread serves what a driver writes as it meets a device, and ports, and tells all that has consequences",
  ignore: !hasKvm,
  fn: async () => {
    const { STATUS, DEVICE_FEATURES_SEL, DEVICE_FEATURES, OFFERED } = reg;
    const met = reg.ACKNOWLEDGE | reg.DRIVER;
    /** What is written where, and read back from where; and whether it comes to us. */
    const writes: [offset: number, value: number, shown: number, read: number, told?: "told"][] = [
      [STATUS, 0, STATUS, 0],
      [STATUS, reg.ACKNOWLEDGE, STATUS, reg.ACKNOWLEDGE],
      [STATUS, met, STATUS, met],
      [DEVICE_FEATURES_SEL, 1, DEVICE_FEATURES, 0x2222],
      [DEVICE_FEATURES_SEL, 0, DEVICE_FEATURES, 0x1111],
      [DEVICE_FEATURES_SEL, 2, DEVICE_FEATURES, 0x1111, "told"],
      [DEVICE_FEATURES_SEL, 0xffffffff, DEVICE_FEATURES, 0x1111, "told"],
      [STATUS, 0, STATUS, met, "told"],
      [STATUS, met | reg.FEATURES_OK, STATUS, met, "told"],
      [STATUS, met | reg.DRIVER_OK, STATUS, met, "told"],
      [STATUS, 0x80000000, STATUS, met, "told"],
      // Of a device that is further on nothing is without consequence.
      [OFFERED, 0, OFFERED, 0x1111, "told"],
      [STATUS, met, STATUS, met | reg.FEATURES_OK, "told"],
      [STATUS, 0, STATUS, met | reg.FEATURES_OK, "told"],
      // Other places: the last bytes before the page, the first behind it, and what is no register.
      [-4, 3, STATUS, met | reg.FEATURES_OK, "told"],
      [PAGE + STATUS, 3, STATUS, met | reg.FEATURES_OK, "told"],
      [STATUS + 1, 3, STATUS, met | reg.FEATURES_OK, "told"],
    ];
    const program = writes.flatMap(([offset, value, shown], index) => writeAndRead(offset, value, shown, index));
    const ports = [
      ...[0xba, 0x64, 0x00, 0x00, 0x00], // mov edx, 0x64
      ...[0x31, 0xc0, 0xed, 0xa3, 0x00, 0x02, 0x00, 0x00], // xor eax, eax; in eax, dx; mov [0x200], eax
      ...[0x31, 0xc0, 0xec, 0xa3, 0x04, 0x02, 0x00, 0x00], // xor eax, eax; in al, dx; mov [0x204], eax
      ...[0xee, 0xef], // out dx, al; out dx, eax
      ...[0xbf, 0x08, 0x02, 0x00, 0x00, 0xb9, 0x0c, 0x00, 0x00, 0x00], // mov edi, 0x208; mov ecx, 12
      ...[0xfc, 0xf3, 0x6c], // cld; rep insb
    ];
    using running = guest([...program, ...ports, 0xa3, 0x00, 0x00, 0x00, 0xe0], { isServed: true }); // mov [0xe0000000], eax
    const { thread, vcpu, memory, pages } = running;
    pages.setUint32(OFFERED, 0x1111, true);
    pages.setUint32(OFFERED + 4, 0x2222, true);
    thread.start("vcpu-test");
    for (const [offset, value, , , told] of writes) {
      if (told === undefined) continue;
      assertEquals(await thread.exit(), 0);
      assertEquals(kvm.kvmRun.get.exit_reason(vcpu.run, 0), kvm.KVM_EXIT_MMIO);
      assertEquals(Number(kvm.kvmRun.get["mmio.phys_addr"](vcpu.run, 0)), PAGES + offset);
      assertEquals(vcpu.run.getUint32(kvm.kvmRun.fields["mmio.data"][0], true), value);
      if (offset === OFFERED) pages.setUint32(STATUS, met | reg.FEATURES_OK, true);
      thread.resume();
    }
    assertEquals(await thread.exit(), 0);
    assertEquals(kvm.kvmRun.get["mmio.phys_addr"](vcpu.run, 0), 0xe0000000n);
    assertEquals([0x200, 0x204].map((at) => memory.view.getUint32(at, true)), [0xffffffff, 0xff]);
    assertEquals([...memory.bytes.subarray(0x208, 0x208 + 13)], [...new Array(12).fill(0xff), 0]);
    assertEquals(writes.map((_, slot) => memory.view.getUint32(4 * slot, true)), writes.map(([, , , read]) => read));
    const served = writes.filter(([, , , , told]) => told === undefined).length;
    // Two reads, two writes, and a string at once or byte by byte.
    const all = thread.served;
    assert(all >= served + 5 && all <= served + 4 + 12, `${all}`);
    thread[Symbol.dispose]();
    assertEquals(thread.served, all);
  },
});
