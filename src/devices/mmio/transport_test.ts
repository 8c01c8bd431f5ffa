import { assertEquals, assertThrows } from "@std/assert";
import { eventFd, takeEvent } from "../../linux/event_fd.ts";
import type { Activation, VirtioDevice } from "../device.ts";
import { GuestFault, GuestMemory } from "../guest_memory.ts";
import * as reg from "./registers.ts";
import { type Later, MmioTransport } from "./transport.ts";

const FEATURE = 1n << 5n;
const ALL = reg.ACKNOWLEDGE | reg.DRIVER | reg.FEATURES_OK | reg.DRIVER_OK;

function setUp() {
  const stack = new DisposableStack();
  const memory = stack.use(new GuestMemory([{ guestAddress: 0, size: 4096 }]));
  const kicks = [0, 1].map((index) => stack.use(eventFd(`kick ${index}`)));
  const call = stack.use(eventFd("call"));
  const log: string[] = [];
  let running: Activation | undefined;
  const device: VirtioDevice = {
    name: "fake",
    type: 42,
    features: FEATURE,
    queueSizes: [16, 64],
    config: new Uint8Array([1, 2, 3, 4]),
    writeConfig(offset, data) {
      this.config.set(data, offset);
    },
    activate: (activation) => {
      log.push("activate");
      running = activation;
    },
    reset: () => {
      log.push("reset");
    },
  };
  const page = new Uint8Array(reg.PAGE);
  const view = new DataView(page.buffer);
  const failures: string[] = [];
  const later: Later[] = [];
  let isHeldUp = false;
  const transport = new MmioTransport(device, {
    memory,
    page,
    kicks,
    call,
    failed: (error) => failures.push(`${error.message}: ${(error.cause as Error).message}`),
  });
  const write = (offset: number, value: number) => {
    const data = new Uint8Array(4);
    new DataView(data.buffer).setUint32(0, value, true);
    const outcome = transport.write(offset, data);
    if (typeof outcome !== "function") return outcome;
    // The guest goes on.
    later.push(outcome);
    if (!isHeldUp) later.splice(0).forEach((each) => each());
  };
  const read = (offset: number) => view.getUint32(offset, true);
  /** What Linux does (drivers/virtio/virtio_mmio.c), with queue 1 of `size` entries. */
  const drive = (options: { features?: bigint; size?: number } = {}) => {
    const features = options.features ?? FEATURE | reg.VIRTIO_F_VERSION_1;
    write(reg.STATUS, reg.ACKNOWLEDGE | reg.DRIVER);
    for (const half of [1, 0]) {
      write(reg.DRIVER_FEATURES_SEL, half);
      write(reg.DRIVER_FEATURES, Number(features >> BigInt(32 * half) & 0xffffffffn));
    }
    write(reg.STATUS, reg.ACKNOWLEDGE | reg.DRIVER | reg.FEATURES_OK);
    write(reg.QUEUE_SEL, 1);
    write(reg.QUEUE_NUM, options.size ?? 32);
    [reg.QUEUE_DESC, reg.QUEUE_DRIVER, reg.QUEUE_DEVICE].forEach((at, index) => {
      write(at, 0x100 * (index + 1));
      write(at + 4, index);
    });
    write(reg.QUEUE_READY, 1);
    return write(reg.STATUS, ALL);
  };
  return {
    ...{ transport, device, write, read, drive, log, failures, kicks, call, page },
    running: () => running!,
    /** What `during` brings about happens after it. */
    async holdUp(during: () => Promise<void>) {
      isHeldUp = true;
      await during();
      isHeldUp = false;
      later.splice(0).forEach((each) => each());
    },
    [Symbol.dispose]: () => stack.dispose(),
  };
}

