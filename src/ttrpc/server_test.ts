import { assertEquals, assertThrows } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import { Request, Response } from "../gen/ttrpc/ttrpc.ts";
import { Code, StatusError } from "../util/errors.ts";
import { Client } from "./client.ts";
import type { Implementation } from "./definition.ts";
import { Flag, FrameReader, FrameType, HEADER_LENGTH, MAX_DATA_LENGTH, writeHeader } from "./frame.ts";
import { message } from "./message.ts";
import { Server } from "./server.ts";
import { connect, Kinds, response } from "../../tests/fakes/ttrpc_service.ts";

/** Speaks to a server in frames. */
function raw(implementation: Implementation<typeof Kinds>) {
  const server = new Server();
  server.register(Kinds, implementation);
  const [here, there] = channelPair();
  const serving = server.serve(there);
  const reader = new FrameReader(here);
  const send = async (streamId: number, type: number, flags: number, data: Uint8Array, length = data.length) => {
    const header = new Uint8Array(HEADER_LENGTH);
    writeHeader(header, length, streamId, type, flags);
    for (let bytes = Uint8Array.from([...header, ...data]); bytes.length > 0;) {
      bytes = bytes.subarray(await here.write(bytes));
    }
  };
  const call = (streamId: number, fields: Partial<Request>, flags = 0) =>
    send(streamId, FrameType.REQUEST, flags, Request.encode(message(Request, fields)).finish());
  /** The next answer as "stream code message", or "stream OK payload in hexadecimal". */
  const answer = async () => {
    if (!await reader.next()) return "end";
    assertEquals(reader.type, FrameType.RESPONSE);
    const { status, payload } = Response.decode(reader.data);
    return status ? `${reader.streamId} ${status.code} ${status.message}` : `${reader.streamId} OK ${payload.toHex()}`;
  };
  const done = async () => {
    here.close();
    await serving;
  };
  return { send, call, answer, done, reader };
}

const unary = { service: "test.Kinds", method: "Unary" };
const one: Implementation<typeof Kinds> = { unary: () => Promise.resolve(response(1)) };
const one_answer = "OK 0a0101";

Deno.test("Server names the service and the method that it does not have", async () => {
  const { call, answer, done } = raw(one);
  await call(1, { service: "no.Such", method: "Unary" });
  assertEquals(await answer(), `1 ${Code.UNIMPLEMENTED} service no.Such`);
  await call(3, { service: "test.Kinds", method: "Nope" });
  assertEquals(await answer(), `3 ${Code.UNIMPLEMENTED} method test.Kinds/Nope`);
  await call(5, { service: "test.Kinds", method: "Down" });
  assertEquals(await answer(), `5 ${Code.UNIMPLEMENTED} method test.Kinds/Down`);
  await call(7, { service: "test.Kinds", method: "toString" });
  assertEquals(await answer(), `7 ${Code.UNIMPLEMENTED} method test.Kinds/toString`);
  await done();
});

Deno.test("Server refuses bad stream ids as Go's does, and keeps the connection", async () => {
  const { call, send, answer, done } = raw(one);
  await call(2, unary);
  assertEquals(await answer(), `2 ${Code.INVALID_ARGUMENT} StreamID must be odd for client initiated streams`);
  await call(7, unary);
  assertEquals(await answer(), `7 ${one_answer}`);
  for (const id of [7, 5]) {
    await call(id, unary);
    assertEquals(await answer(), `${id} ${Code.INVALID_ARGUMENT} StreamID cannot be re-used and must increment`);
  }
  await send(7, FrameType.DATA, 0, new Uint8Array(1));
  assertEquals(await answer(), `7 ${Code.INVALID_ARGUMENT} StreamID is no longer active`);
  await call(0xffff_ffff, unary);
  assertEquals(await answer(), `4294967295 ${one_answer}`);
  await done();
});

Deno.test("Server refuses an oversized frame on its stream and reads on behind it", async () => {
  const { send, call, answer, done } = raw(one);
  const sent = send(1, FrameType.REQUEST, 0, new Uint8Array(MAX_DATA_LENGTH + 1));
  assertEquals(
    await answer(),
    `1 ${Code.RESOURCE_EXHAUSTED} Message length ${MAX_DATA_LENGTH + 1} exceeds the maximum of ${MAX_DATA_LENGTH}`,
  );
  await sent;
  await call(3, unary);
  assertEquals(await answer(), `3 ${one_answer}`);
  await done();
});

