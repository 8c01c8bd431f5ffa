/** Standard input, output and error through containerd's FIFOs: no byte lost, none out of order, none in the wrong place. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { execute, quote } from "../command.ts";
import type { Context } from "../context.ts";
import { removeFifos } from "../fifos.ts";
import { concat, sha256 } from "../oci_archive.ts";
import type { TestCase } from "../harness.ts";

const MiB = 1024 * 1024;

function randomBytes(size: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (let left = size; left > 0; left -= 65536) {
    parts.push(crypto.getRandomValues(new Uint8Array(Math.min(left, 65536))));
  }
  return concat(parts);
}

/** Compares by checksum: a difference of 100 MB is not to be printed. */
async function assertSame(actual: Uint8Array<ArrayBuffer>, expected: Uint8Array<ArrayBuffer>): Promise<void> {
  assertEquals(actual.length, expected.length, "length");
  assertEquals(await sha256(actual), await sha256(expected), "checksum");
}

function noteRate(context: Context, bytes: number, ms: number): void {
  context.note(`${(bytes / 1e6 / (ms / 1000)).toFixed(0)} MB/s`);
}

/** Random bytes into a container and out again. */
export function throughCat(megabytes: number, timeout: number): TestCase {
  return {
    name: `${megabytes} MB of random bytes through cat both ways compare equal`,
    timeout,
    async run(context) {
      const input = randomBytes(megabytes * MiB);
      const result = await context.run(["cat"], { stdin: input, timeout: timeout - 20_000 });
      await assertSame(result.stdoutBytes, input);
      noteRate(context, input.length, result.ms);
    },
  };
}

