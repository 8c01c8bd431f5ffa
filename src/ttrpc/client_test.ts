import { assertEquals, assertRejects } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import { Code, StatusError } from "../util/errors.ts";
import { Client } from "./client.ts";
import { FrameReader, FrameType, HEADER_LENGTH, MAX_DATA_LENGTH, writeHeader } from "./frame.ts";
import { connect, Kinds, request, response } from "../../tests/fakes/ttrpc_service.ts";

/** The StatusError that `promise` rejects with, as "code message". */
async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await assertRejects(() => promise, StatusError) as StatusError;
  return `${error.code} ${error.message}`;
}

Deno.test("Client matches answers to calls in whatever order they come", async () => {
  const gates = new Map<number, () => void>();
  const { stub, done } = connect({
    unary: ({ len }) => new Promise((resolve) => gates.set(len, () => resolve(response(len)))),
  });
  const calls = [1, 2, 3].map((len) => stub.unary({ len }));
  const order: number[] = [];
  calls.forEach((call) => call.then(({ data }) => order.push(data[0]!)));
  while (gates.size < 3) await Promise.resolve();
  for (const len of [2, 3, 1]) gates.get(len)!();
  assertEquals((await Promise.all(calls)).map(({ data }) => data[0]), [1, 2, 3]);
  assertEquals(order, [2, 3, 1]);
  await done();
});

Deno.test("Client carries payloads up to the largest frame, both ways", async () => {
  const { client, stub, done } = connect({
    unary: ({ len, containerId }) => Promise.resolve({ data: new Uint8Array(len).fill(containerId.length & 0xff) }),
  });
  const { data } = await stub.unary({ len: MAX_DATA_LENGTH - 20, containerId: "x".repeat(3 << 20) });
  assertEquals([data.length, data[0], data.at(-1)], [MAX_DATA_LENGTH - 20, 0, 0]);
  const tooLong = `${Code.RESOURCE_EXHAUSTED} Message length 4194311 exceeds the maximum of 4194304`;
  // An answer's own field, the envelope's and the 4 MiB: the server refuses to send it, and goes on.
  assertEquals(await failure(stub.unary({ len: MAX_DATA_LENGTH })), tooLong.replace("311", "314"));
  assertEquals(
    await failure(client.callRaw("test.Kinds", "Unary", new Uint8Array(MAX_DATA_LENGTH))),
    `${Code.RESOURCE_EXHAUSTED} Message length 4194328 exceeds the maximum of 4194304`,
  );
  assertEquals((await stub.unary({ len: 1 })).data.length, 1);
  await done();
});

Deno.test("Client takes no larger answers than it was told to", async () => {
  const { stub, done } = connect({ unary: ({ len }) => Promise.resolve({ data: new Uint8Array(len) }) }, {
    maxAnswerLength: 5000,
  });
  assertEquals((await stub.unary({ len: 4900 })).data.length, 4900);
  const code = (await failure(stub.unary({ len: 5001 }))).split(" ")[0];
  assertEquals(code, `${Code.RESOURCE_EXHAUSTED}`);
  assertEquals((await stub.unary({ len: 1 })).data.length, 1);
  await done();
});

Deno.test("Client passes metadata and its timeout on", async () => {
  const before = Date.now();
  const { stub, done } = connect({
    unary: (_, { metadata, deadline }) => {
      assertEquals([...metadata], [["a", ["1"]], ["b", ["2", "3"]]]);
      assertEquals(deadline! >= before + 60_000 && deadline! <= Date.now() + 60_000, true);
      return Promise.resolve(response(7));
    },
  });
  const options = { metadata: { a: "1", b: ["2", "3"] }, timeoutMs: 60_000 };
  assertEquals((await stub.unary({}, options)).data[0], 7);
  await done();
});

Deno.test("Client gives up on time, and the handler learns of it", async () => {
  const aborted = Promise.withResolvers<unknown>();
  const { stub, done } = connect({
    unary: (_, { signal }) => new Promise(() => signal.addEventListener("abort", () => aborted.resolve(signal.reason))),
  });
  const code = (await failure(stub.unary({}, { timeoutMs: 20 }))).split(" ")[0];
  assertEquals(code, `${Code.DEADLINE_EXCEEDED}`);
  assertEquals((await aborted.promise as StatusError).code, Code.DEADLINE_EXCEEDED);
  await done();
});

Deno.test("Client cancels by signal, before and during the call, and stays usable", async () => {
  const { stub, done } = connect({
    unary: ({ len }) => len === 0 ? new Promise(() => {}) : Promise.resolve(response(1)),
  });
  const controller = new AbortController();
  const call = stub.unary({}, { signal: controller.signal });
  controller.abort();
  assertEquals(await failure(call), `${Code.CANCELLED} test.Kinds/Unary: cancelled`);
  assertEquals(
    await failure(stub.unary({}, { signal: controller.signal })),
    `${Code.CANCELLED} test.Kinds/Unary: cancelled`,
  );
  assertEquals((await stub.unary({ len: 1 })).data[0], 1);
  await done();
});