Deno.test("Server refuses what is no request, keeps the connection, and ignores unknown frame types", async () => {
  const { send, call, answer, done } = raw(one);
  await send(1, FrameType.REQUEST, 0, Uint8Array.of(0x0a, 0xff));
  assertEquals((await answer()).startsWith(`1 ${Code.INVALID_ARGUMENT} Cannot decode a request: `), true);
  await call(3, { ...unary, payload: Uint8Array.of(0x0a, 0xff) });
  assertEquals((await answer()).startsWith(`3 ${Code.INVALID_ARGUMENT} Cannot decode a request of test.Kinds/U`), true);
  await send(5, 9, 0xff, new Uint8Array(100));
  await send(5, FrameType.RESPONSE, 0, new Uint8Array(0));
  await call(5, unary);
  assertEquals(await answer(), `5 ${one_answer}`);
  await done();
});

Deno.test("Server answers every truncation of a request, or takes it for a shorter one", async () => {
  const { send, answer, done } = raw(one);
  const fields = {
    ...unary,
    payload: Uint8Array.of(0x18, 5),
    timeoutNano: 10n ** 12n,
    metadata: [{ key: "k", value: "v" }],
  };
  const whole = Request.encode(fields).finish();
  for (let length = 0; length <= whole.length; length++) {
    const id = 2 * length + 1;
    await send(id, FrameType.REQUEST, 0, whole.subarray(0, length));
    const text = await answer();
    const expected = new RegExp(`^${id} (${Code.INVALID_ARGUMENT} |${Code.UNIMPLEMENTED} |OK )`);
    assertEquals(expected.test(text), true, text);
    if (length === whole.length) assertEquals(text, `${id} ${one_answer}`);
  }
  await done();
});

Deno.test("Server turns a handler's errors into statuses", async () => {
  const errors = [new StatusError(Code.NOT_FOUND, "gone"), new TypeError("oops", { cause: new Error("deep") }), "text"];
  const { call, answer, done } = raw({
    unary: ({ len }) => {
      if (len === 9) throw new StatusError(Code.ABORTED, "thrown before the first await");
      return Promise.reject(errors[len]);
    },
  });
  await call(1, unary);
  assertEquals(await answer(), `1 ${Code.NOT_FOUND} gone`);
  await call(3, { ...unary, payload: Uint8Array.of(0x18, 1) });
  assertEquals(await answer(), `3 ${Code.UNKNOWN} oops: deep`);
  await call(5, { ...unary, payload: Uint8Array.of(0x18, 2) });
  assertEquals(await answer(), `5 ${Code.UNKNOWN} text`);
  await call(7, { ...unary, payload: Uint8Array.of(0x18, 9) });
  assertEquals(await answer(), `7 ${Code.ABORTED} thrown before the first await`);
  await done();
});

Deno.test("Server answers DEADLINE_EXCEEDED in the handler's place, once", async () => {
  const late = Promise.withResolvers<ReturnType<typeof response>>();
  let runs = 0;
  const { call, answer, done } = raw({ unary: () => (runs++, late.promise) });
  await call(1, { ...unary, timeoutNano: 5_000_000n });
  assertEquals(await answer(), `1 ${Code.DEADLINE_EXCEEDED} test.Kinds/Unary took longer than 5 ms`);
  late.resolve(response(9));
  await call(3, { ...unary, timeoutNano: -1n });
  assertEquals((await answer()).startsWith(`3 ${Code.DEADLINE_EXCEEDED} `), true);
  assertEquals(runs, 1);
  await call(5, { ...unary, timeoutNano: 2n ** 63n - 1n });
  assertEquals(await answer(), "5 OK 0a0109");
  await done();
});

Deno.test("Server aborts open calls when the connection ends", async () => {
  const reason = Promise.withResolvers<unknown>();
  const started = Promise.withResolvers<void>();
  const { call, done } = raw({
    unary: (_, { signal }) => {
      signal.addEventListener("abort", () => reason.resolve(signal.reason));
      started.resolve();
      return new Promise(() => {});
    },
  });
  await call(1, unary);
  await started.promise;
  await done();
  assertEquals((await reason.promise as StatusError).code, Code.UNAVAILABLE);
});

