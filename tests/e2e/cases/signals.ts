/** `ctr task kill`: which process gets which signal, and which exit code comes of it. */
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { TestCase } from "../harness.ts";

const deadly: [name: string, code: number][] = [["TERM", 143], ["KILL", 137], ["HUP", 129], ["USR1", 138]];

const bySignal = deadly.map(([name, code]): TestCase => ({
  name: `ctr task kill -s ${name} ends the container with exit code ${code}`,
  async run(context) {
    const id = context.id();
    // Pid 1 gets only the signals it has a handler for: the shell's child dies of the signal and the shell says so.
    const script = name === "KILL"
      ? "echo ready; sleep 1000"
      : `trap 'kill -${name} $child' ${name}; sleep 1000 & child=$!; echo ready; wait $child; wait $child; exit $?`;
    const running = context.backgroundRun(["sh", "-c", script], { id });
    await running.line("ready");
    await context.mustCtr(["task", "kill", "-s", name, id]);
    const result = await running.finish();
    assertEquals(result.code, code, quote(result));
  },
}));

export const signalCases: TestCase[] = [
  ...bySignal,
  {
    name: "ctr task kill without a signal sends TERM, which a handler may catch",
    async run(context) {
      const id = context.id();
      const script = "trap 'echo caught; exit 12' TERM; echo ready; while :; do sleep 0.05; done";
      const running = context.backgroundRun(["sh", "-c", script], { id });
      await running.line("ready");
      await context.mustCtr(["task", "kill", id]);
      const result = await running.finish();
      assertEquals({ code: result.code, stdout: result.stdout }, { code: 12, stdout: "ready\ncaught\n" });
    },
  },
  {
    name: "a process that kills itself is reported with 128 and the signal's number",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const codes = [];
      for (const signal of ["KILL", "TERM", "SEGV"]) {
        codes.push((await context.exec(id, ["sh", "-c", `kill -${signal} $$`])).code);
      }
      assertEquals(codes, [137, 143, 139]);
    },
  },
  {
    name: "ctr task kill --exec-id ends that process alone",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const command = ["sh", "-c", "echo ready; exec sleep 1000"];
      const running = context.backgroundCtr(context.execArgs(id, command, ["--exec-id", "victim"]));
      await running.line("ready");
      await context.mustCtr(["task", "kill", "-s", "KILL", "--exec-id", "victim", id]);
      assertEquals((await running.finish()).code, 137);
      assertEquals(await context.taskStatus(id), "RUNNING");
    },
  },
  {
    name: "ctr task kill --all ends every process of the container",
    async run(context) {
      const id = context.id();
      const running = context.backgroundRun(["sh", "-c", "sleep 1000 & echo ready; wait"], { id });
      await running.line("ready");
      await context.mustCtr(["task", "kill", "--all", "-s", "KILL", id]);
      assertEquals((await running.finish()).code, 137);
    },
  },
  {
    name: "ctr task kill of a stopped container is refused",
    async run(context) {
      const id = context.id();
      const events = context.eventsOf(id);
      await context.detached(["true"], { id });
      await events.wait("exit");
      const result = await context.ctr(["task", "kill", id]);
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /not found|already finished|not running/i);
    },
  },
  {
    name: "ctr task kill of an unknown exec is refused",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const result = await context.ctr(["task", "kill", "--exec-id", "nobody", id]);
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /nobody/);
    },
  },
];
