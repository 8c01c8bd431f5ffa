/** Stdio over streams of its own: sockets, as where the host's kernel has vsock, and channels, as those of husk's device. */
import { assertEquals, assertRejects } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import type { GuestStream } from "../hypervisor/vsock.ts";
import { O_NONBLOCK, O_RDONLY, O_WRONLY } from "../linux/abi/fcntl.ts";
import { ECONNRESET } from "../linux/errno.ts";
import { Fd } from "../linux/fd.ts";
import { FdChannel } from "../linux/fd_channel.ts";
import { Reactor } from "../linux/reactor.ts";
import { run, tempDir } from "../linux/testing.ts";
import { connectUnix } from "../linux/unix_socket.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { SystemError } from "../util/errors.ts";
import { Logger } from "../util/log.ts";
import { Stdio } from "./stdio.ts";

const target = { containerId: "c", execId: "e" };
const KINDS = ["socket", "channel"] as const;

/** A stream and the guest's end of it. */
async function makeStream(kind: typeof KINDS[number], hostPort: number, reactor: Reactor) {
  if (kind === "channel") {
    const [ours, guest] = channelPair({ capacity: 4096 });
    // Closing one direction alone is the end for the guest, which is all that is looked at here.
    const stream: GuestStream = { ...ours, hostPort, fd: undefined, closeWrite: () => ours.close() };
    return { stream, guest };
  }
  using dir = tempDir();
  const listener = Deno.listen({ transport: "unix", path: `${dir.path}/s` });
  const fd = connectUnix(`${dir.path}/s`);
  const channel = new FdChannel(fd, reactor);
  const guest: ByteChannel = await listener.accept();
  listener.close();
  const stream: GuestStream = {
    hostPort,
    fd,
    read: (buffer) => channel.read(buffer),
    write: (data) => channel.write(data),
    closeWrite: () => channel.closeWrite(),
    close: () => channel.close(),
  };
  return { stream, guest };
}

function makeStdio(kind: typeof KINDS[number], names: readonly string[], refusesAt = Infinity) {
  const dir = tempDir();
  const path = (name: string) => names.includes(name) ? `${dir.path}/${name}` : "";
  const paths = { stdin: path("stdin"), stdout: path("stdout"), stderr: path("stderr"), terminal: false };
  run("mkfifo", ...names.map((name) => `${dir.path}/${name}`));
  const agent = new FakeAgent();
  const reactor = new Reactor();
  const guests: ByteChannel[] = [];
  let dialed = 0;
  const dialStdio = async () => {
    const index = dialed++;
    if (index >= refusesAt) throw new SystemError("connect", ECONNRESET, "ECONNRESET", "Cannot connect");
    const made = await makeStream(kind, 5001 + index, reactor);
    guests[index] = made.guest;
    return made.stream;
  };
  const stdio = new Stdio({ agent, dialStdio, reactor, log: new Logger(() => {}) }, target, paths);
  const fds: Fd[] = [];
  const open = (name: string, flags: number) => {
    const fd = Fd.open(`${dir.path}/${name}`, flags | O_NONBLOCK);
    fds.push(fd);
    return fd;
  };
  return {
    agent,
    reactor,
    stdio,
    guests,
    open,
    async [Symbol.asyncDispose]() {
      stdio[Symbol.dispose]();
      for (const fd of fds) fd.close();
      for (const guest of guests) guest.close();
      await reactor.idle();
      dir[Symbol.dispose]();
    },
  };
}

const counting = (size: number) => Uint8Array.from({ length: size }, (_, index) => index * 7 + (index >> 8));

async function writeAll(to: ByteChannel, data: Uint8Array): Promise<void> {
  for (let rest = data; rest.length > 0;) rest = rest.subarray(await to.write(rest));
}

async function readToEnd(read: (buffer: Uint8Array<ArrayBuffer>) => Promise<number | null>): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const buffer = new Uint8Array(10_000);
    const count = await read(buffer);
    if (count === null) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    chunks.push(buffer.subarray(0, count));
  }
}