export const stdioCases: TestCase[] = [
  {
    name: "standard error is kept apart from standard output",
    async run(context) {
      const { stdout, stderr } = await context.run(["sh", "-c", "echo out; echo err >&2; echo out2"]);
      assertEquals({ stdout, stderr }, { stdout: "out\nout2\n", stderr: "err\n" });
    },
  },
  {
    name: "a process opens its outputs again by /dev/stdout and /dev/stderr",
    async run(context) {
      const script = "echo out > /dev/stdout; echo err > /dev/stderr; echo more >> /proc/self/fd/1";
      const { stdout, stderr } = await context.run(["sh", "-c", script]);
      assertEquals({ stdout, stderr }, { stdout: "out\nmore\n", stderr: "err\n" });
    },
  },
  {
    name: "echo x | ctr run cat",
    async run(context) {
      const result = await context.run(["cat"], { stdin: "x\n" });
      assertEquals({ code: result.code, stdout: result.stdout }, { code: 0, stdout: "x\n" }, quote(result));
    },
  },
  {
    name: "empty standard input ends at once",
    async run(context) {
      const result = await context.run(["sh", "-c", "cat; echo ended"], { stdin: "" });
      assertEquals(result.stdout, "ended\n", quote(result));
    },
  },
  {
    name: "standard input is passed on line by line, and its end when it comes",
    async run(context) {
      const running = context.backgroundRun(["cat"]);
      for (const text of ["first", "second", "third"]) {
        await running.write(`${text}\n`);
        await running.line(text);
      }
      await running.closeStdin();
      assertEquals((await running.finish()).code, 0);
    },
  },
  {
    name: "a container that ends while standard input is open does not hang",
    async run(context) {
      const running = context.backgroundRun(["echo", "done"]);
      const result = await running.finish();
      assertEquals({ code: result.code, stdout: result.stdout }, { code: 0, stdout: "done\n" });
    },
  },
  {
    name: "a container that reads nothing of a long standard input does not hang",
    async run(context) {
      const result = await context.run(["sh", "-c", "exit 8"], { stdin: randomBytes(4 * MiB) });
      assertEquals(result.code, 8, quote(result));
    },
  },
  {
    name: "a container that closes its output early runs on to its end",
    async run(context) {
      const result = await context.run(["sh", "-c", "echo one; exec >&- 2>&-; sleep 0.3; exit 6"]);
      assertEquals({ code: result.code, stdout: result.stdout }, { code: 6, stdout: "one\n" });
    },
  },
  {
    name: "every byte value passes unchanged both ways",
    async run(context) {
      const all = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 8)) & 255);
      await assertSame((await context.run(["cat"], { stdin: all })).stdoutBytes, all);
    },
  },
  {
    name: "output right before the exit is not lost, ten times",
    timeout: 180_000,
    async run(context) {
      for (let round = 0; round < 10; round++) {
        const result = await context.run(["sh", "-c", "head -c 3000000 /dev/zero; exit 3"]);
        assertEquals({ code: result.code, size: result.stdoutBytes.length }, { code: 3, size: 3_000_000 });
      }
    },
  },
  {
    name: "an exec's output right before the exit is not lost, ten times",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      for (let round = 0; round < 10; round++) {
        const script = "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2; exit 3";
        const result = await context.exec(id, ["sh", "-c", script]);
        assertEquals({ code: result.code, size: result.stdoutBytes.length }, { code: 3, size: 300_000 });
        assert(result.stderr.length >= 300_000, `${result.stderr.length} characters on stderr`);
      }
    },
  },
  {
    name: "a reader that is late slows the container down and loses nothing",
    async run(context) {
      const args = context.containerd.ctrArgs(context.runArgs(["sh", "-c", "seq 1 300000"], { flags: ["--rm"] }));
      const result = await execute("sh", ["-c", `ctr "$@" | (sleep 2; sha256sum)`, "sh", ...args]);
      const expected = new TextEncoder().encode(
        Array.from({ length: 300000 }, (_, index) => `${index + 1}\n`).join(""),
      );
      assertEquals(result.stdout.slice(0, 64), await sha256(expected), quote(result));
    },
  },
  {
    name: "a container whose reader has gone away ends all the same and can be deleted",
    async run(context) {
      const id = context.id();
      const events = context.eventsOf(id);
      // More than a FIFO holds: nobody takes the rest.
      const running = context.backgroundRun(["sh", "-c", "echo ready; head -c 300000 /dev/zero; sleep 1000"], { id });
      await running.line("ready");
      running.kill("SIGKILL");
      await running.finish();
      await context.mustCtr(["task", "kill", "-s", "KILL", id]);
      await events.wait("exit", undefined, 30_000);
      const { stderr } = await context.mustCtr(["task", "delete", id]);
      assertMatch(stderr, /exit code 137/);
      await context.mustCtr(["containers", "delete", id]);
      removeFifos(context);
    },
  },
  {
    name: "a container that fills a FIFO nobody reads is killed and deleted",
    async run(context) {
      const id = context.id();
      const events = context.eventsOf(id);
      const running = context.backgroundRun(["sh", "-c", "echo ready; sleep 0.5; yes"], { id });
      await running.line("ready");
      running.kill("SIGKILL");
      await running.finish();
      // yes is stuck in its write by the time an exec has come and gone.
      assertEquals((await context.exec(id, ["sleep", "1"])).code, 0);
      await context.mustCtr(["task", "kill", "-s", "KILL", id]);
      await events.wait("exit", (event) => event.fields["id"] === id, 30_000);
      await context.mustCtr(["task", "delete", id]);
      await context.mustCtr(["containers", "delete", id]);
      removeFifos(context);
    },
  },
  {
    name: "both outputs at once arrive whole",
    async run(context) {
      const script = "seq 1 20000 & seq 20001 40000 >&2 & wait";
      const { stdout, stderr } = await context.run(["sh", "-c", script]);
      assertEquals(stdout.trim().split("\n").map(Number), Array.from({ length: 20000 }, (_, index) => index + 1));
      assertEquals(stderr.trim().split("\n").map(Number), Array.from({ length: 20000 }, (_, index) => index + 20001));
    },
  },
  throughCat(100, 300_000),
  {
    name: "100 MB of output compare equal",
    timeout: 300_000,
    async run(context) {
      const data = randomBytes(100 * MiB);
      await Deno.writeFile(`${context.directory}/data`, data);
      const mount = `type=bind,src=${context.directory},dst=/mnt,options=rbind:ro`;
      const result = await context.run(["cat", "/mnt/data"], { flags: ["--mount", mount], timeout: 280_000 });
      await assertSame(result.stdoutBytes, data);
      noteRate(context, data.length, result.ms);
    },
  },
  {
    name: "100 MB of input compare equal by a checksum in the container",
    timeout: 300_000,
    async run(context) {
      const input = randomBytes(100 * MiB);
      const result = await context.run(["sha256sum"], { stdin: input, timeout: 280_000 });
      assertMatch(result.stdout, /^[0-9a-f]{64} /, quote(result));
      assertEquals(result.stdout.slice(0, 64), await sha256(input));
      noteRate(context, input.length, result.ms);
    },
  },
  {
    name: "five execs with standard input at once do not mix their bytes",
    timeout: 120_000,
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const inputs = Array.from({ length: 5 }, () => randomBytes(500_000));
      const results = await Promise.all(inputs.map((stdin) => context.exec(id, ["cat"], { stdin })));
      for (const [index, result] of results.entries()) await assertSame(result.stdoutBytes, inputs[index]!);
    },
  },
];
