import { assertEquals, assertRejects } from "@std/assert";
import { FakeGuest } from "../../../tests/fakes/ring_driver.ts";
import { Reactor } from "../../linux/reactor.ts";
import { listenForChild } from "../../linux/unix_socket.ts";
import { tempDir } from "../../linux/testing.ts";
import { findVirtiofsd } from "../../virtiofsd/command_line.ts";
import { prepareSharedDir } from "../../virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../../virtiofsd/virtiofsd.ts";
import * as reg from "../mmio/registers.ts";
import { VirtioFs } from "./virtio_fs.ts";

const hasVirtiofsd = await findVirtiofsd().then(() => Deno.uid() === 0, () => false);
const signal = AbortSignal.timeout(30_000);
const FUSE_INIT = 26;

/** A real virtiofsd, and the device that it serves to `guest`. */
async function setUp(guest: FakeGuest) {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(tempDir());
  Deno.mkdirSync(`${dir.path}/shared`);
  stack.use(prepareSharedDir(`${dir.path}/shared`));
  const socket = `${dir.path}/socket`;
  const server = stack.use(await startVirtiofsd({ socket, sharedDir: `${dir.path}/shared`, signal }));
  const fs = stack.use(await VirtioFs.connect(socket, "tag", guest.reactor, signal));
  const owned = stack.move();
  return { fs, server, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** The first request of a FUSE session (linux/fuse.h: struct fuse_in_header, struct fuse_init_in). */
function initRequest(unique: bigint): Uint8Array {
  const view = new DataView(new ArrayBuffer(40 + 16));
  view.setUint32(0, 56, true);
  view.setUint32(4, FUSE_INIT, true);
  view.setBigUint64(8, unique, true);
  view.setUint32(40, 7, true); // major
  view.setUint32(44, 31, true); // minor
  return new Uint8Array(view.buffer);
}

Deno.test({
  name: "VirtioFs: virtiofsd answers the guest by itself, and its death fails the device by name",
  ignore: !hasVirtiofsd,
  fn: async () => {
    await using guest = new FakeGuest();
    await using set = await setUp(guest);
    const { fs, server } = set;
    assertEquals(new TextDecoder().decode(fs.config.subarray(0, 4)), "tag\0");
    assertEquals(fs.config[36], 1);
    guest.activate(fs, { features: fs.features | reg.VIRTIO_F_VERSION_1 });
    const answer = guest.room(16 + 64);
    const head = guest.queues[1]!.add(guest.place(initRequest(77n)), answer);
    const [used] = await guest.queues[1]!.used1();
    assertEquals([used!.head, used!.written], [head, 80]);
    const view = new DataView(guest.bytes(answer).buffer);
    assertEquals([view.getInt32(4, true), view.getBigUint64(8, true), view.getUint32(16, true)], [0, 77n, 7]);

    Deno.kill(server.pid, "SIGKILL");
    const error = await guest.failed;
    assertEquals(/^The server at '.*\/socket' has ended$/.test(error.message), true, error.message);
  },
});

Deno.test({
  name: "VirtioFs.reset() takes the queues back, and the device starts again",
  ignore: !hasVirtiofsd,
  fn: async () => {
    await using guest = new FakeGuest();
    await using set = await setUp(guest);
    const { fs } = set;
    for (const unique of [1n, 2n]) {
      guest.activate(fs, { features: fs.features | reg.VIRTIO_F_VERSION_1 });
      guest.queues[1]!.add(guest.place(initRequest(unique)), guest.room(16 + 64));
      assertEquals((await guest.queues[1]!.used1())[0]!.written, 80);
      await fs.reset();
    }
    assertEquals(guest.faults, []);
  },
});

Deno.test({
  name: "VirtioFs: rings outside the guest's memory fail the device, and virtiofsd never hears of them",
  ignore: !hasVirtiofsd,
  fn: async () => {
    await using guest = new FakeGuest();
    await using set = await setUp(guest);
    const wild = { ...guest, memory: guest.memory };
    set.fs.activate({
      memory: wild.memory,
      features: reg.VIRTIO_F_VERSION_1,
      queues: [{ size: 128, descriptors: 0, available: 2 ** 40, used: 0, kick: null!, call: null! }],
      configChanged: () => {},
      failed: (error) => guest.faults.push(error),
    });
    assertEquals(guest.faults.map((error) => error.name), ["GuestFault"]);
  },
});

Deno.test("VirtioFs.connect() gives up when told to, or where nobody answers", async () => {
  using dir = tempDir();
  const reactor = new Reactor();
  const missing = () => VirtioFs.connect(`${dir.path}/none`, "tag", reactor, signal);
  await assertRejects(missing, Error, `Cannot connect to '${dir.path}/none': connect: ENOENT`);

  using silent = listenForChild(`${dir.path}/silent`);
  const stop = new AbortController();
  const connecting = VirtioFs.connect(silent.what, "tag", reactor, stop.signal);
  stop.abort(new Error("enough"));
  await assertRejects(() => connecting, Error, "enough");
  await reactor.idle();
});

Deno.test("VirtioFs.connect() refuses answers that are none", async () => {
  using dir = tempDir();
  const reactor = new Reactor();
  const path = `${dir.path}/socket`;
  using listener = Deno.listen({ transport: "unix", path });
  const connecting = VirtioFs.connect(path, "tag", reactor, signal);
  using server = await listener.accept();
  await server.read(new Uint8Array(64));
  await server.write(new Uint8Array(new Uint32Array([1, 5, 0x7fffffff]).buffer));
  await assertRejects(() => connecting, Error, "not a vhost-user reply");
  await reactor.idle();
});
