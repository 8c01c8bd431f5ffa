import { assertEquals } from "@std/assert";
import { ConnectionCut } from "./connection_cut.ts";
import { FrameType, writeHeader } from "../../src/ttrpc/frame.ts";

function frame(streamId: number, length: number, type: number = FrameType.REQUEST): Uint8Array {
  const bytes = new Uint8Array(10 + length).fill(0xaa);
  writeHeader(bytes, length, streamId, type, 0);
  return bytes;
}

function join(...parts: Uint8Array[]): Uint8Array {
  const all: number[] = [];
  for (const part of parts) all.push(...part);
  return new Uint8Array(all);
}

/** Feeds `bytes` in pieces of `size`; resolves to what each client in turn has got. */
function clients(bytes: Uint8Array, size: number): Uint8Array[] {
  const got: Uint8Array[] = [new Uint8Array()];
  let cut = new ConnectionCut();
  for (let at = 0; at < bytes.length; at += size) {
    let piece = bytes.subarray(at, at + size);
    for (;;) {
      const found = cut.find(piece);
      got[got.length - 1] = join(got.at(-1)!, found ? piece.subarray(0, found.keep) : piece);
      if (!found) break;
      got.push(new Uint8Array());
      cut = new ConnectionCut();
      piece = found.next;
    }
  }
  return got;
}

Deno.test("ConnectionCut.find() cuts where a stream id comes again, however the bytes are split", () => {
  const first = join(frame(1, 3), frame(3, 0), frame(3, 5, FrameType.DATA), frame(5, 20));
  const second = join(frame(1, 30), frame(3, 1));
  for (const size of [1, 3, 7, 10, 11, 64, 1000]) {
    const got = clients(join(first, second), size);
    assertEquals(got.length, 2, `in pieces of ${size}`);
    assertEquals(got[1], second, `in pieces of ${size}`);
    // A started header may have gone to the first client: never a whole frame.
    assertEquals(got[0]!.subarray(0, first.length), first);
    assertEquals(got[0]!.length - first.length < 10, true);
  }
});

Deno.test("ConnectionCut.find() leaves one client's rising ids alone", () => {
  assertEquals(new ConnectionCut().find(join(frame(1, 3), frame(3, 0), frame(1, 4, FrameType.DATA))), undefined);
});
