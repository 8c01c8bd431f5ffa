import { assertEquals, assertRejects } from "@std/assert";
import { FdChannel } from "./fd_channel.ts";
import { Reactor } from "./reactor.ts";
import { tempDir } from "./testing.ts";
import { connectUnix } from "./unix_socket.ts";

/** A channel and the other end of its socket. */
async function pair(): Promise<{ channel: FdChannel; peer: Deno.Conn; reactor: Reactor }> {
  using dir = tempDir();
  const path = `${dir.path}/s`;
  const listener = Deno.listen({ transport: "unix", path });
  const reactor = new Reactor();
  const channel = new FdChannel(connectUnix(path), reactor);
  const peer = await listener.accept();
  listener.close();
  return { channel, peer, reactor };
}

Deno.test("FdChannel carries more than the socket holds both ways at once", async () => {
  const { channel, peer, reactor } = await pair();
  const size = 3_000_000;
  const send = async (to: { write(data: Uint8Array): Promise<number> }, value: number) => {
    const data = new Uint8Array(size).fill(value);
    for (let at = 0; at < size;) at += await to.write(data.subarray(at));
  };
  const receive = async (from: { read(buffer: Uint8Array): Promise<number | null> }, value: number) => {
    const buffer = new Uint8Array(65536);
    let total = 0;
    while (total < size) {
      const count = await from.read(buffer) ?? 0;
      if (count === 0 || buffer[0] !== value || buffer[count - 1] !== value) throw new Error(`at ${total}`);
      total += count;
    }
  };
  await Promise.all([send(channel, 1), send(peer, 2), receive(channel, 2), receive(peer, 1)]);
  peer.close();
  assertEquals(await channel.read(new Uint8Array(10)), null);
  channel.close();
  await reactor.idle();
});

Deno.test("FdChannel.close() ends a read that waits, and refuses a write", async () => {
  const { channel, peer, reactor } = await pair();
  const reading = channel.read(new Uint8Array(10));
  channel.close();
  assertEquals(await reading, null);
  await assertRejects(() => channel.write(new Uint8Array(1)), Error, "it is closed");
  peer.close();
  await reactor.idle();
});
