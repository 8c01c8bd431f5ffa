import { assertEquals, assertRejects } from "@std/assert";
import type { ByteChannel } from "../../util/byte_channel.ts";
import { Qmp, QmpError } from "./qmp.ts";

/** QEMU's end of the connection: hands out what `say` puts in, and keeps what is written. */
class FakeQemu implements ByteChannel {
  readonly written: string[] = [];
  /** Answers a command; undefined leaves it without an answer. */
  onCommand: (command: { execute: string; id: number; arguments?: unknown }) => unknown = () => undefined;
  #waiting: (() => void) | undefined;
  #bytes = new Uint8Array();
  #ended = false;

  /** One message, or raw text where it is a string. */
  say(message: unknown): void {
    const text = typeof message === "string" ? message : JSON.stringify(message) + "\r\n";
    const more = new TextEncoder().encode(text);
    const all = new Uint8Array(this.#bytes.length + more.length);
    all.set(this.#bytes);
    all.set(more, this.#bytes.length);
    this.#bytes = all;
    this.#waiting?.();
  }
  end(): void {
    this.#ended = true;
    this.#waiting?.();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#bytes.length === 0) {
      if (this.#ended) return null;
      await new Promise<void>((resolve) => this.#waiting = resolve);
    }
    // Seven bytes at a time, so that no message comes in one piece; what is long by kilobytes.
    const part = this.#bytes.subarray(0, this.#bytes.length > 10_000 ? buffer.length : 7);
    this.#bytes = this.#bytes.subarray(part.length);
    buffer.set(part);
    return part.length;
  }
  write(data: Uint8Array): Promise<number> {
    const command = JSON.parse(new TextDecoder().decode(data));
    this.written.push(command.execute);
    const answer = this.onCommand(command);
    if (answer !== undefined) this.say(answer);
    return Promise.resolve(data.length);
  }
  close(): void {
    this.end();
  }
}

const GREETING = { QMP: { version: {}, capabilities: [] } };

Deno.test("Qmp.ready() waits for the greeting and negotiates", async () => {
  const qemu = new FakeQemu();
  qemu.onCommand = ({ id }) => ({ return: {}, id });
  const qmp = new Qmp(qemu);
  const ready = qmp.ready();
  await Promise.resolve();
  assertEquals(qemu.written, []);
  qemu.say(GREETING);
  await ready;
  assertEquals(qemu.written, ["qmp_capabilities"]);
  await qmp.close();
});

Deno.test("Qmp.execute() matches answers by id, whatever comes between", async () => {
  const qemu = new FakeQemu();
  const events: [string, unknown][] = [];
  const qmp = new Qmp(qemu, (name, data) => events.push([name, data]));
  const first = qmp.execute("first");
  const second = qmp.execute("second", { verbose: true });
  qemu.say({ return: "b", id: 2 });
  qemu.say({ event: "RESUME", data: { naïve: 1 }, timestamp: {} });
  qemu.say({ return: "a", id: 1 });
  assertEquals([await first, await second], ["a", "b"]);
  assertEquals(events, [["RESUME", { naïve: 1 }]]);
  await qmp.close();
});

Deno.test("Qmp.execute() rejects with QEMU's error and the command's name", async () => {
  const qemu = new FakeQemu();
  qemu.onCommand = ({ id }) => ({ error: { class: "GenericError", desc: "no such device" }, id });
  const qmp = new Qmp(qemu);
  const error = await assertRejects(() => qmp.execute("device_del"), QmpError) as QmpError;
  assertEquals(error.message, "QMP device_del: no such device");
  assertEquals([error.command, error.errorClass], ["device_del", "GenericError"]);
  await qmp.close();
});

Deno.test("Qmp fails what is pending, and what is asked later, when QEMU goes", async () => {
  const qemu = new FakeQemu();
  const qmp = new Qmp(qemu);
  const pending = qmp.execute("query-status");
  qemu.end();
  await assertRejects(() => pending, Error, "closed its control channel");
  await assertRejects(() => qmp.execute("query-status"), Error, "QEMU");
  await assertRejects(() => qmp.ready(), Error, "closed its control channel");
  await qmp.closed;
});

Deno.test("Qmp gives up on a line that never ends, and on nonsense", async () => {
  for (const text of ["x".repeat((1 << 20) + 1), "{nonsense}\n"]) {
    const qemu = new FakeQemu();
    const qmp = new Qmp(qemu);
    qemu.say(text);
    await assertRejects(() => qmp.ready(), Error, "control channel broke");
  }
});
