import { Balloon } from "../../devices/balloon.ts";
import { Block } from "../../devices/block.ts";
import { Console } from "../../devices/console.ts";
import type { ConsolePort } from "../../devices/console_port.ts";
import type { VirtioDevice } from "../../devices/device.ts";
import { GuestMemory } from "../../devices/guest_memory.ts";
import { Net } from "../../devices/net.ts";
import { Rng } from "../../devices/rng.ts";
import { VhostNet } from "../../devices/vhost/net.ts";
import { VhostVsock } from "../../devices/vhost/vsock.ts";
import { VirtioFs } from "../../devices/vhost_user/virtio_fs.ts";
import { Vsock } from "../../devices/vsock.ts";
import { O_RDWR } from "../../linux/abi/fcntl.ts";
import { ENODEV, ENOENT } from "../../linux/errno.ts";
import { Fd } from "../../linux/fd.ts";
import type { Reactor } from "../../linux/reactor.ts";
import type { ByteChannel } from "../../util/byte_channel.ts";
import { Code, messageOf, StatusError, SystemError } from "../../util/errors.ts";
import { diskSerial, type DiskSlots } from "../disk_slots.ts";
import type { Hypervisor, VmExit } from "../hypervisor.ts";
import type { VmConfig, VmNet } from "../vm_config.ts";
import { dialVsock, dialWhenHeard } from "../vsock.ts";
import { DEVICE_LINES, pluggableRegion, ramRegions } from "./address_map.ts";
import { loadGuest } from "./boot.ts";
import { DeviceBus } from "./device_bus.ts";
import type { ExitCounts } from "./exits.ts";
import { Machine } from "./machine.ts";
import { PluggableMemory } from "./pluggable_memory.ts";
import { Processors } from "./processors.ts";

const MIB = 1 << 20;
/** Console, rng, balloon, file system, vsock and memory: what is left of a VM's lines is for cards and disks. */
const FIXED_DEVICES = 6;

/** A VM in this very process: KVM runs the guest, the kernel's and virtiofsd's devices serve it, and what is left is ours. */
export class Kvm implements Hypervisor {
  readonly name = "kvm";
  readonly accelerator = "kvm";
  readonly dial: NonNullable<Hypervisor["dial"]>;
  readonly grow: Hypervisor["grow"];
  #config: VmConfig;
  #region: ReturnType<typeof pluggableRegion>;
  #reactor: Reactor;
  #exited = Promise.withResolvers<VmExit>();
  #ended: Promise<void> | undefined;
  #starting: Promise<void> | undefined;
  #resources = new AsyncDisposableStack();
  #processors: Processors | undefined;
  #terminal: ConsolePort | undefined;
  /** Where the host's kernel has no vsock. */
  #vsock: Vsock | undefined;
  #blocks: Block[] = [];
  #pluggable: PluggableMemory | undefined;
  #state = "prelaunch";