async function readFifo(fd: Fd, reactor: Reactor): Promise<Uint8Array> {
  return await readToEnd(async (buffer) => {
    for (;;) {
      const count = fd.read(buffer);
      if (count !== null) return count === 0 ? null : count;
      await reactor.readable(fd);
    }
  });
}

for (const kind of KINDS) {
  Deno.test(`Stdio hands on both outputs by streams (${kind}) to their ends, and then closes the FIFOs`, async () => {
    await using test = makeStdio(kind, ["stdout", "stderr"]);
    const { stdio, guests, reactor, agent } = test;
    const [out, err] = [test.open("stdout", O_RDONLY), test.open("stderr", O_RDONLY)];
    const ports = await stdio.connect();
    assertEquals([ports!.stdinPort, ports!.stdoutPort + ports!.stderrPort], [0, 5001 + 5002]);
    stdio.start();
    const data = [counting(300_000), counting(70_000)];
    const stdoutAt = ports!.stdoutPort - 5001;
    const sending = Promise.all(guests.map(async (guest, index) => {
      await writeAll(guest, data[index === stdoutAt ? 0 : 1]!);
      guest.close();
    }));
    const [stdout, stderr] = await Promise.all([readFifo(out, reactor), readFifo(err, reactor), sending]);
    assertEquals([stdout, stderr], data);
    await stdio.drained;
    await stdio.settled();
    assertEquals(agent.calls, []);
    guests.length = 0; // closed
  });

  Deno.test(`Stdio ends stdin by a stream (${kind}) at CloseIO, after all of it`, async () => {
    await using test = makeStdio(kind, ["stdin", "stdout"]);
    const { stdio, guests, reactor } = test;
    const ports = await stdio.connect();
    stdio.start();
    const guest = guests[ports!.stdinPort - 5001]!;
    const writer = test.open("stdin", O_WRONLY);
    const data = counting(200_000);
    const writing = (async () => {
      for (let rest = data; rest.length > 0;) {
        const count = writer.write(rest);
        if (count === null) await reactor.writable(writer);
        else rest = rest.subarray(count);
      }
      writer.close();
      stdio.closeStdin();
    })();
    assertEquals(await readToEnd((buffer) => guest.read(buffer)), data);
    await writing;
  });

  Deno.test(`Stdio's stream (${kind}) waits for a reader that is not there, and settles without it`, async () => {
    await using test = makeStdio(kind, ["stdout"]);
    const { stdio, guests } = test;
    await stdio.connect();
    stdio.start();
    const sending = writeAll(guests[0]!, counting(2_000_000)).catch(() => {});
    await stdio.settled();
    stdio[Symbol.dispose]();
    await Promise.all([stdio.drained, sending]);
  });
}

Deno.test("Stdio goes by calls where the agent takes no streams, and closes those that it has made", async () => {
  await using test = makeStdio("socket", ["stdin", "stdout", "stderr"], 1);
  assertEquals(await test.stdio.connect(), undefined);
  assertEquals(await test.guests[0]!.read(new Uint8Array(1)), null);
  const reader = test.open("stdout", O_RDONLY);
  test.agent.process("c", "e").print("called");
  test.agent.process("c", "e").end(0);
  test.stdio.start();
  assertEquals(new TextDecoder().decode(await readFifo(reader, test.reactor)), "called");
});

Deno.test("Stdio without a stdin has it closed for the process, where stdio goes by calls", async () => {
  await using test = makeStdio("socket", ["stdout"], 0);
  await test.stdio.connect();
  test.stdio.start();
  assertEquals(test.agent.process("c", "e").stdinClosed, true);
  test.agent.process("c", "e").end(0);
  await test.stdio.drained;
});

Deno.test("Stdio that is disposed of while it connects leaves no stream", async () => {
  await using test = makeStdio("socket", ["stdout"]);
  const connecting = test.stdio.connect();
  test.stdio[Symbol.dispose]();
  await connecting.catch(() => {});
  assertEquals(await test.guests[0]!.read(new Uint8Array(1)), null);
  await assertRejects(() => test.guests[0]!.write(new Uint8Array(1)));
});
