import { assert, assertMatch } from "@std/assert";
import { cacheDir } from "../../../scripts/cache.ts";
import { GuestMemory } from "../../../src/devices/guest_memory.ts";
import { ramRegions } from "../../../src/hypervisor/kvm/address_map.ts";
import { loadGuest } from "../../../src/hypervisor/kvm/boot.ts";
import { serveExit } from "../../../src/hypervisor/kvm/exits.ts";
import { Machine, type Vcpu } from "../../../src/hypervisor/kvm/machine.ts";
import { setCpuid, setEntry } from "../../../src/hypervisor/kvm/processor.ts";
import { VcpuCode, VcpuThread } from "../../../src/hypervisor/kvm/vcpu_thread.ts";
import * as kvm from "../../../src/linux/abi/kvm.ts";
import type { Reactor } from "../../../src/linux/reactor.ts";
import { within } from "../../../src/util/deadline.ts";
import type { Figures } from "./figures.ts";

const MEMORY_MIB = 256, SERIAL_PORT = 0x3f8;
const INITRD = new URL("../../../dist/initramfs.cpio", import.meta.url).pathname;
/** A translated processor unpacks the kernel in ten seconds, or a minute where the host is busy. */
const FIRST_WORDS_MS = 150_000;

/**
 * The distribution's kernel, the one on which this very machine runs, unpacks itself from its bzImage and says on a serial port what it was
 * told. It goes no further here: each of its looks for a PC's devices is an exit, and its drivers for ours are modules.
 */
export async function testBzImage(reactor: Reactor, figures: Figures): Promise<void> {
  using resources = new DisposableStack();
  const release = Deno.osRelease(), token = crypto.randomUUID();
  const machine = resources.use(new Machine());
  const memory = resources.use(new GuestMemory(ramRegions(MEMORY_MIB)));
  machine.addMemory(memory);
  const commandLine = `reboot=t panic=-1 earlyprintk=serial,ttyS0 ${token}`;
  const entry = loadGuest(memory, { kernel: kernelOf(release), initrd: INITRD, commandLine, vcpus: 1 });
  const code = resources.use(new VcpuCode());
  const vcpu = resources.use(machine.addVcpu(0));
  setCpuid(machine, vcpu, machine.supportedCpuid(), 0, 1);
  setEntry(vcpu, entry);
  const thread = resources.use(new VcpuThread(code, reactor, vcpu));
  let text = "";
  await figures.each("entry to the memory map", 1, async () => {
    thread.start("vcpu0");
    const said = untilSaid(vcpu, thread, /0x0*100000-[^\n]*\n/, (all) => text = all);
    await within(said, FIRST_WORDS_MS, "the kernel's memory map").catch((error) => {
      throw new Error(`${error.message}, after:\n${text}`);
    });
  });
  assertMatch(text, new RegExp(`Linux version ${RegExp.escape(release)} `));
  assert(text.includes(`Command line: ${commandLine}`), text);
  const end = (MEMORY_MIB * 2 ** 20 - 1).toString(16);
  assertMatch(text, new RegExp(`\\[mem 0x0*100000-0x0*${end}\\] usable`));
}

/** Where set-up has unpacked the test VM's kernel, on the other side of this machine. */
function kernelOf(release: string): string {
  const entries = [...Deno.readDirSync(cacheDir())].filter(({ name }) => /^vm-kernel-\w+$/.test(name));
  const paths = entries.map(({ name }) => `${cacheDir()}/${name}/boot/vmlinuz-${release}`);
  const found = paths.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`None of ${paths.join(", ")} is there`);
  return found;
}

/** Serves the vCPU until what it has written to the serial port matches. */
async function untilSaid(
  vcpu: Vcpu,
  thread: VcpuThread,
  wanted: RegExp,
  heard: (text: string) => void,
): Promise<void> {
  const { get } = kvm.kvmRun;
  for (let text = "", result; (result = await thread.exit()) !== undefined;) {
    const isOutput = result === 0 && get.exit_reason(vcpu.run, 0) === kvm.KVM_EXIT_IO &&
      get["io.direction"](vcpu.run, 0) !== kvm.KVM_EXIT_IO_IN && get["io.port"](vcpu.run, 0) === SERIAL_PORT;
    if (isOutput) text += String.fromCharCode(vcpu.run.getUint8(Number(get["io.data_offset"](vcpu.run, 0))));
    heard(text);
    if (wanted.test(text)) return;
    const end = serveExit(vcpu.run, result, () => {}, () => {});
    if (typeof end === "object" && "kind" in end) throw new Error(`${end.reason}, after:\n${text}`);
    thread.resume();
  }
}
