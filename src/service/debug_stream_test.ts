import { assertEquals, assertRejects } from "@std/assert";
import type { DebugInput, DebugOutput } from "../gen/husk/pod.ts";
import { CallSignal } from "../ttrpc/signal.ts";
import { StatusError } from "../util/errors.ts";
import { serveDebug } from "./debug_stream.ts";

const NOTHING = new Uint8Array();
const bytes = (text: string) => new TextEncoder().encode(text);

function input(what: Partial<DebugInput>): DebugInput {
  return { start: undefined, stdin: NOTHING, stdinEnd: false, resize: undefined, ...what };
}
const START = input({ start: { command: ["sh"], terminal: { rows: 1, columns: 2 }, term: "" } });

/** A process that writes back what it is given, to stderr, and ends with its input. */
class Echo {
  readonly calls: string[] = [];
  #chunks: (Uint8Array | null)[] = [];
  #wake = Promise.withResolvers<void>();
  #ended = Promise.withResolvers<number>();

  async read(stream: "stdout" | "stderr"): Promise<Uint8Array | null> {
    if (stream === "stdout") return null;
    while (this.#chunks.length === 0) await this.#wake.promise;
    return this.#chunks.shift()!;
  }
  write(data: Uint8Array): Promise<void> {
    return this.#say(data);
  }
  closeInput(): Promise<void> {
    this.#ended.resolve(3);
    return this.#say(null);
  }
  resize(rows: number, columns: number): Promise<void> {
    this.calls.push(`resize ${rows}x${columns}`);
    return Promise.resolve();
  }
  get exited(): Promise<number> {
    return this.#ended.promise;
  }
  close(): Promise<void> {
    this.calls.push("close");
    return this.#say(null);
  }
  #say(data: Uint8Array | null): Promise<void> {
    this.#chunks.push(data);
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
    return Promise.resolve();
  }
}

async function* from(...messages: DebugInput[]): AsyncGenerator<DebugInput> {
  for (const message of messages) yield await Promise.resolve(message);
}

Deno.test("serveDebug() passes input, sizes and output on, and the exit code last", async () => {
  const echo = new Echo();
  const messages = from(
    START,
    input({ stdin: bytes("a") }),
    input({ resize: { rows: 3, columns: 4 } }),
    input({ stdinEnd: true }),
  );
  const outputs: DebugOutput[] = [];
  let asked: unknown;
  const served = serveDebug(messages, { signal: new CallSignal() }, (request) => {
    asked = request;
    return Promise.resolve(echo);
  });
  for await (const output of served) outputs.push(output);
  assertEquals(asked, START.start);
  assertEquals(outputs, [
    { stdout: NOTHING, stderr: bytes("a"), exit: undefined },
    { stdout: NOTHING, stderr: NOTHING, exit: { status: 3 } },
  ]);
  assertEquals(echo.calls, ["resize 3x4", "close"]);
});

Deno.test("serveDebug() ends the console when its caller is lost", async () => {
  const echo = new Echo();
  const signal = new CallSignal();
  const endless = async function* () {
    yield START;
    await new Promise(() => {});
  };
  const served = serveDebug(endless(), { signal }, () => Promise.resolve(echo));
  const next = served.next();
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal.abort(new Error("gone"));
  await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 0))]);
  assertEquals(echo.calls, ["close"]);
});

Deno.test("serveDebug() refuses a call that does not begin with its start", async () => {
  const open = () => Promise.reject(new Error("not reached"));
  for (const messages of [[], [input({ stdin: bytes("x") })]]) {
    const served = serveDebug(from(...messages), { signal: new CallSignal() }, open);
    await assertRejects(() => served.next(), StatusError, "first message");
  }
});
