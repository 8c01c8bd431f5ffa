/** The `husk` command on a node with pods. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { execute, mustRun, quote } from "../command.ts";
import type { Context } from "../context.ts";
import { podPids } from "../pod_processes.ts";
import type { TestCase } from "../harness.ts";

const husk = (context: Context, ...args: string[]) => execute(`${context.dist}/husk`, args);
const mustHusk = async (context: Context, ...args: string[]) =>
  (await mustRun(`${context.dist}/husk`, args, { env: { NO_COLOR: "1" } })).stdout;

interface PodRow {
  id: string;
  state: string;
  vm: string;
  vcpus: number;
  memoryMib: number;
  memory: { shim: number; vmm: number; virtiofsd: number; guest: number; total: number };
  ageSeconds: number;
  containers: { id: string; state: string }[];
}

async function rowOf(context: Context, id: string): Promise<PodRow | undefined> {
  const rows = JSON.parse(await mustHusk(context, "ps", "--json")) as PodRow[];
  return rows.find((row) => row.id === id);
}

/** The value of a sample of `name` whose labels contain `labels`. */
function sample(text: string, name: string, labels: string): number {
  const line = text.split("\n").find((line) => line.startsWith(`${name}{`) && line.includes(labels));
  if (line === undefined) throw new Error(`no ${name} with ${labels} in:\n${text}`);
  return Number(line.slice(line.lastIndexOf(" ")));
}

export const cliCases: TestCase[] = [
  {
    name: "husk check says that pods can run here, and on what",
    runtimes: ["husk"],
    async run(context) {
      const text = await mustHusk(context, "check");
      assertMatch(text, /a pod runs on: \w+ with (kvm|tcg): \S[^]*pods can run here\n$/);
      const report = JSON.parse(await mustHusk(context, "check", "--json")) as { ok: boolean; checks: unknown[] };
      assert(report.ok && report.checks.length > 10);
    },
  },
  {
    name: "husk check fails and says why where pods cannot run",
    runtimes: ["husk"],
    async run(context) {
      const config = `${context.directory}/config.toml`;
      await Deno.writeTextFile(config, 'hypervisor = "xen"\n');
      const result = await husk(context, "check", "--config", config);
      assertEquals(result.code, 1, quote(result));
      assertMatch(result.stdout, /MISSING {2}configuration .*config\.toml:1: invalid value "xen"/);
      assertMatch(result.stdout, /pods cannot run here: missing: configuration/);
    },
  },
  {
    name: "husk ps shows a pod's VM, its memory, age and containers",
    runtimes: ["husk"],
    async run(context) {
      const id = await context.detached(["sleep", "1000"], { flags: ["--annotation", "io.husk.memory_mib=192"] });
      const row = await rowOf(context, id);
      if (row === undefined) throw new Error(`husk ps has no '${id}'`);
      assertEquals([row.state, row.vcpus, row.memoryMib], ["running", 1, 192]);
      assertMatch(row.vm, /^(qemu|kvm) \((kvm|tcg)\)$/);
      assertEquals(row.containers, [{ id, state: "running" }]);
      const { shim, guest, total } = row.memory;
      assert(shim > 5e6 && guest > 5e6 && total >= shim + guest, JSON.stringify(row.memory));
      assert(row.ageSeconds > 0 && row.ageSeconds < 60, `${row.ageSeconds} s`);
      const line = (await mustHusk(context, "ps")).split("\n").find((line) => line.includes(id.slice(0, 13)));
      assertMatch(line ?? "", /running .* 192 MiB .* MB .* MB .*s {2}1 running$/);
      await context.remove(id);
      assertEquals(await rowOf(context, id), undefined);
    },
  },
  {
    name: "husk ps names a pod whose shim is gone as lost",
    runtimes: ["husk"],
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      // Stopped, containerd cannot clean up while we look.
      context.containerd.pids.forEach((pid) => Deno.kill(pid, "SIGSTOP"));
      try {
        podPids(context, id, "shim").forEach((pid) => Deno.kill(pid, "SIGKILL"));
        assertEquals((await rowOf(context, id))?.state, "lost");
      } finally {
        context.containerd.pids.forEach((pid) => Deno.kill(pid, "SIGCONT"));
      }
    },
  },
  {
    name: "husk logs shows the guest's console, and follows it until the pod is gone",
    runtimes: ["husk"],
    async run(context) {
      // An alert to the guest's kernel log (kmsg, 1:11) reaches the console of a quiet kernel.
      const say =
        "mknod /dev/log c 1 11; while ! [ -e /go ]; do sleep 0.1; done; echo '<1>seen' > /dev/log; sleep 1000";
      const id = await context.detached(["sh", "-c", say], { flags: ["--privileged"] });
      const follower = context.background(`${context.dist}/husk`, ["logs", "--follow", id]);
      await follower.line("agent: serving");
      await context.exec(id, ["touch", "/go"]);
      await follower.line("seen");
      assertMatch(await mustHusk(context, "logs", id.slice(0, -1)), /seen/);
      await context.remove(id);
      assertEquals((await follower.finish()).code, 0);
    },
  },
  {
    name: "a POD that names none or several is refused by husk",
    runtimes: ["husk"],
    async run(context) {
      const none = await husk(context, "logs", "no-such-pod");
      assertNotEquals(none.code, 0);
      assertMatch(none.stderr, /^husk: No pod 'no-such-pod'/);
      const unknown = await husk(context, "dance");
      assertNotEquals(unknown.code, 0);
      assertMatch(unknown.stderr, /Unknown command 'dance'/);
    },
  },
  {
    name: "husk metrics gives a pod's figures, on stdout and over HTTP",
    runtimes: ["husk"],
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const text = await mustHusk(context, "metrics", id);
      const label = `id="${id}"`;
      assertEquals(sample(text, "husk_pod_up", label), 1);
      assert(sample(text, "husk_pod_guest_memory_bytes", label) > 5e6);
      assert(sample(text, "husk_container_memory_bytes", `container_id="${id}"`) > 0);
      assertEquals(sample(text, "husk_container_processes", `container_id="${id}"`), 1);
      for (const line of text.trim().split("\n")) {
        assertMatch(line, /^(# (HELP|TYPE) husk_\w+ .+|husk_\w+\{.*\} [0-9.e+]+)$/);
      }

      const server = context.background(`${context.dist}/husk`, ["metrics", "--listen", "127.0.0.1:0"]);
      const line = await server.stderr.wait((line) => line.includes("http://"), {
        timeout: 20_000,
        what: "the address",
      });
      const served = await (await fetch(line.slice(line.indexOf("http://")))).text();
      assertEquals(sample(served, "husk_pod_up", label), 1);
      server.kill("SIGTERM");
      assertEquals((await server.finish()).code, 0);
    },
  },
];
