/**
 * Drives each device that husk serves itself from a guest that lies: rings of nonsense, descriptors and data that change while they are
 * used, wild indexes, requests that are nearly right. For a number of seconds (10 unless given), from a seed:
 *
 *     deno run -A tests/fuzz/device_fuzz.ts [seconds] [seed]
 *
 * A round fails where a device throws or fails with anything but a GuestFault, hands the kernel an address outside of the guest's memory,
 * does not stop, or where this process grows from round to round. `device_fuzz_test.ts` runs a short one.
 */
import { Balloon } from "../../src/devices/balloon.ts";
import { Block } from "../../src/devices/block.ts";
import { Chain } from "../../src/devices/chain.ts";
import { Console } from "../../src/devices/console.ts";
import type { VirtioDevice } from "../../src/devices/device.ts";
import { GuestFault, type GuestMemory } from "../../src/devices/guest_memory.ts";
import { Mem } from "../../src/devices/mem.ts";
import { Net } from "../../src/devices/net.ts";
import { Rng } from "../../src/devices/rng.ts";
import { Vsock } from "../../src/devices/vsock.ts";
import type { Fd } from "../../src/linux/fd.ts";
import { inNetns } from "../../src/linux/netns.ts";
import type { Reactor } from "../../src/linux/reactor.ts";
import { openTap } from "../../src/linux/tap.ts";
import { run } from "../../src/linux/testing.ts";
import type { ByteChannel } from "../../src/util/byte_channel.ts";
import { FakeGuest, type RingDriver, type Segment } from "../fakes/ring_driver.ts";

const GUEST_BYTES = 8 << 20, PLUGGABLE = 4 << 20, BLOCK = 2 << 20;
/** Buffers lie in these few pages, so that they overlap. */
const BUFFERS = 1 << 20, BUFFER_BYTES = 256 << 10;
const STEPS = 40;
/** Bytes by which the process may have grown once it has seen everything. */
const MOST_GROWTH = 128 << 20;
const FOREVER = new AbortController().signal;

/** Numbers from 0 to `below` - 1 (xorshift: the same run from the same seed). */
class Random {
  state: number;

  constructor(seed: number) {
    this.state = seed | 1;
  }

  below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }
}

/** A device under test: what its host does with it meanwhile, and what a request to it may begin with. */
interface Subject {
  readonly device: VirtioDevice & Partial<Disposable>;
  use(): void;
  request(): number[];
}

/** What devices need of the host. */
interface Host extends Disposable {
  readonly disk: string;
  readonly tap: Fd;
}

function makeHost(): Host {
  const netns = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  const stack = new DisposableStack();
  const disk = Deno.makeTempFileSync({ prefix: "husk-test-" });
  stack.defer(() => Deno.removeSync(disk));
  Deno.truncateSync(disk, 64 << 10);
  run("ip", "netns", "add", netns);
  stack.defer(() => run("ip", "netns", "delete", netns));
  const tap = stack.use(inNetns(`/var/run/netns/${netns}`, () => openTap("tap0")));
  run("ip", "-n", netns, "link", "set", "tap0", "up");
  return { disk, tap, [Symbol.dispose]: () => stack.dispose() };
}

const le = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256);

/** Reads and writes a little, and closes now and then, as the shim's streams do. */
async function exchange(channel: ByteChannel, random: Random): Promise<void> {
  try {
    for (let turn = random.below(6); turn > 0; turn--) {
      if (random.below(2) === 0) await channel.read(new Uint8Array(1 + random.below(3000)));
      else await channel.write(new Uint8Array(1 + random.below(9000)));
    }
    channel.close();
  } catch {
    // The stream is over, or somebody else of this test reads it.
  }
}

