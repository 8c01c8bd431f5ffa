import { assertEquals } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { Connection } from "./connection.ts";
import { FrameReader } from "./frame.ts";

/** A channel that keeps what is written to it; each write waits for `allow()`. */
function slowChannel() {
  const writes: number[] = [];
  let bytes = 0;
  let allow = () => {};
  const started: (() => void)[] = [];
  const channel: ByteChannel = {
    read: () => new Promise(() => {}),
    write: (data) => {
      writes.push(data.length);
      started.shift()?.();
      return new Promise((resolve) => {
        allow = () => {
          bytes += data.length;
          resolve(data.length);
        };
      });
    },
    close: () => {},
  };
  const nextWrite = () => new Promise<void>((resolve) => started.push(resolve));
  return { channel, writes, nextWrite, allow: () => allow(), bytes: () => bytes };
}

Deno.test("Connection writes frames in order, through writes of any size", async () => {
  for (const capacity of [1, 13, 1 << 20]) {
    const [here, there] = channelPair({ capacity });
    const connection = new Connection(here);
    const sizes = capacity === 1 ? [0, 3, 50] : [0, 3, 5000, 200_000, 1, 131_062, 131_072, 400_000, 7];
    for (const [i, size] of sizes.entries()) {
      const half = size >> 1;
      connection.send(2 * i + 1, 3, 0, new Uint8Array(half).fill(i), new Uint8Array(size - half).fill(i + 100));
    }
    const reader = new FrameReader(there);
    for (const [i, size] of sizes.entries()) {
      assertEquals(await reader.next(), true);
      const expected = new Uint8Array(size).fill(i, 0, size >> 1).fill(i + 100, size >> 1);
      assertEquals([reader.streamId, reader.data.length], [2 * i + 1, size]);
      assertEquals(reader.data.every((byte, at) => byte === expected[at]), true, `frame ${i}, capacity ${capacity}`);
    }
    await connection.flushed();
    assertEquals(connection.backlog, 0);
    connection.close();
  }
});

Deno.test("Connection has one write in flight and joins the frames that wait for it", async () => {
  const { channel, writes, nextWrite, allow, bytes } = slowChannel();
  const connection = new Connection(channel);
  const first = nextWrite();
  connection.send(1, 1, 0, new Uint8Array(5));
  connection.send(3, 1, 0, new Uint8Array(5));
  await first;
  assertEquals(writes, [30]);
  const second = nextWrite();
  for (let id = 5; id < 25; id += 2) connection.send(id, 1, 0, new Uint8Array(10));
  assertEquals(writes, [30]);
  allow();
  await second;
  assertEquals(writes, [30, 200]);
  const flushed = connection.flushed();
  allow();
  await flushed;
  assertEquals(bytes(), 230);
});

Deno.test("Connection.flushed() waits for what was sent before it, not for what comes after", async () => {
  const { channel, nextWrite, allow } = slowChannel();
  const connection = new Connection(channel);
  const first = nextWrite();
  connection.send(1, 1, 0, new Uint8Array(5));
  await first;
  const flushed = connection.flushed();
  connection.send(3, 1, 0, new Uint8Array(5));
  allow();
  await flushed;
  assertEquals(connection.backlog, 15);
});

Deno.test("Connection.close() ends run() and flushed(), and drops what is sent afterwards", async () => {
  const [here, there] = channelPair({ capacity: 1 });
  const connection = new Connection(here);
  const running = connection.run({ receive: () => undefined });
  connection.send(1, 1, 0, new Uint8Array(100));
  const flushed = connection.flushed();
  connection.close();
  connection.close();
  await Promise.all([running, flushed]);
  connection.send(3, 1, 0, new Uint8Array(100));
  await connection.flushed();
  there.close();
});

Deno.test("Connection.run() ends when writing fails", async () => {
  const failed = Promise.withResolvers<null>();
  const connection = new Connection({
    read: () => failed.promise,
    write: () => Promise.reject(new Error("EPIPE")),
    close: () => failed.resolve(null),
  });
  const running = connection.run({ receive: () => undefined });
  connection.send(1, 1, 0, new Uint8Array(1));
  await running;
});

Deno.test("Connection.run() reads on only when the receiver is ready", async () => {
  const [here, there] = channelPair();
  const connection = new Connection(there);
  connection.send(1, 1, 0);
  connection.send(3, 1, 0);
  const seen: number[] = [];
  const gate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const receiver = new Connection(here);
  const running = receiver.run({
    receive: (frame) => {
      seen.push(frame.streamId);
      if (frame.streamId !== 1) return undefined;
      arrived.resolve();
      return gate.promise;
    },
  });
  await arrived.promise;
  await connection.flushed();
  assertEquals(seen, [1]);
  gate.resolve();
  connection.close();
  await running;
  assertEquals(seen, [1, 3]);
});
