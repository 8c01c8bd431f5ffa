import { assertEquals, assertRejects } from "@std/assert";
import { Code, StatusError } from "../util/errors.ts";
import { MessageQueue } from "./stream.ts";
import { connect, request, response } from "../../tests/fakes/ttrpc_service.ts";
import type { Timers } from "../util/timers.ts";

async function* requests(count: number) {
  for (let len = 1; len <= count; len++) yield request(len);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

Deno.test("server streaming: all answers come, in order, then the end", async () => {
  const { stub, done } = connect({
    async *down({ len }) {
      for (let i = 0; i < len; i++) yield response(i & 0xff);
    },
  });
  const answers = await collect(stub.down({ len: 1000 }));
  assertEquals(answers.map(({ data }) => data[0]), Array.from({ length: 1000 }, (_, i) => i & 0xff));
  assertEquals(await collect(stub.down({ len: 0 })), []);
  await done();
});

Deno.test("server streaming: an error comes after the answers before it", async () => {
  const { stub, done } = connect({
    // deno-lint-ignore require-yield
    async *down() {
      throw new StatusError(Code.NOT_FOUND, "no such thing");
    },
  });
  const error = await assertRejects(() => collect(stub.down({})), StatusError, "no such thing") as StatusError;
  assertEquals(error.code, Code.NOT_FOUND);
  await done();
});

Deno.test("client streaming: empty messages count, and the answer follows the last one", async () => {
  const { stub, done } = connect({
    up: async (messages) => response(...(await collect(messages)).map(({ len }) => len)),
  });
  const messages = async function* () {
    yield request(5);
    yield request(0);
    yield request(6);
  };
  assertEquals((await stub.up(messages())).data, Uint8Array.of(5, 0, 6));
  assertEquals((await stub.up(requests(0))).data, new Uint8Array(0));
  await done();
});

Deno.test("bidirectional streaming: both go on at the same time", async () => {
  const { stub, done } = connect({
    async *both(messages) {
      for await (const { len } of messages) yield response(len);
    },
  });
  const echoed = Promise.withResolvers<void>();
  const messages = async function* () {
    yield request(1);
    await echoed.promise; // the second message is sent only after the first came back
    yield request(2);
  };
  const seen: number[] = [];
  for await (const { data } of stub.both(messages())) {
    seen.push(data[0]!);
    echoed.resolve();
  }
  assertEquals(seen, [1, 2]);
  await done();
});

Deno.test("client streaming: the client's own error ends the call on both sides", async () => {
  const ended = Promise.withResolvers<number>();
  const { stub, done } = connect({
    up: async (messages) => {
      ended.resolve((await collect(messages)).length);
      return response();
    },
  });
  const messages = async function* () {
    yield request(1);
    throw new Error("disk on fire");
  };
  await assertRejects(() => stub.up(messages()), Error, "disk on fire");
  assertEquals(await ended.promise, 1);
  await done();
});

Deno.test("a message that cannot be decoded ends its stream with INVALID_ARGUMENT", async () => {
  const { client, stub, done } = connect({
    up: async (messages) => response((await collect(messages)).length),
    unary: () => Promise.resolve(response(1)),
  });
  const call = client.callRaw("test.Kinds", "Up", Uint8Array.of(0x0a, 0x7f));
  const error = await assertRejects(() => call, StatusError, "Cannot decode a request of test.Kinds/Up") as StatusError;
  assertEquals(error.code, Code.INVALID_ARGUMENT);
  assertEquals((await stub.unary({})).data[0], 1);
  await done();
});

Deno.test("a reader that stops early frees its stream, and the connection goes on", async () => {
  const { stub, done } = connect({
    async *down() {
      for (let i = 0; i < 1000; i++) yield response(1);
    },
    unary: () => Promise.resolve(response(2)),
  });
  for await (const _ of stub.down({})) break;
  assertEquals((await stub.unary({})).data[0], 2);
  await done();
});

/** Timers that go off when the test says so. */
function manualTimers() {
  const armed = new Map<number, () => void>();
  let next = 0;
  const timers: Timers = {
    setTimeout: (callback) => (armed.set(next, callback), next++),
    clearTimeout: (timer) => armed.delete(timer as number),
  };
  return { timers, armed };
}

Deno.test("MessageQueue makes its writer wait when full, until the reader has taken one", async () => {
  const { timers, armed } = manualTimers();
  const queue = new MessageQueue();
  for (let i = 0; i < 63; i++) assertEquals(queue.push(Uint8Array.of(i), timers), undefined);
  const full = queue.push(Uint8Array.of(63), timers);
  assertEquals(full instanceof Promise, true);
  assertEquals(armed.size, 1);
  assertEquals(await queue.next(), Uint8Array.of(0));
  await full;
  assertEquals(armed.size, 0);
});

Deno.test("MessageQueue is full by bytes too", async () => {
  const { timers } = manualTimers();
  const queue = new MessageQueue();
  assertEquals(queue.push(new Uint8Array(4 << 20), timers), undefined);
  const full = queue.push(new Uint8Array(4 << 20), timers);
  assertEquals(full instanceof Promise, true);
  await queue.next();
  await full;
});

Deno.test("MessageQueue gives up on a reader that takes nothing for a second", async () => {
  const { timers, armed } = manualTimers();
  const queue = new MessageQueue();
  let full: Promise<void> | undefined;
  for (let i = 0; i < 64; i++) full = queue.push(Uint8Array.of(i), timers);
  [...armed.values()][0]!();
  await full;
  const error = await assertRejects(() => queue.next(), StatusError, "ttrpc: stream buffer full") as StatusError;
  assertEquals(error.code, Code.RESOURCE_EXHAUSTED);
});

Deno.test("MessageQueue.end() lets the reader have what is there first, abort() does not", async () => {
  const { timers } = manualTimers();
  const queue = new MessageQueue();
  queue.push(Uint8Array.of(1), timers);
  queue.end(new Error("later"));
  assertEquals(queue.push(Uint8Array.of(2), timers), undefined);
  assertEquals(await queue.next(), Uint8Array.of(1));
  await assertRejects(() => queue.next(), Error, "later");
  const other = new MessageQueue();
  other.push(Uint8Array.of(1), timers);
  other.abort(new Error("now"));
  await assertRejects(() => other.next(), Error, "now");
});