Deno.test("Client fails open and later calls with UNAVAILABLE when the connection is lost", async () => {
  const { client, stub, serverEnd, serving } = connect({ unary: () => new Promise(() => {}) });
  const open = failure(stub.unary({}));
  const stream = failure(stub.up((async function* () {
    yield request(1);
    await new Promise(() => {});
  })()));
  await new Promise<void>((resolve) => resolve());
  serverEnd.close();
  await client.closed;
  const lost = `${Code.UNAVAILABLE} ttrpc: closed`;
  assertEquals(await open, lost);
  assertEquals((await stream).split(" ")[0], `${Code.UNAVAILABLE}`);
  assertEquals(await failure(stub.unary({})), lost);
  await serving;
});

Deno.test("Client.close() fails open calls at once", async () => {
  const { stub, client, done } = connect({ unary: () => new Promise(() => {}) });
  const call = failure(stub.unary({}));
  client.close();
  assertEquals(await call, `${Code.UNAVAILABLE} ttrpc: closed`);
  await done();
});

/** A client whose server answers the one request with frames given as bytes. */
async function answeredBy(...frames: [type: number, flags: number, data: number[], length?: number, id?: number][]) {
  const [here, there] = channelPair();
  const client = new Client(here);
  const call = client.stub(Kinds).unary({});
  call.catch(() => {});
  const reader = new FrameReader(there);
  await reader.next();
  for (const [type, flags, data, length = data.length, id = 1] of frames) {
    const header = new Uint8Array(HEADER_LENGTH);
    writeHeader(header, length, id, type, flags);
    for (let bytes = Uint8Array.from([...header, ...data]); bytes.length > 0;) {
      bytes = bytes.subarray(await there.write(bytes));
    }
  }
  there.close();
  return { call, closed: client.closed };
}

Deno.test("Client fails a call whose answer is no message, and only that call", async () => {
  const broken = await answeredBy([FrameType.RESPONSE, 0, [0x12, 0x05, 1]]);
  assertEquals(
    (await failure(broken.call)).startsWith(`${Code.INTERNAL} Cannot decode the answer of test.Kinds`),
    true,
  );
  await broken.closed;
  const inner = await answeredBy([FrameType.RESPONSE, 0, [0x12, 0x01, 0x0a]]);
  assertEquals((await failure(inner.call)).startsWith(`${Code.INTERNAL} Cannot decode an answer of test.Kinds`), true);
  await inner.closed;
});

Deno.test("Client fails a call whose answer is larger than a frame may be", async () => {
  const length = MAX_DATA_LENGTH + 1;
  const { call, closed } = await answeredBy([FrameType.RESPONSE, 0, Array(length).fill(0)]);
  assertEquals(
    await failure(call),
    `${Code.RESOURCE_EXHAUSTED} Message length ${length} exceeds the maximum of 4194304`,
  );
  await closed;
});

Deno.test("Client ignores frames of unknown streams and of unknown types", async () => {
  const { call, closed } = await answeredBy(
    [FrameType.RESPONSE, 0, [], 0, 99],
    [9, 0, [1, 2, 3]],
    [FrameType.RESPONSE, 0, [0x12, 3, 0x0a, 1, 42]],
  );
  assertEquals((await call).data, Uint8Array.of(42));
  await closed;
});

Deno.test("Client fails a unary call that is answered with data", async () => {
  const { call, closed } = await answeredBy([FrameType.DATA, 0, [1]]);
  assertEquals((await failure(call)).split(" ")[0], `${Code.INTERNAL}`);
  await closed;
});

Deno.test("Client takes a status code that gRPC does not have for UNKNOWN", async () => {
  const { call, closed } = await answeredBy([FrameType.RESPONSE, 0, [0x0a, 5, 0x08, 99, 0x12, 1, 0x78]]);
  assertEquals(await failure(call), `${Code.UNKNOWN} x`);
  await closed;
});

Deno.test("Client of an untrusted peer takes the late answer of a call that it gave up, once", async () => {
  const gate = Promise.withResolvers<void>();
  const { client, stub, done } = connect({
    unary: async ({ len }) => {
      if (len === 1) await gate.promise;
      return response(len);
    },
  }, { strict: true });
  const controller = new AbortController();
  const late = stub.unary({ len: 1 }, { signal: controller.signal });
  assertEquals((await stub.unary({ len: 2 })).data.length, 1);
  controller.abort();
  assertEquals((await failure(late)).split(" ")[0], `${Code.CANCELLED}`);
  gate.resolve();
  assertEquals((await stub.unary({ len: 3 })).data.length, 1);
  assertEquals(client.fault, undefined);
  await done();
});
