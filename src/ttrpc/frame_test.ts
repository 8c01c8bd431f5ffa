import { assertEquals } from "@std/assert";
import { replay } from "../../tests/fakes/channel_pair.ts";
import { Flag, FrameReader, FrameType, HEADER_LENGTH, MAX_DATA_LENGTH, writeHeader } from "./frame.ts";

function frame(streamId: number, type: number, flags: number, data: Uint8Array, length = data.length): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH + data.length);
  writeHeader(bytes, length, streamId, type, flags);
  bytes.set(data, HEADER_LENGTH);
  return bytes;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const pattern = (length: number, seed: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + seed) & 0xff);

Deno.test("writeHeader() writes big-endian length and stream id, then type and flags", () => {
  const header = new Uint8Array(HEADER_LENGTH);
  writeHeader(header, 0x0012_3456, 0xfedc_ba98, FrameType.DATA, Flag.NO_DATA | Flag.REMOTE_CLOSED);
  assertEquals(header.toHex(), "00123456" + "fedcba98" + "03" + "05");
});

for (const maxRead of [1, 7, 4096, Infinity]) {
  Deno.test(`FrameReader cuts frames of all sizes out of reads of at most ${maxRead} bytes`, async () => {
    const sizes = maxRead === 1 ? [0, 1, 5000, 3] : [0, 1, 10, 4085, 4086, 4087, 70_000, 0, 200_000, 3];
    const frames = sizes.map((size, i) => frame(2 ** 32 - 1 - i, i, 255 - i, pattern(size, i)));
    const reader = new FrameReader(replay(concat(...frames), maxRead));
    const kept: Uint8Array[] = [];
    for (const [i, size] of sizes.entries()) {
      assertEquals(await reader.next(), true);
      assertEquals([reader.streamId, reader.type, reader.flags, reader.length], [2 ** 32 - 1 - i, i, 255 - i, size]);
      kept.push(reader.data);
    }
    assertEquals(await reader.next(), false);
    // Data stays what it was after later reads.
    for (const [i, size] of sizes.entries()) assertEquals(kept[i], pattern(size, i));
  });
}

Deno.test("FrameReader ends at the end of the channel, wherever in a frame that is", async () => {
  const bytes = concat(frame(1, 1, 0, pattern(20, 1)), frame(3, 1, 0, pattern(20, 2)));
  for (let length = 0; length < bytes.length; length++) {
    const reader = new FrameReader(replay(bytes.subarray(0, length)));
    let count = 0;
    while (await reader.next()) count++;
    assertEquals(count, length < 30 ? 0 : 1, `after ${length} bytes`);
  }
});

Deno.test("FrameReader takes the largest frame and throws away a larger one without keeping it", async () => {
  const largest = pattern(MAX_DATA_LENGTH, 5);
  const channel = replay(concat(frame(1, 1, 0, new Uint8Array(MAX_DATA_LENGTH + 1)), frame(3, 2, 0, largest)));
  let largestRead = 0;
  const { read } = channel;
  channel.read = (buffer) => {
    largestRead = Math.max(largestRead, buffer.length);
    return read(buffer);
  };
  const reader = new FrameReader(channel);
  assertEquals(await reader.next(), true);
  assertEquals([reader.streamId, reader.length, reader.data.length], [1, MAX_DATA_LENGTH + 1, 0]);
  assertEquals(largestRead <= 128 << 10, true, `read into ${largestRead} bytes`);
  assertEquals(await reader.next(), true);
  assertEquals([reader.streamId, reader.data], [3, largest]);
});

Deno.test("FrameReader announced 4 GiB reads on until the channel ends", async () => {
  const reader = new FrameReader(replay(frame(1, 1, 0, pattern(100_000, 1), 0xffff_ffff)));
  assertEquals(await reader.next(), false);
  assertEquals(reader.data.length, 0);
});