  constructor(config: VmConfig, reactor: Reactor) {
    this.#config = config;
    this.#reactor = reactor;
    const { agent } = config;
    this.dial = agent.kind === "vsock"
      ? (port, signal) => dialVsock(agent.claim.cid, port, reactor, signal)
      : (port, signal) => this.#vsock!.dial(port, signal);
    const { memoryMiB, mostMemoryMiB } = config;
    // More than the host has would be of no use, and the guest's could not be had.
    this.#region = pluggableRegion(memoryMiB, Math.min(mostMemoryMiB, Deno.systemMemoryInfo().total / MIB));
    this.grow = this.#region && (async (wanted, signal) => {
      mayChange(this.#state, "running", "give more memory to");
      const bytes = await this.#pluggable!.grow((wanted - memoryMiB) * MIB, signal);
      return memoryMiB + bytes / MIB;
    });
  }

  get exited(): Promise<VmExit> {
    return this.#exited.promise;
  }

  pids(): readonly number[] {
    return [];
  }

  get exitCounts(): ExitCounts {
    return this.#processors?.exitCounts ?? new Map();
  }

  get disks(): DiskSlots {
    const blocks = this.#blocks;
    return {
      kinds: blocks.map(() => "any"),
      insert: (index, { file, writable }) => {
        blocks[index]!.insert(file, !writable);
        return Promise.resolve();
      },
      eject: (index) => blocks[index]!.eject(),
    };
  }

  /** Rejects with "Cannot start the VM: ..." and what could not be done. */
  async start(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#starting = this.#build(signal);
    try {
      await this.#starting;
    } catch (error) {
      await this.kill();
      signal.throwIfAborted();
      throw new StatusError(Code.FAILED_PRECONDITION, `Cannot start the VM: ${messageOf(error)}`, { cause: error });
    }
  }

  async connectAgent(heard: () => Promise<void>, signal: AbortSignal): Promise<ByteChannel> {
    return await dialWhenHeard(() => this.dial(this.#config.agent.port, signal), heard, signal);
  }

  connectConsole(_signal: AbortSignal): Promise<ByteChannel> {
    return Promise.resolve(this.#terminal!.open());
  }

  state(): Promise<string> {
    return Promise.resolve(this.#state);
  }

  async pause(): Promise<void> {
    mayChange(this.#state, "running", "pause");
    this.#state = "paused";
    await this.#processors!.pause();
  }

  async resume(): Promise<void> {
    mayChange(this.#state, "paused", "resume");
    this.#state = "running";
    await this.#processors!.resume();
  }

  kill(): Promise<void> {
    return this.#end({ kind: "requested", reason: "the VM was ended" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #build(signal: AbortSignal): Promise<void> {
    const { vcpus, memoryMiB } = this.#config;
    const resources = this.#resources;
    const machine = resources.use(new Machine());
    const region = this.#region === undefined ? [] : [this.#region];
    const memory = resources.use(new GuestMemory([...ramRegions(memoryMiB), ...region]));
    machine.addMemory(memory, memory.regions.filter(({ isPluggable }) => !isPluggable));
    const devices = await this.#devices(signal);
    if (this.#region !== undefined) {
      this.#pluggable = resources.use(new PluggableMemory(machine, memory, this.#reactor));
      devices.push(this.#pluggable.device);
    }
    const bus = resources.use(
      new DeviceBus(machine, memory, devices, (error) => this.#end({ kind: "crashed", reason: messageOf(error) })),
    );
    const entry = loadGuest(memory, { ...this.#config, commandLine: this.#commandLine(bus) });

    const write = (address: number, data: Uint8Array) => bus.write(address, data);
    const ended = (exit: VmExit) => void this.#end(exit);
    const options = { count: vcpus, entry, pages: bus.pages, write, ended };
    const processors = this.#processors = resources.use(new Processors(machine, this.#reactor, options));
    signal.throwIfAborted();
    processors.start();
    this.#state = "running";
  }

  /** In the order in which the guest's kernel finds them: the console first, so that it can say what becomes of the others. */
  async #devices(signal: AbortSignal): Promise<VirtioDevice[]> {
    const { agent, nets, sharedFs, diskSlots } = this.#config;
    const reactor = this.#reactor;
    const console = this.#resources.use(new Console(reactor, [{ isConsole: true }]));
    [this.#terminal] = console.ports;
    const fs = this.#resources.use(await VirtioFs.connect(sharedFs.socket, sharedFs.tag, reactor, signal));
    const vsock = agent.kind === "vsock"
      ? new VhostVsock(agent.claim.vhost, agent.claim.cid)
      : this.#vsock = this.#resources.use(new Vsock(reactor));
    const cards = nets.map((net) => this.#networkCard(net));
    const room = Math.max(0, DEVICE_LINES.length - FIXED_DEVICES - cards.length);
    for (let index = 0; index < Math.min(diskSlots, room); index++) {
      const slot = { readonly: false, id: diskSerial(index) };
      this.#blocks.push(this.#resources.use(new Block(reactor, undefined, slot)));
    }
    return [console, new Rng(reactor), new Balloon(reactor), fs, vsock, ...cards, ...this.#blocks];
  }

  /** Packets are moved by the host's kernel where it has vhost-net, else by us. The tap stays its maker's, who closes it. */
  #networkCard({ tapFd, ...card }: VmNet): VirtioDevice {
    const tap = new Fd(tapFd, "the pod's tap");
    const vhost = openIfThere("/dev/vhost-net");
    if (vhost === undefined) return new Net(this.#reactor, tap, card);
    return this.#resources.use(new VhostNet(vhost, { ...card, tap }));
  }

  #commandLine(bus: DeviceBus): string {
    const { kernelArgs } = this.#config;
    // The paravirtual clock is the host's: there is no other to check the counter against twice a second.
    const clock = "tsc=nowatchdog";
    return ["console=hvc0", "quiet", "reboot=t", "panic=-1", clock, ...bus.kernelArgs, ...kernelArgs].join(" ");
  }

  /** Ends the VM and lets go of all that it had; the first reason counts. */
  #end(exit: VmExit): Promise<void> {
    return this.#ended ??= (async () => {
      this.#state = "shutdown";
      await this.#starting?.catch(() => {});
      await this.#resources.disposeAsync();
      this.#exited.resolve(exit);
    })();
  }
}

/** A device of the host's, or undefined where its kernel has none. Throws SystemError for any other reason. */
function openIfThere(path: string): Fd | undefined {
  try {
    return Fd.open(path, O_RDWR);
  } catch (error) {
    if (error instanceof SystemError && (error.errno === ENOENT || error.errno === ENODEV)) return undefined;
    throw error;
  }
}

/** Throws FAILED_PRECONDITION where the VM's state is not `from`. */
function mayChange(state: string, from: string, what: string): void {
  if (state !== from) throw new StatusError(Code.FAILED_PRECONDITION, `Cannot ${what} the VM: it is ${state}`);
}
