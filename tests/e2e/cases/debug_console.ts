/** `husk exec --debug`: a console in a pod's guest, outside of its containers. */
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { packageRoot } from "../../../scripts/setup.ts";
import { execute, quote } from "../command.ts";
import type { Context } from "../context.ts";
import { CONFIGURED_HANDLER, configuredPath } from "../cri_setup.ts";
import { Pods } from "../pods.ts";
import { Pty } from "../pty.ts";
import type { TestCase } from "../harness.ts";
import { configFlags } from "./config.ts";

/** A static busybox; the tests' containers have Debian's dynamic one. */
async function debugShell(): Promise<string> {
  return `${await packageRoot("busybox-static", (line) => console.error(line))}/bin/busybox`;
}

async function debuggable(context: Context): Promise<string> {
  const flags = await configFlags(context, `debug_shell = "${await debugShell()}"\n`);
  return await context.detached(["sleep", "4242"], { flags });
}

export const debugConsoleCases: TestCase[] = [
  {
    name:
      "husk exec --debug runs a command as root in the guest, outside of its containers, and passes on streams and exit code",
    runtimes: ["husk"],
    async run(context) {
      const id = await debuggable(context);
      const run = (script: string, stdin = "") =>
        execute(`${context.dist}/husk`, ["exec", "--debug", id, "sh", "-c", script], { stdin });
      const seen = await run("cat; id -u; ps | grep '[s]leep 4242'; ls /guest; echo err >&2; exit 7", "typed\n");
      assertEquals(seen.code, 7, quote(seen));
      // The container's process by the agent's numbering, the guest's root and what runs in it.
      assertMatch(seen.stdout, /^typed\n0\n +\d+ +0 .*sleep 4242\n[^]*^init$/m);
      assertEquals(seen.stderr, "err\n");
      const mounts = await run(
        "grep -c virtiofs /proc/1/mounts; dmesg | grep -c 'Linux version'; mount -t tmpfs x /tmp && echo may",
      );
      assertMatch(mounts.stdout, /^[1-9]\d*\n1\nmay\n$/, quote(mounts));
      const bulk = await run("head -c 3000000 /dev/zero");
      assertEquals([bulk.code, bulk.stdout.length], [0, 3_000_000]);
      // Nothing of it is left where the pod's containers are.
      const inside = await context.exec(id, ["sh", "-c", "ps | grep -c '[d]ebug-'; ls -d /guest"]);
      assertEquals(inside.stdout, "0\n", quote(inside));
      assertEquals(
        [...Deno.readDirSync(`/run/husk/${context.containerd.namespace}/${id}/shared`)].map(({ name }) => name),
        [id],
      );
    },
  },
  {
    name: "husk exec --debug in a terminal is a shell with the terminal's size",
    runtimes: ["husk"],
    async run(context) {
      const id = await debuggable(context);
      await using pty = new Pty(33, 99);
      const [command, args] = pty.wrap(`${context.dist}/husk`, ["exec", "--debug", id]);
      const console = context.background(command, args);
      pty.type("stty size; tty\r"); // the terminal keeps it until it is read
      await pty.line("33 99");
      await pty.line("/dev/");
      pty.resize(44, 111);
      // The new size arrives on its own way.
      pty.type("until [ \"$(stty size)\" = '44 111' ]; do sleep 0.1; done; echo resi''zed\r");
      await pty.line("resized");
      pty.type("exit 5\r");
      assertEquals((await console.finish()).code, 5);
    },
  },
  {
    name: "husk exec --debug whose caller is killed leaves nothing in the guest",
    runtimes: ["husk"],
    async run(context) {
      const id = await debuggable(context);
      const args = ["exec", "--debug", id, "sh", "-c", "echo started; sleep 5151"];
      const console = context.background(`${context.dist}/husk`, args);
      await console.stdout.wait((line) => line === "started");
      console.kill("SIGKILL");
      const look = () =>
        execute(`${context.dist}/husk`, ["exec", "--debug", id, "sh", "-c", "ps | grep -c '[s]leep 5151'"]);
      let seen = await look();
      for (let left = 20; left > 0 && seen.stdout !== "0\n"; left--) seen = await look();
      assertEquals(seen.stdout, "0\n", quote(seen));
    },
  },
  {
    name: "CRI: husk exec --debug, by the pod's name, sees the processes of all its containers and counts for none",
    cri: true,
    pauseContainer: true, // the handler with a configuration of its own
    runtimes: ["husk"],
    async run(context) {
      await Deno.writeTextFile(configuredPath(context.containerd.directory), `debug_shell = "${await debugShell()}"\n`);
      const pod = await new Pods(context).run({}, CONFIGURED_HANDLER);
      const a = await pod.start("a", "exec sleep 1111");
      await pod.start("b", "exec sleep 2222");
      const args = ["exec", "--debug", `e2e/${pod.config.metadata!.name}`, "sh", "-c"];
      const seen = await execute(`${context.dist}/husk`, [...args, "ps | grep -c '[s]leep [12][12]'; hostname"]);
      assertEquals(seen.stdout, `2\n${pod.config.hostname}\n`, quote(seen));
      const processes = await execute(`${context.dist}/husk`, [...args, "cat /sys/fs/cgroup/husk/pids.current"]);
      assertEquals(processes.stdout, "2\n", quote(processes));
      assertEquals(await a.shell("echo on"), "on\n");
    },
  },
  {
    name: "husk exec --debug is refused and says why, where the configuration names no shell or one that cannot run",
    runtimes: ["husk"],
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const refused = await execute(`${context.dist}/husk`, ["exec", "--debug", id]);
      assertNotEquals(refused.code, 0);
      assertMatch(refused.stderr, /^husk: .*Cannot open a debug console: .*'debug_shell'/, quote(refused));
      const dynamic = await configFlags(context, 'debug_shell = "/bin/busybox"\n');
      const result = await context.run(["true"], { flags: dynamic });
      assertMatch(result.stderr, /:1: 'debug_shell': '\/bin\/busybox' is not static/, quote(result));
      const usage = await execute(`${context.dist}/husk`, ["exec", id, "true"]);
      assertMatch(usage.stderr, /husk exec --debug POD/);
    },
  },
];
