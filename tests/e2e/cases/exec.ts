/** `ctr task exec`, `ps`, `metrics`, `attach`: more processes in a running container, and what is told about it. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { TestCase } from "../harness.ts";

export const execCases: TestCase[] = [
  {
    name: "ctr task exec prints, passes on the exit code, and keeps stderr apart",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const { code, stdout, stderr } = await context.exec(id, ["sh", "-c", "echo out; echo err >&2; exit 33"]);
      assertEquals(code, 33);
      assertEquals(stdout, "out\n");
      assertMatch(stderr, /^err\n/);
    },
  },
  {
    name: "ctr task exec sees the container's processes and files",
    async run(context) {
      const id = await context.detached(["sh", "-c", "echo here >/tmp/mark; exec sleep 4321"]);
      const { stdout } = await context.exec(id, ["sh", "-c", "cat /tmp/mark; tr '\\0' ' ' </proc/1/cmdline"]);
      assertEquals(stdout, "here\nsleep 4321 ");
    },
  },
  {
    name: "ctr task exec takes a working directory and standard input",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const options = { flags: ["--cwd", "/tmp"], stdin: "some words\n" };
      const result = await context.exec(id, ["sh", "-c", "pwd; cat"], options);
      assertEquals(result.stdout, "/tmp\nsome words\n", quote(result));
    },
  },
  {
    name: "ctr task exec --user runs as that user",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const result = await context.exec(id, ["id", "-u"], { flags: ["--user", "1000"] });
      assertEquals(result.stdout, "1000\n", quote(result));
    },
  },
  {
    name: "ctr task exec names a program that does not exist, and the container goes on",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const result = await context.exec(id, ["no-such-program"]);
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /no-such-program/);
      assertEquals(await context.taskStatus(id), "RUNNING");
      assertEquals((await context.exec(id, ["echo", "still"])).stdout, "still\n");
    },
  },
  {
    name: "twenty ctr task exec run in parallel in one container",
    timeout: 120_000,
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const numbers = Array.from({ length: 20 }, (_, index) => index);
      const results = await Promise.all(
        numbers.map((number) => context.exec(id, ["sh", "-c", `echo ${number}; exit ${number}`])),
      );
      assertEquals(results.map(({ code }) => code), numbers, quote(results[0]!));
      assertEquals(results.map(({ stdout }) => stdout), numbers.map((number) => `${number}\n`));
    },
  },
  {
    name: "an exec id in use is refused, and free again after its end",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const flags = ["--exec-id", "same"];
      const running = context.backgroundCtr(context.execArgs(id, ["sh", "-c", "echo ready; read line"], flags));
      await running.line("ready");
      const second = await context.exec(id, ["true"], { flags });
      assertNotEquals(second.code, 0);
      assertMatch(second.stderr, /already exists|same/);
      await running.write("go\n");
      assertEquals((await running.finish()).code, 0);
      assertEquals((await context.exec(id, ["echo", "again"], { flags })).stdout, "again\n");
    },
  },
  {
    name: "ctr task exec in a stopped container is refused",
    async run(context) {
      const id = context.id();
      const events = context.eventsOf(id);
      await context.detached(["true"], { id });
      await events.wait("exit");
      const result = await context.exec(id, ["true"]);
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /not running|stopped|not found|cannot exec|process already finished/i);
    },
  },
  {
    name: "processes of an exec die with the container",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const running = context.backgroundCtr(context.execArgs(id, ["sh", "-c", "echo ready; exec sleep 1000"]));
      await running.line("ready");
      await context.mustCtr(["task", "kill", "-s", "KILL", id]);
      assertEquals((await running.finish()).code, 137);
    },
  },
  {
    name: "ctr task ps lists the container's processes",
    async run(context) {
      const id = await context.detached(["sh", "-c", "sleep 1000 & sleep 1000 & wait"]);
      // The shell may still be on its way to its children.
      await context.exec(id, ["sh", "-c", "until [ $(pidof sleep | wc -w) = 2 ]; do sleep 0.02; done"]);
      const { stdout } = await context.mustCtr(["task", "ps", id]);
      const lines = stdout.trim().split("\n");
      assertMatch(lines[0]!, /PID/);
      assertEquals(lines.length, 4, stdout);
      assert(lines.slice(1).every((line) => /^\d+/.test(line)), stdout);
    },
  },
  {
    name: "ctr task metrics tells memory and CPU time that the container has used",
    async run(context) {
      const id = await context.detached(["sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; sleep 1000"]);
      const metrics = JSON.parse((await context.mustCtr(["task", "metrics", "--format", "json", id])).stdout);
      const v1 = metrics.memory?.usage?.usage !== undefined && typeof metrics.memory.usage === "object";
      const memory = v1 ? metrics.memory.usage.usage : metrics.memory.usage;
      const cpu = v1 ? metrics.cpu.usage.total : metrics.cpu.usage_usec;
      assert(Number(memory) > 50_000, `memory ${memory} in ${JSON.stringify(metrics).slice(0, 400)}`);
      assert(Number(memory) < 128e6, `memory ${memory}: more than the container's guest has`);
      assert(Number(cpu) > 0, `cpu ${cpu} in ${JSON.stringify(metrics).slice(0, 400)}`);
      const table = (await context.mustCtr(["task", "metrics", id])).stdout;
      assertMatch(table, /memory\.usage/);
    },
  },
  {
    name: "ctr task attach takes over the output of a running container",
    async run(context) {
      const id = context.id();
      const first = context.backgroundRun([
        "sh",
        "-c",
        "trap 'echo got signal' USR1; echo ready; while :; do sleep 0.05; done",
      ], {
        id,
      });
      await first.line("ready");
      first.kill("SIGKILL");
      await first.finish();
      context.defer(() => context.remove(id));
      const attached = context.backgroundCtr(["task", "attach", id]);
      // attach prints nothing when it is ready: signals go out until one is answered.
      const answered = attached.line("got signal", 20_000);
      let waiting = true;
      const kept = answered.finally(() => waiting = false);
      while (waiting) {
        await context.mustCtr(["task", "kill", "-s", "USR1", id]);
        await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, 200))]);
      }
      await kept;
      await context.mustCtr(["task", "kill", "-s", "KILL", id]);
      assertEquals((await attached.finish()).code, 137); // it deletes the task, too
    },
  },
];
