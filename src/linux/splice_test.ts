import { assertEquals, assertRejects } from "@std/assert";
import { SystemError } from "../util/errors.ts";
import { O_NONBLOCK, O_RDONLY, O_RDWR } from "./abi/fcntl.ts";
import { F_GETPIPE_SZ } from "./abi/splice.ts";
import { Fd } from "./fd.ts";
import { libc } from "./libc.ts";
import { Reactor } from "./reactor.ts";
import { isPipe, spliceAll } from "./splice.ts";
import { makeFifo, tempDir } from "./testing.ts";
import { connectUnix } from "./unix_socket.ts";

/** A socket and its peer, a FIFO as containerd makes them, opened as its writer is, and its reader. */
async function setup() {
  using stack = new DisposableStack();
  const dir = stack.use(tempDir());
  const listener = Deno.listen({ transport: "unix", path: `${dir.path}/s` });
  const socket = stack.use(connectUnix(`${dir.path}/s`));
  const peer = await listener.accept();
  listener.close();
  const path = stack.use(makeFifo()).path;
  const fifo = stack.use(Fd.open(path, O_RDWR | O_NONBLOCK));
  const reader = stack.use(Fd.open(path, O_RDONLY | O_NONBLOCK));
  const all = stack.move();
  const stop = new AbortController();
  let moved = 0;
  const reactor = new Reactor();
  return {
    socket,
    peer,
    fifo,
    reader,
    reactor,
    stop,
    moved: () => moved,
    options: { signal: stop.signal, moved: (bytes: number) => moved += bytes },
    [Symbol.dispose]: () => all[Symbol.dispose](),
  };
}

async function writeAll(to: Deno.Conn, data: Uint8Array): Promise<void> {
  for (let rest = data; rest.length > 0;) rest = rest.subarray(await to.write(rest));
}

const counting = (size: number) => Uint8Array.from({ length: size }, (_, index) => index * 7 + (index >> 8));

async function readExactly(reader: Fd, reactor: Reactor, size: number): Promise<Uint8Array> {
  const all = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const count = reader.read(all.subarray(at));
    if (count === null) await reactor.readable(reader);
    else at += count;
  }
  return all;
}

Deno.test("spliceAll() moves more than a FIFO holds from a socket, in order, to its end", async () => {
  using test = await setup();
  const { socket, peer, fifo, reader, reactor } = test;
  const data = counting(3_000_000);
  const splicing = spliceAll(socket, fifo, reactor, test.options);
  const sending = writeAll(peer, data).then(() => peer.close());
  assertEquals(await readExactly(reader, reactor, data.length), data);
  await Promise.all([splicing, sending]);
  assertEquals(test.moved(), data.length);
  await reactor.idle();
});

Deno.test("spliceAll() moves from a FIFO to a socket that holds it back, and ends with the FIFO's writers", async () => {
  using test = await setup();
  const { socket, peer, fifo, reader, reactor } = test;
  const data = counting(2_000_000);
  const splicing = spliceAll(reader, socket, reactor, test.options);
  const sending = (async () => {
    for (let rest = data; rest.length > 0;) {
      const count = fifo.write(rest);
      if (count === null) await reactor.writable(fifo);
      else rest = rest.subarray(count);
    }
    fifo.close();
  })();
  const got = new Uint8Array(data.length);
  for (let at = 0; at < got.length;) {
    at += (await peer.read(got.subarray(at))) ?? got.length;
    if (at % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assertEquals(got, data);
  await Promise.all([splicing, sending]);
  peer.close();
  await reactor.idle();
});

Deno.test("spliceAll() sleeps while the FIFO has no reader, and ends when it is told to or a descriptor is closed", async () => {
  using test = await setup();
  const { socket, peer, fifo, reactor, stop } = test;
  const size = 3_000_000;
  const splicing = spliceAll(socket, fifo, reactor, test.options);
  const sending = writeAll(peer, counting(size)).catch(() => {});
  do await new Promise((resolve) => setTimeout(resolve, 1)); while (fifo.write(new Uint8Array(1)) !== null);
  stop.abort();
  await splicing;
  assertEquals(test.moved() < size, true);
  const again = spliceAll(socket, fifo, reactor, { ...test.options, signal: new AbortController().signal });
  fifo.close();
  await again;
  socket.close();
  await sending;
  peer.close();
  await reactor.idle();
});

Deno.test("spliceAll() throws where the target's other end is gone", async () => {
  using test = await setup();
  test.peer.close();
  test.fifo.write(new Uint8Array(10));
  const error = await assertRejects(
    () => spliceAll(test.reader, test.socket, test.reactor, test.options),
    SystemError,
    "Cannot splice",
  );
  assertEquals((error as SystemError).errno, 32); // EPIPE
});

Deno.test("spliceAll() gives a FIFO more room once it was full", async () => {
  using test = await setup();
  const { socket, peer, fifo, reactor, stop } = test;
  const room = () => libc.fcntl(fifo.number, F_GETPIPE_SZ, 0n);
  const splicing = spliceAll(socket, fifo, reactor, test.options);
  await writeAll(peer, counting(1000));
  while (test.moved() < 1000) await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(room(), 64 << 10);
  const sending = writeAll(peer, counting(3_000_000)).catch(() => {});
  while (room() < 256 << 10) await new Promise((resolve) => setTimeout(resolve, 1));
  stop.abort();
  await splicing;
  socket.close();
  await sending;
  peer.close();
  await reactor.idle();
});

Deno.test("isPipe() tells a FIFO from a socket", async () => {
  using test = await setup();
  assertEquals([isPipe(test.fifo), isPipe(test.socket)], [true, false]);
  test.peer.close();
});
