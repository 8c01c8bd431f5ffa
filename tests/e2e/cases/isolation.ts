/** What a pod does to itself stays its own: its neighbours, its shim and the host go on, and it ends with the right reason. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { mustRun, quote } from "../command.ts";
import type { Context } from "../context.ts";
import { podPids } from "../pod_processes.ts";
import type { TestCase } from "../harness.ts";

/** Kills the container, and resolves with the time that took, in seconds. */
async function kill(context: Context, id: string): Promise<string> {
  const events = context.eventsOf(id);
  const start = performance.now();
  await context.mustCtr(["task", "kill", "-s", "KILL", id], { timeout: 30_000 });
  assertEquals((await events.wait("exit", (event) => event.fields["id"] === id)).fields["exit_status"], 137);
  return ((performance.now() - start) / 1000).toFixed(1);
}

/** Another pod, and proof that it and the host still work. */
async function neighbour(context: Context): Promise<() => Promise<void>> {
  const id = await context.detached(["sleep", "1000"]);
  return async () => {
    const result = await context.exec(id, ["sh", "-c", "echo alive; i=0; while [ $i -lt 1000 ]; do i=$((i+1)); done"]);
    assertEquals(result.stdout, "alive\n", quote(result));
    assertEquals((await new Deno.Command("true").output()).code, 0);
  };
}

/** Private memory of the pod's shim in MB: what is its own and in use. */
function shimMemory(context: Context, id: string): number {
  const [shim] = podPids(context, id, "shim");
  const text = Deno.readTextFileSync(`/proc/${shim}/smaps_rollup`);
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)![1]);
  return (kilobytes("Private_Dirty") + kilobytes("Private_Clean")) / 1024;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export const isolationCases: TestCase[] = [
  {
    name:
      "a real-time process that never sleeps leaves the guest's processor to others at times: an exec runs, and a kill",
    runtimes: ["husk"],
    async run(context) {
      const source = new URL("../real_time_loop.c", import.meta.url).pathname;
      await mustRun("musl-gcc", ["-static", "-O2", "-o", `${context.directory}/loop`, source]);
      const mount = `type=bind,src=${context.directory},dst=/mnt,options=rbind:ro`;
      const id = await context.detached(["/mnt/loop"], { flags: ["--mount", mount, "--cap-add", "CAP_SYS_NICE"] });
      // Fields 40 and 41 of proc(5)'s stat: priority and policy; 1 is SCHED_FIFO.
      const result = await context.exec(id, ["cut", "-d", " ", "-f", "40,41", "/proc/1/stat"], { timeout: 60_000 });
      assertEquals(result.stdout, "50 1\n", quote(result));
      context.note(`exec in ${(result.ms / 1000).toFixed(1)} s, killed in ${await kill(context, id)} s`);
    },
  },
  {
    name: "a fork bomb in one pod: its neighbour works on, and the pod can be killed",
    runtimes: ["husk"],
    timeout: 120_000,
    async run(context) {
      const works = await neighbour(context);
      const bomb = await context.detached(["sh", "-c", "b() { b | b & }; b; sleep 1000"]);
      await pause(2_000);
      await works();
      context.note(`killed in ${await kill(context, bomb)} s`);
      await works();
    },
  },
  {
    name: "a memory hog in one pod: the host gives it no more than its VM has, and its neighbour works on",
    runtimes: ["husk"],
    timeout: 120_000,
    async run(context) {
      const works = await neighbour(context);
      const hog = await context.detached(["sh", "-c", "while true; do tail /dev/zero; done"]);
      const events = context.eventsOf(hog);
      await events.wait("oom", () => true, 60_000);
      await works();
      const [vm] = podPids(context, hog, "qemu");
      const status = await Deno.readTextFile(`/proc/${vm}/status`);
      const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
      assert(resident < 256 + 150, `the VM of 256 MiB and its VMM hold ${resident.toFixed(0)} MiB`);
      // Kills go on all the time: what containerd hears of them is paced.
      const before = events.names().length;
      await pause(2_000);
      assert(events.names().length - before <= 25, `${events.names().length - before} events in 2 s`);
      await kill(context, hog);
      await works();
    },
  },
  {
    name: "a kernel panic in one pod: it ends as killed, the log says why, and its neighbour works on",
    runtimes: ["husk"],
    timeout: 120_000,
    async run(context) {
      const works = await neighbour(context);
      const mark = context.containerd.log.mark();
      const script = "until [ -e /go ]; do sleep 0.1; done; echo 2 >/proc/sys/vm/panic_on_oom; tail /dev/zero";
      const id = await context.detached(["sh", "-c", script], { flags: ["--privileged"] });
      const events = context.eventsOf(id);
      await context.exec(id, ["touch", "/go"]);
      const exit = await events.wait("exit", (event) => event.fields["id"] === id);
      assertEquals(exit.fields["exit_status"], 137);
      const line = await context.containerd.log.wait((line) => line.includes("The pod's VM has ended"), {
        from: mark,
        what: "the reason of the pod's end",
      });
      assertMatch(line, /kernel panicked: Out of memory/);
      const late = await context.exec(id, ["true"]);
      assert(late.code !== 0);
      await works();
    },
  },
  {
    name: "a guest that floods its console: the shim stays small, the log bounded, and the pod can be killed",
    runtimes: ["husk"],
    timeout: 120_000,
    async run(context) {
      const script = "mknod /console c 229 0; until [ -e /go ]; do sleep 0.1; done; exec yes >/console";
      const id = await context.detached(["sh", "-c", script], { flags: ["--privileged"] });
      await context.exec(id, ["touch", "/go"]);
      await pause(1_000);
      const before = shimMemory(context, id);
      await pause(5_000);
      const after = shimMemory(context, id);
      assert(after - before < 8, `the shim has grown from ${before.toFixed(1)} to ${after.toFixed(1)} MB`);
      const dir = `/run/husk/${context.containerd.namespace}/${id}`;
      const logs = [...Deno.readDirSync(dir)].filter(({ name }) => name.startsWith("guest.log"));
      const sizes = logs.map(({ name }) => Deno.statSync(`${dir}/${name}`).size);
      assert(sizes.some((size) => size > 1000), "nothing has come");
      assert(sizes.every((size) => size <= 256 * 1024), `the log holds ${sizes.join(" and ")} bytes`);
      context.note(`shim ${after.toFixed(1)} MB`);
      await kill(context, id);
    },
  },
];
