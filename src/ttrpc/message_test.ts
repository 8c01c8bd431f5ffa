import { assertEquals, assertThrows } from "@std/assert";
import golden from "../../tests/golden/ttrpc.json" with { type: "json" };
import { CopyFileRequest, ReadStreamResponse } from "../gen/agent/agent.ts";
import { ForwardRequest } from "../gen/events/forward.ts";
import { Metrics } from "../gen/cgroups/metrics.ts";
import { CreateTaskRequest } from "../gen/task/v3/task.ts";
import { Code, StatusError } from "../util/errors.ts";
import { decodeFrom, encodePieces, lengthOf, message, timestampOf } from "./message.ts";

function joined(pieces: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

Deno.test("encodePieces() makes the bytes that encode() makes, at every length of a bytes field", () => {
  for (const length of [0, 1, 1023, 1024, 1025, 16_384, 70_000]) {
    const data = Uint8Array.from({ length }, (_, i) => i & 0xff);
    const whole = message(CopyFileRequest, { path: "/run/x", fileSize: 1n << 40n, data });
    const pieces = encodePieces(CopyFileRequest, whole);
    assertEquals(joined(pieces), CopyFileRequest.encode(whole).finish(), `${length} bytes`);
    assertEquals(pieces.includes(data), length >= 1024, `${length} bytes`);
  }
});

Deno.test("encodePieces() copies large fields of inner messages, whose length comes before them", () => {
  const value = new Uint8Array(5000).fill(7);
  const event = { typeUrl: "x", value };
  const whole = message(ForwardRequest, {
    envelope: { timestamp: undefined, namespace: "n", topic: "/t", event },
  });
  const pieces = encodePieces(ForwardRequest, whole);
  assertEquals(pieces.includes(value), false);
  assertEquals(joined(pieces), ForwardRequest.encode(whole).finish());
});

Deno.test("message() fills in defaults", () => {
  assertEquals(message(ReadStreamResponse, {}), { data: new Uint8Array(0) });
});

Deno.test("timestampOf() keeps microseconds and times before the epoch", () => {
  assertEquals(timestampOf(1_700_000_000_123.456), { seconds: 1_700_000_000n, nanos: 123_456_000 });
  assertEquals(timestampOf(0), { seconds: 0n, nanos: 0 });
  assertEquals(timestampOf(-1), { seconds: -1n, nanos: 999_000_000 });
});

const samples = {
  "containerd.task.v3.CreateTaskRequest": CreateTaskRequest,
  "io.containerd.cgroups.v2.Metrics": Metrics,
  "containerd.services.events.ttrpc.v1.ForwardRequest": ForwardRequest,
} as const;

for (const [name, codec] of Object.entries(samples)) {
  Deno.test(`decodeFrom() decodes or refuses every truncation of a ${name}`, () => {
    const bytes = Uint8Array.fromHex(golden[name as keyof typeof samples]);
    let refused = 0;
    for (let length = 0; length < bytes.length; length++) {
      try {
        decodeFrom<object>(codec, bytes.subarray(0, length), Code.INVALID_ARGUMENT, name);
      } catch (error) {
        assertEquals((error as StatusError).code, Code.INVALID_ARGUMENT);
        refused++;
      }
    }
    assertEquals(refused > bytes.length / 2, true, `${refused} of ${bytes.length} refused`);
  });
}

Deno.test("decodeFrom() refuses a length that goes beyond the message", () => {
  const beyond = Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f);
  assertThrows(() => decodeFrom(ReadStreamResponse, beyond, Code.INTERNAL, "it"), StatusError, "Cannot decode it: ");
});
