import { assert, assertEquals, assertThrows } from "@std/assert";
import { SystemError } from "../util/errors.ts";
import { O_NONBLOCK, O_RDONLY, O_RDWR } from "./abi/fcntl.ts";
import { Fd } from "./fd.ts";
import { Reactor } from "./reactor.ts";
import { makeFifo } from "./testing.ts";

const BYTE = new Uint8Array(1);

/** Descriptors of this process that an epoll instance or an eventfd stands behind. */
function reactorDescriptors(): number {
  let count = 0;
  for (const entry of Deno.readDirSync("/proc/self/fd")) {
    try {
      if (/eventpoll|eventfd/.test(Deno.readLinkSync(`/proc/self/fd/${entry.name}`))) count++;
    } catch {
      // The one with which the directory was read.
    }
  }
  return count;
}

/** Whether `promise` has settled by the time everything that is due has run. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  promise.then(() => done = true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return done;
}

Deno.test("Reactor.readable() waits for a byte, and again for the next one", async () => {
  using fifo = makeFifo();
  using fd = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const reactor = new Reactor();
  for (let round = 0; round < 3; round++) {
    const ready = reactor.readable(fd);
    assertEquals(await settled(ready), false);
    fd.write(BYTE);
    await ready;
    assertEquals(fd.read(new Uint8Array(8)), 1);
  }
});

Deno.test("Reactor.readable() ends when the last writer closes", async () => {
  using fifo = makeFifo();
  using reader = Fd.open(fifo.path, O_RDONLY | O_NONBLOCK);
  const writer = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const ready = new Reactor().readable(reader);
  writer.close();
  await ready;
  assertEquals(reader.read(new Uint8Array(8)), 0);
});

Deno.test("Reactor.writable() waits until a full FIFO is read from", async () => {
  using fifo = makeFifo();
  using fd = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const page = new Uint8Array(4096);
  while (fd.write(page) !== null);
  const reactor = new Reactor();
  const ready = reactor.writable(fd);
  assertEquals(await settled(ready), false);
  fd.read(page);
  await ready;
  assert(fd.write(BYTE) !== null);
});

Deno.test("Reactor wakes the waiters of several descriptors one by one", async () => {
  const reactor = new Reactor();
  using stack = new DisposableStack();
  const fds = Array.from({ length: 40 }, () => {
    const fifo = stack.use(makeFifo());
    return stack.use(Fd.open(fifo.path, O_RDWR | O_NONBLOCK));
  });
  const waits = fds.map((fd) => reactor.readable(fd));
  for (const [index, fd] of fds.entries()) {
    fd.write(BYTE);
    await waits[index];
    if (index + 1 < fds.length) assertEquals(await settledNow(waits[index + 1]!), false);
  }
});

async function settledNow(promise: Promise<void>): Promise<boolean> {
  let done = false;
  promise.then(() => done = true);
  await Promise.resolve();
  return done;
}

Deno.test("Reactor lets go of a wait when its signal fires, before and during it", async () => {
  using fifo = makeFifo();
  using fd = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const reactor = new Reactor();
  const abort = new AbortController();
  const wait = reactor.readable(fd, abort.signal);
  abort.abort();
  await wait;
  await reactor.readable(fd, abort.signal);
  const again = reactor.readable(fd);
  fd.write(BYTE);
  await again;
  await reactor.idle();
});

Deno.test("Reactor lets go of a wait when its descriptor closes, and of one that is closed", async () => {
  using fifo = makeFifo();
  const fd = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const reactor = new Reactor();
  const wait = reactor.readable(fd);
  fd.close();
  await wait;
  await reactor.readable(fd);
  await reactor.idle();
});

Deno.test("Reactor holds no descriptor and no thread while nobody waits", async () => {
  using fifo = makeFifo();
  using fd = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const before = reactorDescriptors();
  const abort = new AbortController();
  const reactor = new Reactor();
  const wait = reactor.readable(fd, abort.signal);
  assertEquals(reactorDescriptors(), before + 2);
  abort.abort();
  await wait;
  // The thread comes back from epoll_wait in its own time: the eventfd has told it.
  await reactor.idle();
  assertEquals(reactorDescriptors(), before);
});

Deno.test("Reactor refuses a second waiter and a plain file", async () => {
  using fifo = makeFifo();
  using fd = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const reactor = new Reactor();
  const wait = reactor.readable(fd);
  assertThrows(() => reactor.writable(fd), Error, "waits for");
  using file = Fd.open("/etc/passwd", O_RDONLY);
  assertThrows(() => reactor.readable(file), SystemError, "Cannot watch '/etc/passwd'");
  fd.close();
  await wait;
  await reactor.idle();
});
