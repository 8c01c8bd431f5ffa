/** `ctr run`: which kernel, exit codes, detached life, names used again, many at once. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { Context } from "../context.ts";
import { image, rootfsOf } from "../images.ts";
import type { TestCase } from "../harness.ts";

const exitCodes = [0, 1, 42, 127, 255].map((code): TestCase => ({
  name: `ctr run passes on exit code ${code}`,
  async run(context) {
    const result = await context.run(["sh", "-c", `exit ${code}`]);
    assertEquals(result.code, code, quote(result));
  },
}));

export const runCases: TestCase[] = [
  {
    name: "ctr run prints what the command prints",
    async run(context) {
      const { code, stdout, stderr } = await context.run(["echo", "hello", "two  words"]);
      assertEquals({ code, stdout, stderr }, { code: 0, stdout: "hello two  words\n", stderr: "" });
    },
  },
  {
    name: "ctr run sees the guest's kernel, not the host's",
    runtimes: ["husk"],
    async run(context) {
      const guest = (await context.shell("uname -r")).trim();
      assertMatch(guest, /^\d+\.\d+\.\d+/);
      assertNotEquals(guest, Deno.osRelease());
    },
  },
  ...exitCodes,
  {
    name: "ctr run names a program that does not exist",
    async run(context) {
      const result = await context.run(["no-such-program"]);
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /no-such-program/);
    },
  },
  {
    name: "ctr run of an image without the program names it",
    async run(context) {
      const result = await context.run([], { image: image.empty });
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /\/no\/such\/program/);
    },
  },
  {
    name: "ctr run uses a folder as root file system",
    async run(context) {
      const args = ["--rm", "--rootfs"];
      const result = await context.mustCtr([
        ...["run", "--runtime", context.runtimeName, "--fifo-dir", `${context.containerd.directory}/fifo`, ...args],
        ...[rootfsOf(context.containerd), context.id(), "/bin/cat", "/etc/image-name"],
      ]);
      assertEquals(result.stdout, "husk-e2e\n");
    },
  },
  {
    name: "the container's first process is pid 1 and sees no other",
    async run(context) {
      assertEquals((await context.shell("echo $$; echo /proc/[0-9]*")).trim(), "1\n/proc/1");
    },
  },
  {
    name: "orphans are reaped and do not keep the container alive",
    async run(context) {
      const result = await context.run(["sh", "-c", "(sleep 1000 &) ; exit 5"]);
      assertEquals(result.code, 5, quote(result));
    },
  },
  {
    name: "a detached container runs until it is killed, and is deleted",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      assertEquals(await context.taskStatus(id), "RUNNING");
      const events = context.eventsOf(id);
      await context.mustCtr(["task", "kill", "-s", "KILL", id]);
      await events.wait("exit");
      assertEquals(await context.taskStatus(id), "STOPPED");
      assertEquals(await deleteTask(context, id), 137);
      assertEquals(await context.taskStatus(id), undefined);
      await context.mustCtr(["containers", "delete", id]);
    },
  },
  {
    name: "task delete refuses a running container",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const refused = await context.ctr(["task", "delete", id]);
      assertNotEquals(refused.code, 0);
      assertMatch(refused.stderr, /(not stopped|running|still)/i);
      assertEquals(await context.taskStatus(id), "RUNNING");
    },
  },
  {
    name: "a container's name can be used again after it is deleted",
    async run(context) {
      const id = context.id();
      for (const round of ["first", "second", "third"]) {
        assertEquals((await context.run(["echo", round], { id })).stdout, `${round}\n`);
      }
    },
  },
  {
    name: "a second container of the same name is refused and the first goes on",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const second = await context.run(["echo", "no"], { id });
      assertNotEquals(second.code, 0);
      assertMatch(second.stderr, /already exists/);
      assertEquals(await context.taskStatus(id), "RUNNING");
    },
  },
  {
    name: "a task can be started a second time in the same container",
    async run(context) {
      const id = context.id();
      const events = context.eventsOf(id);
      await context.detached(["sh", "-c", "exit 7"], { id });
      await events.wait("exit");
      assertEquals(await deleteTask(context, id), 7);
      const second = context.eventsOf(id);
      await context.mustCtr(["task", "start", "-d", "--null-io", id]);
      assertEquals((await second.wait("exit")).fields["exit_status"], 7);
    },
  },
  {
    name: "a process that exits at once is reported with its code",
    async run(context) {
      for (let round = 0; round < 5; round++) {
        const result = await context.run(["sh", "-c", "exit 9"]);
        assertEquals(result.code, 9, quote(result));
      }
    },
  },
  {
    name: "ten containers run in parallel",
    timeout: 240_000,
    async run(context) {
      const numbers = Array.from({ length: 10 }, (_, index) => index);
      const results = await Promise.all(
        numbers.map((number) =>
          context.run(["sh", "-c", `echo from ${number}; exit ${number + 20}`], { timeout: 200_000 })
        ),
      );
      results.forEach((result, number) => {
        assertEquals(result.code, number + 20, quote(result));
        assertEquals(result.stdout, `from ${number}\n`);
      });
    },
  },
  {
    name: "containers do not see one another's files and processes",
    async run(context) {
      const first = await context.detached(["sh", "-c", "echo secret >/tmp/mark; exec sleep 1234"]);
      assertEquals(await context.shell("ls /tmp; cat /proc/[0-9]*/cmdline | grep -c '[s]leep.1234' || true"), "0\n");
      const seen = await context.exec(first, ["cat", "/tmp/mark"]);
      assertEquals(seen.stdout, "secret\n", quote(seen));
    },
  },
  {
    name: "a container's root file system is writable and gone with it",
    async run(context) {
      const id = context.id();
      assertEquals(await context.shell("echo data >/data/file && cat /data/file", { id }), "data\n");
      assertEquals(await context.shell("ls /data", { id }), "");
    },
  },
  {
    name: "ctr task ls shows the container as running, with a live pid of the host",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const pid = await context.taskPid(id);
      assert(pid > 1, `pid ${pid}`);
      assertEquals((await Deno.stat(`/proc/${pid}`)).isDirectory, true);
    },
  },
];

/** Deletes a stopped task; resolves to its exit code, which ctr says in a warning where it is not 0. */
async function deleteTask(context: Context, id: string): Promise<number> {
  const { stderr } = await context.mustCtr(["task", "delete", id]);
  return Number(stderr.match(/exit with non-zero exit code (\d+)/)?.[1] ?? 0);
}
