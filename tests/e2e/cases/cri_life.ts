/** How the containers of a pod begin and end: graceful stops, exit codes, early ends, messages, size of the VM. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Pods } from "../pods.ts";
import { podPids } from "../pod_processes.ts";
import type { TestCase } from "../harness.ts";

export const criLifeCases: TestCase[] = [
  {
    name: "CRI: StopContainer sends SIGTERM and waits, then SIGKILL",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const polite = await pod.start("polite", "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.1; done");
      const deaf = await pod.start("deaf", "trap '' TERM; echo up; while :; do sleep 0.1; done");
      for (const container of [polite, deaf]) await container.outputHas("up");
      await polite.stop(30);
      assertEquals((await polite.status()).exitCode, 7);
      assertEquals(await polite.output(), "up\nbye\n");
      const start = performance.now();
      await deaf.stop(1);
      assertEquals((await deaf.status()).exitCode, 137);
      assert(performance.now() - start >= 1000, "SIGKILL came before its time");
    },
  },
  {
    name: "CRI: exit codes and reasons are the container's",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      for (const [script, code, reason] of [["exit 0", 0, "Completed"], ["exit 3", 3, "Error"]] as const) {
        const container = await pod.start(`c${code}`, script);
        const status = await container.exited();
        assertEquals([status.exitCode, status.reason], [code, reason]);
      }
      const killed = await pod.start("killed", "kill -SEGV $$; sleep 1; exec sh -c 'kill -SEGV $$'");
      await killed.stop();
      assertEquals((await killed.status()).state, "CONTAINER_EXITED");
    },
  },
  {
    name: "CRI: a container that ends at once is started all the same, with its output and exit code",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const all = Array.from({ length: 4 }, async (_, index) => {
        const container = await pod.start(`quick-${index}`, `echo ${index}; exit 4${index}`);
        const status = await container.exited();
        assertEquals([status.exitCode, await container.output()], [40 + index, `${index}\n`]);
      });
      await Promise.all(all);
    },
  },
  {
    name: "CRI: a termination message is written to the host's file",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const hostPath = `${context.directory}/message`;
      await Deno.writeTextFile(hostPath, "");
      const mounts = [{ hostPath, containerPath: "/dev/termination-log" }];
      const container = await pod.start("c", "echo -n gone for lunch > /dev/termination-log; exit 1", { mounts });
      assertEquals((await container.exited()).exitCode, 1);
      assertEquals(await Deno.readTextFile(hostPath), "gone for lunch");
    },
  },
  {
    name: "CRI: an image of another architecture fails by its name",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      // ELF's header for AArch64 (e_machine 183); the kernel looks no further.
      const program = `${context.directory}/arm`;
      const elf = new Uint8Array(120);
      elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
      new DataView(elf.buffer).setUint16(16, 2, true);
      new DataView(elf.buffer).setUint16(18, 183, true);
      await Deno.writeFile(program, elf, { mode: 0o755 });
      const mounts = [{ hostPath: program, containerPath: "/bin/arm", readonly: true }];
      const container = await pod.create("arm", "", { command: ["/bin/arm"], mounts });
      const error = await container.start().then(() => undefined, (error: Error) => error);
      if (error !== undefined) return assertMatch(error.message, /exec format error/i);
      const { exitCode } = await container.exited();
      assert(exitCode !== 0);
      assertMatch(await container.output(), /exec format error/i);
    },
  },
  {
    name: "CRI: the containers of a pod are made and started at once, and stopped at once",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const names = ["a", "b", "c", "d"];
      const containers = await Promise.all(names.map((name) => pod.start(name, `echo ${name}; exec sleep 1000`)));
      for (const [index, container] of containers.entries()) {
        assertEquals((await container.status()).state, "CONTAINER_RUNNING");
        await container.outputHas(names[index]!);
      }
      await Promise.all(containers.map((container) => container.stop()));
      await Promise.all(containers.map((container) => container.remove()));
    },
  },
  {
    name: "CRI: RemovePodSandbox of a pod that runs takes all of it",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      await pod.start("a", "exec sleep 1000");
      await pod.create("b", "exec sleep 1000");
      await pod.removeAtOnce();
      await assertRejects(() => pod.status(), Error, "not found");
    },
  },
  {
    name: "CRI: a pod's VM is sized by what its containers may use",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const resources = { memoryLimitInBytes: 400 << 20, cpuQuota: 150_000, cpuPeriod: 100_000 };
      const pod = await new Pods(context).run({ linux: { resources } });
      const limits = { linux: { resources: { memoryLimitInBytes: 400 << 20, cpuQuota: 150_000, cpuPeriod: 100_000 } } };
      const out = await pod.script("nproc; grep MemTotal /proc/meminfo; cat /sys/fs/cgroup/memory.max", limits);
      const [cpus, total, limit] = out.match(/\d+/g)!.map(Number);
      assertEquals([cpus, limit], [2, 400 << 20], out);
      assert(total! > 420_000 && total! < 520_000, out);
    },
  },
  {
    name: "CRI: a pod whose VM is killed is told as not ready, its containers as ended",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("a", "exec sleep 1000");
      for (const pid of podPids(context, pod.id, "qemu")) Deno.kill(pid, "SIGKILL");
      assertEquals((await container.exited()).exitCode, 137);
      await pod.ended();
    },
  },
  {
    name: "CRI: a pod of which the shim is killed can be stopped and removed",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("a", "exec sleep 1000");
      const shims = [pod.id, container.id].flatMap((id) => podPids(context, id, "shim"));
      for (const pid of shims) Deno.kill(pid, "SIGKILL");
      assertEquals((await container.exited()).state, "CONTAINER_EXITED");
    },
  },
];