Deno.test("MmioTransport shows a modern device of no shared memory, its features and its queues", () => {
  using set = setUp();
  const { read, write } = set;
  assertEquals([read(reg.MAGIC_VALUE), read(reg.VERSION), read(reg.DEVICE_ID)], [0x74726976, 2, 42]);
  assertEquals(read(reg.DEVICE_FEATURES), Number(FEATURE));
  write(reg.DEVICE_FEATURES_SEL, 1);
  assertEquals(read(reg.DEVICE_FEATURES), 1);
  write(reg.DEVICE_FEATURES_SEL, 2);
  assertEquals(read(reg.DEVICE_FEATURES), 0);
  const sizes = [0, 1, 2, 0xffffffff].map((index) => {
    write(reg.QUEUE_SEL, index);
    return read(reg.QUEUE_NUM_MAX);
  });
  assertEquals(sizes, [16, 64, 0, 0]);
  assertEquals([read(reg.SHM_LEN), read(reg.SHM_LEN + 4)], [0xffffffff, 0xffffffff]);
  assertEquals([...set.page.subarray(reg.CONFIG, reg.CONFIG + 5)], [1, 2, 3, 4, 0]);
});

Deno.test("MmioTransport activates the device once, with what the driver set up", () => {
  using set = setUp();
  set.drive();
  set.write(reg.STATUS, ALL);
  assertEquals(set.log, ["activate"]);
  const { features, queues } = set.running();
  assertEquals(features, FEATURE | reg.VIRTIO_F_VERSION_1);
  assertEquals(queues, [null, {
    size: 32,
    descriptors: 0x100,
    available: 0x200 + 2 ** 32,
    used: 0x300 + 2 * 2 ** 32,
    kick: set.kicks[1]!,
    call: set.call,
  }]);
  assertEquals(set.read(reg.STATUS), ALL);
});

Deno.test("MmioTransport refuses features that were not offered, and drivers of old", () => {
  for (const features of [FEATURE, FEATURE | reg.VIRTIO_F_VERSION_1 | 1n << 40n, 1n | reg.VIRTIO_F_VERSION_1]) {
    using set = setUp();
    const { write, read } = set;
    for (const half of [0, 1]) {
      write(reg.DRIVER_FEATURES_SEL, half);
      write(reg.DRIVER_FEATURES, Number(features >> BigInt(32 * half) & 0xffffffffn));
    }
    write(reg.STATUS, reg.ACKNOWLEDGE | reg.DRIVER | reg.FEATURES_OK);
    assertEquals(read(reg.STATUS), reg.ACKNOWLEDGE | reg.DRIVER);
    // A driver that goes on all the same: it never gets a device.
    write(reg.STATUS, reg.ACKNOWLEDGE | reg.DRIVER | reg.DRIVER_OK);
    assertEquals(set.log, []);
  }
});

Deno.test("MmioTransport takes a queue of no size, or of too many entries, for the guest's fault", () => {
  for (const size of [0, 3, 128, 0x80000000]) {
    using set = setUp();
    assertThrows(() => set.drive({ size }), GuestFault, "gave queue 1 of fake");
    assertEquals(set.log, []);
  }
});

Deno.test("MmioTransport resets device and registers, and starts it again", async () => {
  using set = setUp();
  set.drive();
  await set.write(reg.STATUS, 0);
  assertEquals(set.log, ["activate", "reset"]);
  assertEquals(set.read(reg.STATUS), 0);
  assertEquals(set.read(reg.QUEUE_READY), 0);
  set.drive();
  assertEquals(set.log, ["activate", "reset", "activate"]);
});

Deno.test("MmioTransport starts no device that was reset before it could begin, and only the last of what was set up", async () => {
  using set = setUp();
  await set.holdUp(async () => {
    set.drive();
    assertEquals(set.read(reg.STATUS), ALL);
    await set.write(reg.STATUS, 0);
  });
  assertEquals(set.log, ["reset"]);
  await set.holdUp(async () => {
    set.drive({ size: 16 });
    await set.write(reg.STATUS, 0);
    set.drive({ size: 32 });
  });
  assertEquals(set.log, ["reset", "reset", "activate"]);
  assertEquals(set.running().queues[1]?.size, 32);
});

