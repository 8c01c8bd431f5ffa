import { Console } from "../../../src/devices/console.ts";
import type { VirtioDevice } from "../../../src/devices/device.ts";
import { GuestMemory } from "../../../src/devices/guest_memory.ts";
import { loadGuest } from "../../../src/hypervisor/kvm/boot.ts";
import { DeviceBus } from "../../../src/hypervisor/kvm/device_bus.ts";
import { Machine } from "../../../src/hypervisor/kvm/machine.ts";
import { Processors } from "../../../src/hypervisor/kvm/processors.ts";
import type { Reactor } from "../../../src/linux/reactor.ts";
import type { ByteChannel } from "../../../src/util/byte_channel.ts";
import { buildInitramfs } from "./initramfs.ts";

const RAM_MIB = 256;

/** A guest of husk's kernel with the devices under test and `init.c` in place of the agent. */
export class DeviceGuest implements AsyncDisposable {
  readonly memory: GuestMemory;
  /** What its kernel and its init have said. */
  output = "";
  /** Rejects where the guest or a device has ended. */
  readonly ended: Promise<never>;
  #end: (error: Error) => void;
  #port: ByteChannel;
  #processors: Processors;
  #resources: AsyncDisposableStack;
  #answers = "";

  private constructor(
    memory: GuestMemory,
    port: ByteChannel,
    ended: PromiseWithResolvers<never>,
    processors: Processors,
    resources: AsyncDisposableStack,
  ) {
    this.memory = memory;
    this.ended = ended.promise;
    this.#end = ended.reject;
    this.#port = port;
    this.#processors = processors;
    this.#resources = resources;
  }

  /** Starts it. `regions`: memory beside its RAM of 256 MiB. Throws what KVM refuses. */
  static async start(
    options: {
      kernel: string;
      devices: readonly VirtioDevice[];
      regions?: readonly { guestAddress: number; size: number }[];
    },
    reactor: Reactor,
  ): Promise<DeviceGuest> {
    await using resources = new AsyncDisposableStack();
    const initrd = await buildInitramfs("init.c", resources);
    const machine = resources.use(new Machine());
    const pluggable = (options.regions ?? []).map((region) => ({ ...region, isPluggable: true }));
    const memory = resources.use(new GuestMemory([{ guestAddress: 0, size: RAM_MIB << 20 }, ...pluggable]));
    machine.addMemory(memory);
    const console = resources.use(new Console(reactor, [{ isConsole: true }, { isConsole: false, name: "husk.test" }]));
    const [terminal, port] = console.ports.map((port) => port.open());
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => {});
    const bus = resources.use(new DeviceBus(machine, memory, [console, ...options.devices], ended.reject));
    const commandLine = ["console=hvc0 quiet reboot=t panic=-1", ...bus.kernelArgs].join(" ");
    const entry = loadGuest(memory, { kernel: options.kernel, initrd, commandLine, vcpus: 1 });
    const write = (address: number, data: Uint8Array) => bus.write(address, data);
    const processors = resources.use(
      new Processors(machine, reactor, {
        count: 1,
        entry,
        write,
        ended: ({ reason }) => ended.reject(new Error(reason)),
      }),
    );
    const guest = new DeviceGuest(memory, port!, ended, processors, resources.move());
    guest.#listen(terminal!);
    processors.start();
    return guest;
  }

  /** Lets the guest carry `command` out; resolves to what it answers after "ok". Rejects with what it says otherwise. */
  async command(command: string): Promise<string> {
    const bytes = new TextEncoder().encode(command + "\n");
    for (let done = 0; done < bytes.length;) {
      done += await Promise.race([this.#port.write(bytes.subarray(done)), this.ended]);
    }
    const buffer = new Uint8Array(1024);
    while (!this.#answers.includes("\n")) {
      const count = await Promise.race([this.#port.read(buffer), this.ended]);
      if (count === null) throw new Error("The guest has closed its port");
      this.#answers += new TextDecoder().decode(buffer.subarray(0, count));
    }
    const [line] = this.#answers.split("\n", 1);
    this.#answers = this.#answers.slice(line!.length + 1);
    if (!line!.startsWith("ok ")) throw new Error(`${command}: ${line}`);
    return line!.slice(3);
  }

  /** Bytes of the host's memory that the guest's takes. */
  touched(): number {
    return Deno.statSync(`/proc/self/fd/${this.memory.fd.number}`).blocks! * 512;
  }

  pause(): Promise<void> {
    return this.#processors.pause();
  }

  resume(): Promise<void> {
    return this.#processors.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end(new Error("The guest was ended"));
    await this.#resources.disposeAsync();
  }

  async #listen(terminal: ByteChannel): Promise<void> {
    const buffer = new Uint8Array(4096);
    const text = new TextDecoder();
    for (let count; (count = await terminal.read(buffer)) !== null;) {
      this.output += text.decode(buffer.subarray(0, count), { stream: true });
    }
  }
}
