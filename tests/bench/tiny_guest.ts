import { GuestMemory } from "../../src/devices/guest_memory.ts";
import { eventFd } from "../../src/linux/event_fd.ts";
import type { Reactor } from "../../src/linux/reactor.ts";
import { Machine } from "../../src/hypervisor/kvm/machine.ts";
import { setCpuid, setEntry } from "../../src/hypervisor/kvm/processor.ts";
import { VcpuCode, VcpuThread } from "../../src/hypervisor/kvm/vcpu_thread.ts";
import { DEVICE_PAGES } from "../../src/hypervisor/kvm/address_map.ts";
import { Mapping } from "../../src/linux/mapping.ts";
import { type Metric, metric } from "./stats.ts";

const CODE = 0x1000, PAGE = 4096;
/** out 0x10, al; jmp to it */
const EXITING = [0xe6, 0x10, 0xeb, 0xfc];
const EXITS = 2000, NOTIFIERS = 8;

/** What KVM and our thread cost where any guest runs, if only a tiny one: a machine, its first instruction, an exit. */
export async function benchTinyGuest(reactor: Reactor, rounds: number): Promise<Metric[]> {
  const create: number[] = [], first: number[] = [], exit: number[] = [], notify: number[] = [];
  for (let round = 0; round < rounds; round++) {
    using stack = new DisposableStack();
    const started = performance.now();
    const machine = stack.use(new Machine());
    create.push(performance.now() - started);
    const memory = stack.use(new GuestMemory([{ guestAddress: 0, size: 4 * PAGE }]));
    machine.addMemory(memory);
    memory.bytes.set(EXITING, CODE);
    const vcpu = stack.use(machine.addVcpu(0));
    setCpuid(machine, vcpu, machine.supportedCpuid(), 0, 1);
    setEntry(vcpu, { address: CODE });
    const thread = stack.use(new VcpuThread(stack.use(new VcpuCode()), reactor, vcpu));
    thread.start("vcpu0");
    await thread.exit();
    first.push(performance.now() - started);
    const before = performance.now();
    for (let count = 0; count < EXITS; count++) {
      thread.resume();
      await thread.exit();
    }
    exit.push((performance.now() - before) * 1000 / EXITS);
    machine.addReadOnlyPages(DEVICE_PAGES, stack.use(new Mapping(PAGE)));
    const events = Array.from({ length: NOTIFIERS }, () => stack.use(eventFd("bench")));
    const registering = performance.now();
    events.forEach((event, index) => machine.notify(event, DEVICE_PAGES + 0x50, index));
    notify.push((performance.now() - registering) * 1000 / NOTIFIERS);
  }
  return [
    metric("tiny guest: a machine made", "ms", create),
    metric("tiny guest: opening /dev/kvm to first exit", "ms", first),
    metric("tiny guest: an exit served here", "us", exit),
    metric("an ioeventfd registered", "us", notify),
  ];
}