Deno.test("MmioTransport takes features that come after the last word on them for the guest's fault", () => {
  using set = setUp();
  const { write } = set;
  set.write(reg.DRIVER_FEATURES_SEL, 1);
  write(reg.DRIVER_FEATURES, 1);
  write(reg.STATUS, reg.ACKNOWLEDGE | reg.DRIVER | reg.FEATURES_OK);
  assertEquals(set.read(reg.STATUS) & reg.FEATURES_OK, reg.FEATURES_OK);
  write(reg.DRIVER_FEATURES_SEL, 0);
  write(reg.DRIVER_FEATURES, 1 << 26);
  assertThrows(() => write(reg.STATUS, ALL), GuestFault, "takes features that fake has not got");
  assertEquals(set.log, []);
});

Deno.test("MmioTransport does not start a device that has not stopped yet, whoever asks for it", async () => {
  using set = setUp();
  const stopped = Promise.withResolvers<void>();
  set.device.reset = () => {
    set.log.push("reset");
    return stopped.promise;
  };
  set.drive();
  const reset = set.write(reg.STATUS, 0);
  // Another vCPU, meanwhile; and the VM's end, which waits for the same.
  set.write(reg.STATUS, ALL);
  set.drive();
  const again = set.transport.reset();
  assertEquals(set.log, ["activate", "reset"]);
  stopped.resolve();
  await Promise.all([reset, again]);
  assertEquals([set.log, set.read(reg.STATUS)], [["activate", "reset"], 0]);
  set.drive();
  assertEquals(set.log, ["activate", "reset", "activate"]);
});

Deno.test("MmioTransport tells of a changed configuration by an interrupt, until it is acknowledged", () => {
  using set = setUp();
  set.drive();
  const generation = set.read(reg.CONFIG_GENERATION);
  set.device.config[0] = 9;
  set.running().configChanged();
  assertEquals(takeEvent(set.call), true);
  assertEquals(set.page[reg.CONFIG], 9);
  assertEquals(set.read(reg.CONFIG_GENERATION) !== generation, true);
  assertEquals(set.read(reg.INTERRUPT_STATUS), reg.USED_BUFFER | reg.CONFIG_CHANGE);
  set.write(reg.INTERRUPT_ACK, reg.USED_BUFFER | reg.CONFIG_CHANGE);
  assertEquals(set.read(reg.INTERRUPT_STATUS), reg.USED_BUFFER);
});

Deno.test("MmioTransport lets the driver write the configuration, and not beyond it", () => {
  using set = setUp();
  set.write(reg.CONFIG, 0x05060708);
  assertEquals([...set.device.config], [8, 7, 6, 5]);
  set.transport.write(reg.CONFIG + 2, new Uint8Array(4));
  set.write(reg.PAGE - 4, 1);
  assertEquals([...set.device.config], [8, 7, 6, 5]);
  assertEquals(set.page[reg.CONFIG], 8);
});

Deno.test("MmioTransport ignores writes of other widths, at odd places and for queues that are not there", () => {
  using set = setUp();
  set.transport.write(reg.STATUS, new Uint8Array([0x0f]));
  set.transport.write(reg.STATUS + 1, new Uint8Array(4).fill(0xff));
  set.write(0, 0xffffffff);
  set.write(reg.QUEUE_SEL, 7);
  set.write(reg.QUEUE_READY, 1);
  set.write(reg.QUEUE_NUM, 4);
  assertEquals([set.read(reg.STATUS), set.read(reg.QUEUE_READY), set.read(reg.MAGIC_VALUE)], [0, 0, reg.MAGIC]);
});

Deno.test("MmioTransport tells of a device's failure once, and not of one that was reset", async () => {
  using set = setUp();
  set.drive();
  set.running().failed(new Error("a loop"));
  set.running().failed(new Error("again"));
  assertEquals(set.failures, ["The device fake failed: a loop"]);
  assertEquals(set.read(reg.STATUS) & reg.NEEDS_RESET, reg.NEEDS_RESET);

  using other = setUp();
  other.drive();
  const running = other.running();
  await other.write(reg.STATUS, 0);
  running.failed(new Error("late"));
  assertEquals(other.failures, []);
});