const DEVICES: Readonly<Record<string, (reactor: Reactor, random: Random, host: Host) => Subject>> = {
  rng: (reactor) => ({ device: new Rng(reactor), use: () => {}, request: () => [] }),
  console: (reactor, random) => {
    const device = new Console(reactor, [{ isConsole: true }, { isConsole: false, name: "husk.agent" }]);
    const use = () => {
      const port = random.pick(device.ports);
      if (port.isOpen) port.end();
      else exchange(port.open(), random);
    };
    const request = () => [...le(random.below(3), 4), ...le(random.below(9), 2), ...le(random.below(2), 2)];
    return { device, use, request };
  },
  vsock: (reactor, random) => {
    const device = new Vsock(reactor, 3);
    device.listen(1025, (channel) => exchange(channel, random));
    const use = () => void device.dial(1024, FOREVER).then((channel) => exchange(channel, random), () => {});
    const request = () => [
      ...[...le(3, 8), ...le(random.below(9) === 0 ? 9 : 2, 8)],
      ...[...le(random.pick([1024, 1024, 7]), 4), ...le(random.pick([1025, 65536, 65537, 65538, 9]), 4)],
      ...[
        ...le(random.pick([0, 0, 100, 3000, 70000]), 4),
        ...le(random.below(9) === 0 ? 2 : 1, 2),
        ...le(random.below(9), 2),
      ],
      ...[
        ...le(random.below(4), 4),
        ...le(random.pick([0, 5000, 1 << 20, 2 ** 32 - 1]), 4),
        ...le(random.below(9000), 4),
      ],
    ];
    return { device, use, request };
  },
  net: (reactor, random, host) => ({
    device: new Net(reactor, host.tap, { mac: "02:00:00:00:00:01", mtu: 1500 }),
    use: () => {},
    // A header with any offload, then a broadcast.
    request: () => [...Array.from({ length: 10 }, () => random.below(4)), 0, 0, ...Array(6).fill(255)],
  }),
  block: (reactor, random, host) => ({
    device: new Block(reactor, host.disk, { readonly: random.below(4) === 0, id: "fuzz" }),
    use: () => {},
    request: () => [
      ...[...le(random.pick([0, 1, 4, 8, 11, 13, 99]), 4), ...le(0, 4), ...le(random.pick([0, 3, 127, 2 ** 40]), 8)],
      ...[...le(random.below(130), 8), ...le(random.pick([1, 9, 2 ** 32 - 1]), 4), ...le(random.below(3), 4)],
    ],
  }),
  balloon: (reactor, random) => {
    const device = new Balloon(reactor);
    const request = () => Array.from({ length: random.below(20) }, () => le(768 + random.below(1280), 4)).flat();
    return { device, use: () => device.resize(random.below(GUEST_BYTES)), request };
  },
  mem: (reactor, random) => {
    const region = { guestAddress: GUEST_BYTES - PLUGGABLE, size: PLUGGABLE };
    const device = new Mem(reactor, region);
    const request = () => [
      ...[...le(random.below(5), 8), ...le(region.guestAddress + (random.below(4) - 1) * BLOCK, 8)],
      ...le(random.below(3), 8),
    ];
    return { device, use: () => void device.resize(random.below(PLUGGABLE), FOREVER).catch(() => {}), request };
  },
};

/** One thing that the guest does. */
function step(guest: FakeGuest, queue: RingDriver, subject: Subject, random: Random): void {
  const place = (length: number): Segment => ({ address: BUFFERS + random.below(BUFFER_BYTES - length), length });
  queue.takeUsed();
  const kind = random.below(32);
  if (kind === 0) queue.setAvailableIndex(random.below(65536));
  else if (kind < 3) {
    // Nonsense anywhere in the rings, under the device's eyes.
    guest.view.setUint32(queue.descriptors + 4 * random.below(queue.size * 4), random.below(2 ** 32), true);
    guest.view.setUint16(queue.used + 2 * random.below(4 * queue.size), random.below(65536), true);
  } else if (kind < 5) {
    const address = random.pick([0n, BigInt(GUEST_BYTES - 1), 1n << 32n, 0xffffffffffffffffn]);
    queue.descriptor(
      random.below(queue.size),
      address,
      random.below(5000),
      random.below(8),
      random.below(queue.size + 1),
    );
    queue.offer(random.below(queue.size));
  } else if (kind < 8) subject.use();
  else {
    const segments: Segment[] = [];
    if (random.below(5) > 0) {
      const bytes = subject.request();
      for (let edits = random.below(3); edits > 0 && bytes.length > 0; edits--) {
        bytes[random.below(bytes.length)] = random.below(256);
      }
      if (bytes.length > 0) {
        const header = place(bytes.length);
        guest.memory.bytes.set(bytes, header.address);
        segments.push(header);
      }
      if (random.below(2) === 0) segments.push(place(random.pick([1, 512, 4096, 66_000])));
    }
    const isPage = subject.device.type === 5;
    for (let count = random.below(4); count > 0; count--) {
      const room = isPage
        ? { address: BUFFERS + 4096 * random.below(64), length: 4096 }
        : place(random.pick([1, 12, 44, 512, 513, 4096]));
      segments.push({ ...room, writable: true });
    }
    if (segments.length > 0 && queue.free >= segments.length) queue.add(...segments);
    // Changed after it was offered, as another processor of the guest's does.
    if (random.below(3) === 0) guest.memory.bytes[BUFFERS + random.below(BUFFER_BYTES)] = random.below(256);
  }
}