Deno.test("Server refuses calls beyond its limit, and takes new ones when others have ended", async () => {
  const gate = Promise.withResolvers<ReturnType<typeof response>>();
  const { stub, done } = connect({ unary: () => gate.promise });
  const open = Array.from({ length: 4096 }, () => stub.unary({}));
  const error = await stub.unary({}).catch((error) => error);
  assertEquals(error.code, Code.RESOURCE_EXHAUSTED);
  gate.resolve(response(1));
  await Promise.all(open);
  assertEquals((await stub.unary({})).data[0], 1);
  await done();
});

Deno.test("Server stops reading from a peer that does not read its answers", async () => {
  let runs = 0;
  const big = { data: new Uint8Array(4_000_000) };
  const { call, answer, done } = raw({ unary: () => (runs++, Promise.resolve(big)) });
  for (let i = 0; i < 50; i++) await call(2 * i + 1, unary);
  for (let i = 0; i < 1000; i++) await Promise.resolve();
  assertEquals(runs < 10, true, `${runs} calls were let in`);
  for (let i = 0; i < 50; i++) assertEquals((await answer()).startsWith(`${2 * i + 1} OK 0a`), true);
  assertEquals(runs, 50);
  await done();
});

Deno.test("Server takes a streaming method's flags as PROTOCOL.md has them", async () => {
  const { call, send, answer, done } = raw({
    up: async (messages) => {
      let sum = 0;
      for await (const { len } of messages) sum += len;
      return response(sum);
    },
  });
  const up = { service: "test.Kinds", method: "Up" };
  const five = Uint8Array.of(0x18, 5);
  await call(1, up, Flag.REMOTE_OPEN);
  await send(1, FrameType.DATA, 0, five);
  await send(1, FrameType.DATA, Flag.REMOTE_CLOSED, five); // the last message closes
  assertEquals(await answer(), "1 OK 0a010a");
  await call(3, { ...up, payload: five }, Flag.REMOTE_CLOSED); // all in the request
  assertEquals(await answer(), "3 OK 0a0105");
  await call(5, up, Flag.REMOTE_OPEN);
  await send(5, FrameType.DATA, Flag.REMOTE_CLOSED | Flag.NO_DATA, new Uint8Array(0));
  assertEquals(await answer(), "5 OK 0a0100");
  await done();
});

Deno.test("Server refuses data on a stream that takes none", async () => {
  const { call, send, answer, done } = raw({
    unary: () => new Promise(() => {}),
    up: () => new Promise(() => {}),
  });
  await call(1, unary);
  await send(1, FrameType.DATA, 0, new Uint8Array(0));
  assertEquals(await answer(), `1 ${Code.INVALID_ARGUMENT} Data on a stream that takes a single request`);
  await call(3, { service: "test.Kinds", method: "Up" }, Flag.REMOTE_CLOSED);
  await send(3, FrameType.DATA, 0, new Uint8Array(0));
  assertEquals(await answer(), `3 ${Code.INVALID_ARGUMENT} Data on a stream that was closed`);
  await done();
});

Deno.test("Server serves one implementation under two definitions, and each service once", async () => {
  const server = new Server();
  const older = { ...Kinds, fullName: "test.v1.Kinds" } as const;
  server.register(Kinds, one);
  server.register(older, one);
  assertThrows(() => server.register(older, one), Error, "Service test.v1.Kinds is registered already");
  const [here, there] = channelPair();
  const serving = server.serve(there);
  const client = new Client(here);
  assertEquals((await client.stub(Kinds).unary({})).data[0], 1);
  assertEquals((await client.stub(older).unary({})).data[0], 1);
  client.close();
  await serving;
});

Deno.test("Server keeps an implementation's this", async () => {
  class Counter {
    #count = 0;
    unary() {
      return Promise.resolve(response(++this.#count));
    }
  }
  const { stub, done } = connect(new Counter());
  await stub.unary({});
  assertEquals((await stub.unary({})).data[0], 2);
  await done();
});

Deno.test("CallContext.afterAnswer() runs when the answer is out", async () => {
  const order: string[] = [];
  const ran = Promise.withResolvers<void>();
  const { stub, done } = connect({
    unary: (_, context) => {
      context.afterAnswer(() => {
        order.push("after");
        ran.resolve();
      });
      order.push("handler");
      return Promise.resolve(response(1));
    },
  });
  await stub.unary({});
  await ran.promise;
  assertEquals(order, ["handler", "after"]);
  await done();
});
