/** Terminals: `ctr run -t` and `ctr task exec -t` on a pseudo-terminal of the test's own. */
import { assertEquals, assertMatch } from "@std/assert";
import type { Background } from "../background.ts";
import type { Context } from "../context.ts";
import { Pty } from "../pty.ts";
import type { TestCase } from "../harness.ts";

/** `ctr` with these arguments on a new terminal of 30 rows and 100 columns. */
function onTerminal(context: Context, args: string[]): { pty: Pty; ctr: Background } {
  const pty = new Pty(30, 100);
  const ctr = context.background(...pty.wrap("ctr", context.containerd.ctrArgs(args)));
  // Before the terminal is closed, the program on it must be gone.
  context.defer(async () => {
    await ctr[Symbol.asyncDispose]();
    await pty[Symbol.asyncDispose]();
  });
  return { pty, ctr };
}

/** `ctr run -t` of a shell script; the container is removed after the case if it still runs. */
function runOnTerminal(context: Context, script: string, id = context.id()): { pty: Pty; ctr: Background } {
  context.defer(() => context.remove(id));
  return onTerminal(context, context.runArgs(["sh", "-c", script], { id, flags: ["--rm", "-t"] }));
}

export const ttyCases: TestCase[] = [
  {
    name: "ctr run -t gives the container a terminal on all three descriptors and passes on the exit code",
    async run(context) {
      const { pty, ctr } = runOnTerminal(context, "tty; [ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo all; exit 42");
      await pty.line("all");
      assertEquals((await ctr.finish()).code, 42);
      assertMatch(pty.output.since(0)[0]!, /^\/dev\/(pts\/0|console)$/);
    },
  },
  {
    name: "ctr run -t hands on the window's size, at first and when it changes",
    async run(context) {
      const script = `trap 'echo now $(stty size)' WINCH
        until [ "$(stty size 2>&1)" = "30 100" ]; do sleep 0.05; done; echo first size
        while :; do sleep 0.05; done`;
      const { pty } = runOnTerminal(context, script);
      await pty.line("first size");
      pty.resize(50, 132);
      await pty.line("now 50 132");
      pty.resize(24, 80);
      await pty.line("now 24 80");
    },
  },
  {
    name: "ctr run -t passes on what is typed, with echo, and Ctrl-D as end of input",
    async run(context) {
      const { pty, ctr } = runOnTerminal(context, "echo ready; read line; echo got $line; cat; echo end");
      await pty.line("ready");
      pty.type("some words\n");
      await pty.line("got some words");
      pty.type("for cat\n");
      await pty.line("for cat");
      pty.type("\x04");
      await pty.line("end");
      assertEquals((await ctr.finish()).code, 0);
      const lines = pty.output.since(0);
      assertEquals(lines, ["ready", "some words", "got some words", "for cat", "for cat", "end"]);
    },
  },
  {
    name: "Ctrl-C on ctr run -t interrupts the container's foreground process",
    async run(context) {
      const { pty, ctr } = runOnTerminal(
        context,
        "trap 'echo interrupted; exit 3' INT; echo ready; while :; do sleep 0.05; done",
      );
      await pty.line("ready");
      pty.type("\x03");
      await pty.line("interrupted");
      assertEquals((await ctr.finish()).code, 3);
    },
  },
  {
    name: "an interactive shell on ctr run -t has job control",
    async run(context) {
      const { pty, ctr } = onTerminal(context, context.runArgs(["sh"], { flags: ["--rm", "-t"] }));
      pty.type("sleep 1000 &\n");
      pty.type("kill -KILL %1; wait %1; echo jobs $?\n");
      await pty.line("jobs 137");
      pty.type("exit 11\n");
      assertEquals((await ctr.finish()).code, 11);
    },
  },
  {
    name: "half a megabyte through a terminal arrives whole and in order",
    timeout: 120_000,
    async run(context) {
      const { pty, ctr } = runOnTerminal(context, "seq 1 80000");
      assertEquals((await ctr.finish(100_000)).code, 0);
      await pty.line("80000");
      const lines = pty.output.since(0);
      assertEquals(lines.length, 80000);
      assertEquals(lines.findIndex((line, index) => line !== String(index + 1)), -1);
    },
  },
  {
    name: "ctr task exec -t gives a terminal of its own with size, input and exit code",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const script =
        `tty; until [ "$(stty size 2>&1)" = "30 100" ]; do sleep 0.05; done; echo sized; read line; echo got $line; exit 21`;
      const { pty, ctr } = onTerminal(context, context.execArgs(id, ["sh", "-c", script], ["-t"]));
      await pty.line("sized");
      pty.type("typed\n");
      await pty.line("got typed");
      assertEquals((await ctr.finish()).code, 21);
      assertMatch(pty.output.since(0)[0]!, /^\/dev\/pts\/\d+$/);
    },
  },
  {
    name: "ctr task exec -t resizes its own terminal, not the container's",
    async run(context) {
      const first = context.id();
      const script = `until [ "$(stty size 2>&1)" = "30 100" ]; do sleep 0.05; done
        trap 'echo changed' WINCH; echo started; while :; do sleep 0.05; done`;
      const init = runOnTerminal(context, script, first);
      await init.pty.line("started");
      const script2 = `until [ "$(stty size 2>&1)" = "30 100" ]; do sleep 0.05; done
        trap 'echo now $(stty size)' WINCH; echo ready; while :; do sleep 0.05; done`;
      const second = onTerminal(context, context.execArgs(first, ["sh", "-c", script2], ["-t"]));
      await second.pty.line("ready");
      const before = init.pty.output.since(0).length;
      second.pty.resize(41, 111);
      await second.pty.line("now 41 111");
      assertEquals(init.pty.output.since(before), []);
      second.pty.type("\x03");
      assertEquals((await second.ctr.finish()).code, 130);
    },
  },
  {
    name: "a program that hangs on its terminal is killed, exit code 137",
    async run(context) {
      const id = context.id();
      const { pty, ctr } = runOnTerminal(context, "echo ready; cat", id);
      await pty.line("ready");
      await context.mustCtr(["task", "kill", "-s", "KILL", id]);
      assertEquals((await ctr.finish()).code, 137);
    },
  },
];