/** Rejects after ten seconds: nothing here has a reason to take one. */
async function ends(what: string, promise: Promise<unknown> | void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => timer = setTimeout(() => reject(new Error(`${what} hangs`)), 10_000));
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** From here on all that a device gives the kernel is compared with where the guest's memory lies; ends with its disposal. */
class VectorWatch implements Disposable {
  memory: GuestMemory | undefined;
  #original = Chain.prototype.ioVectors;

  constructor() {
    const check = (target: DataView, count: number) => this.#check(target, count);
    const original = this.#original;
    Chain.prototype.ioVectors = function (target, ...rest) {
      return check(target, original.call(this, target, ...rest));
    };
  }

  #check(target: DataView, count: number): number {
    const { hostAddress, bytes } = this.memory!;
    for (let at = 0; at < count * 16; at += 16) {
      const start = target.getBigUint64(at, true), end = start + target.getBigUint64(at + 8, true);
      if (start < hostAddress || end > hostAddress + BigInt(bytes.length)) {
        throw new Error("an address outside of the guest's memory");
      }
    }
    return count;
  }

  [Symbol.dispose](): void {
    Chain.prototype.ioVectors = this.#original;
  }
}

async function round(name: string, random: Random, host: Host, watch: VectorWatch): Promise<void> {
  const guest = new FakeGuest({ size: GUEST_BYTES, hasEvents: random.below(2) === 0 });
  watch.memory = guest.memory;
  const subject = DEVICES[name]!(guest.reactor, random, host);
  const { device } = subject;
  for (let resets = 1 + random.below(2); resets > 0; resets--) {
    const sizes = device.queueSizes.map((most) => Math.max(1, most >> random.below(4)));
    guest.activate(device, { sizes, features: random.below(4) === 0 ? 0n : device.features });
    for (let count = random.below(STEPS); count > 0; count--) {
      step(guest, random.pick(guest.queues), subject, random);
      if (random.below(4) === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await ends(`the reset of ${name}`, device.reset());
  }
  device[Symbol.dispose]?.();
  await ends(`the end of ${name}`, guest[Symbol.asyncDispose]());
  for (const fault of guest.faults) if (!(fault instanceof GuestFault)) throw fault;
  if (guest.faults.length > 2 * device.queueSizes.length) throw new Error(`${guest.faults.length} faults`);
}

/** Fuzzes all devices in turn for `seconds`; resolves to how many rounds that were. Rejects with the round that failed. */
export async function fuzzDevices(seconds: number, seed: number): Promise<number> {
  using host = makeHost();
  using watch = new VectorWatch();
  const random = new Random(seed);
  const names = Object.keys(DEVICES);
  let rounds = 0, before = 0;
  for (const end = performance.now() + seconds * 1000; performance.now() < end || rounds < names.length; rounds++) {
    const name = names[rounds % names.length]!, { state } = random;
    try {
      await round(name, random, host, watch);
    } catch (error) {
      throw new Error(`Round ${rounds} of seed ${seed} (${name}, state ${state})`, { cause: error });
    }
    if (rounds === 20 * names.length) before = Deno.memoryUsage().rss;
  }
  const growth = before === 0 ? 0 : Deno.memoryUsage().rss - before;
  if (growth > MOST_GROWTH) throw new Error(`${growth} bytes more memory after ${rounds} rounds of seed ${seed}`);
  return rounds;
}

if (import.meta.main) {
  const seed = Number(Deno.args[1] ?? Date.now() % 1e9);
  console.log(`${await fuzzDevices(Number(Deno.args[0] ?? 10), seed)} rounds, seed ${seed}`);
}
