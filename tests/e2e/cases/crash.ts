/** What dies unasked: the shim, QEMU, virtiofsd, containerd itself. containerd must learn of it, and nothing may be left. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { Context, Runtime } from "../context.ts";
import { removeFifos } from "../fifos.ts";
import { type Part, podPids, startedPid } from "../pod_processes.ts";
import type { TestCase } from "../harness.ts";

function killPart(context: Context, id: string, part: Part): void {
  const pids = podPids(context, id, part);
  assert(pids.length > 0, `no ${part} process of ${id} found`);
  for (const pid of pids) {
    try {
      Deno.kill(pid, "SIGKILL");
    } catch {
      // It was a child of one that is dead by now.
    }
  }
}

/** containerd 1.7 takes a shim for leaked, as it starts, if no process of its task is left, and removes the task: runc's too. */
function reapsEnded({ containerd }: Context): string | undefined {
  return containerd.version === "1.7" ? "containerd 1.7 removes a task that ended while it was away" : undefined;
}

/** Cases of one part of the pod killed with SIGKILL. */
function killed(part: Part, runtimes: Runtime[]): TestCase[] {
  return [
    {
      name: `kill -9 of ${part}: the task is reported as exited and can be deleted`,
      runtimes,
      async run(context) {
        const id = await context.detached(["sleep", "1000"]);
        const events = context.eventsOf(id);
        killPart(context, id, part);
        const exit = await events.wait("exit");
        assertEquals(exit.fields["exit_status"], 137, JSON.stringify(exit));
        assertNotEquals(await context.taskStatus(id), "RUNNING");
        await context.remove(id);
      },
    },
    {
      name: `kill -9 of ${part}: a ctr run that waits for the container ends with an error`,
      runtimes,
      async run(context) {
        const id = context.id();
        const running = context.backgroundRun(["sh", "-c", "echo ready; sleep 1000"], { id });
        await running.line("ready");
        const events = context.eventsOf(id);
        killPart(context, id, part);
        await events.wait("exit");
        const result = await running.finish();
        assertNotEquals(result.code, 0, quote(result));
        await context.remove(id);
        removeFifos(context);
      },
    },
    {
      name: `kill -9 of ${part} while an exec runs: the exec ends as well`,
      runtimes,
      async run(context) {
        const id = await context.detached(["sleep", "1000"]);
        const running = context.backgroundCtr(context.execArgs(id, ["sh", "-c", "echo ready; exec sleep 1000"]));
        await running.line("ready");
        const events = context.eventsOf(id);
        killPart(context, id, part);
        await events.wait("exit", (event) => event.fields["id"] === id);
        assertNotEquals((await running.finish()).code, 0);
        await context.remove(id);
        removeFifos(context);
      },
    },
  ];
}

/** A container that ends with `code` as soon as the file `go` appears in the case's folder. */
async function waitsForFile(context: Context, code: number): Promise<{ id: string; go: () => Promise<void> }> {
  const mount = `type=bind,src=${context.directory},dst=/mnt,options=rbind:rw`;
  const script = `until [ -e /mnt/go ]; do sleep 0.1; done; exit ${code}`;
  const id = await context.detached(["sh", "-c", script], { flags: ["--mount", mount] });
  return { id, go: () => Deno.writeTextFile(`${context.directory}/go`, "") };
}

export const crashCases: TestCase[] = [
  ...killed("shim", ["husk", "runc"]),
  ...killed("qemu", ["husk"]),
  ...killed("virtiofsd", ["husk"]),
  {
    name: "kill -9 of virtiofsd: the error names it",
    runtimes: ["husk"],
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const mark = context.containerd.log.mark();
      killPart(context, id, "virtiofsd");
      await context.containerd.log.wait((line) => /virtiofsd/.test(line), {
        from: mark,
        what: "a line about virtiofsd",
      });
    },
  },
  {
    name: "kill -9 of the shim while the VM boots: ctr run fails and nothing is left",
    runtimes: ["husk"],
    async run(context) {
      const id = context.id();
      const running = context.backgroundRun(["sleep", "1000"], { id });
      await startedPid(context, id, "shim");
      killPart(context, id, "shim");
      const result = await running.finish();
      assertNotEquals(result.code, 0, quote(result));
      await context.remove(id);
    },
  },
  {
    name: "kill -9 of QEMU while the VM boots: ctr run fails with an error and nothing is left",
    runtimes: ["husk"],
    async run(context) {
      const id = context.id();
      const running = context.backgroundRun(["sleep", "1000"], { id });
      await startedPid(context, id, "qemu");
      killPart(context, id, "qemu");
      const result = await running.finish();
      assertNotEquals(result.code, 0, quote(result));
      assertMatch(result.stderr, /\S/);
      await context.remove(id);
    },
  },
  {
    name: "containerd killed and started again: the task is still there and usable",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      await context.containerd.kill();
      await context.containerd.start();
      assertEquals(await context.taskStatus(id), "RUNNING");
      const result = await context.exec(id, ["sh", "-c", "echo alive; exit 5"]);
      assertEquals({ code: result.code, stdout: result.stdout }, { code: 5, stdout: "alive\n" }, quote(result));
      const events = context.eventsOf(id);
      await context.mustCtr(["task", "kill", "-s", "KILL", id]);
      assertEquals((await events.wait("exit")).fields["exit_status"], 137);
    },
  },
  {
    name: "an exit while containerd is away is told when it is back",
    skip: reapsEnded,
    async run(context) {
      const { id, go } = await waitsForFile(context, 17);
      const events = context.eventsOf(id);
      await context.containerd.kill();
      await go();
      // The container looks for the file every 0.1 s: by then its exit has happened with nobody there to hear of it.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await context.containerd.start();
      assertEquals(await context.taskStatus(id), "STOPPED");
      const { stderr } = await context.mustCtr(["task", "delete", id]);
      assertMatch(stderr, /non-zero exit code 17/);
      await events.wait("delete");
      await context.mustCtr(["containers", "delete", id]);
    },
  },
  {
    name: "events of an exit while containerd is away arrive when it is back",
    skip: reapsEnded,
    runtimes: ["husk"], // runc's shim of containerd 1.6 gives up on them where the way back takes longer than its retries
    async run(context) {
      const { id, go } = await waitsForFile(context, 17);
      const events = context.eventsOf(id);
      await context.containerd.kill();
      await go();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await context.containerd.start();
      assertEquals((await events.wait("exit")).fields["exit_status"], 17);
    },
  },
  {
    name: "containerd killed in the middle of a ctr run: the container can be removed afterwards",
    async run(context) {
      const id = context.id();
      const running = context.backgroundRun(["sh", "-c", "echo ready; sleep 1000"], { id });
      await running.line("ready");
      await context.containerd.kill();
      await running.finish();
      await context.containerd.start();
      assertEquals(await context.taskStatus(id), "RUNNING");
      await context.remove(id);
    },
  },
];
