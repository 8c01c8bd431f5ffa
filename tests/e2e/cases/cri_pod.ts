/** Whole pods through containerd's CRI plugin: the sandbox and the containers in it, in the order and out of it. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { mustRun } from "../command.ts";
import { podPids } from "../pod_processes.ts";
import { patience } from "../patience.ts";
import { Pods } from "../pods.ts";
import type { TestCase } from "../harness.ts";

export const criPodCases: TestCase[] = [
  {
    name: "CRI: a pod of two containers runs, is exec'd into, stopped and removed",
    cri: true,
    async run(context) {
      const pods = new Pods(context);
      const pod = await pods.run();
      assertEquals((await pod.status()).state, "SANDBOX_READY");
      const a = await pod.create("a", "echo from a; exec sleep 1000");
      const b = await pod.create("b", "echo from b; echo oh >&2; exec sleep 1000");
      assertEquals((await a.status()).state, "CONTAINER_CREATED");
      await a.start();
      await b.start();
      assertEquals((await b.status()).state, "CONTAINER_RUNNING");
      assertEquals(await a.exec(["sh", "-c", "echo out; echo err >&2; exit 5"]), {
        exitCode: 5,
        stdout: "out\n",
        stderr: "err\n",
      });
      assertEquals(await b.shell("cat /etc/image-name"), "husk-e2e\n");
      await a.stop();
      const { state, exitCode } = await a.status();
      assertEquals([state, exitCode], ["CONTAINER_EXITED", 137]);
      assertEquals((await b.status()).state, "CONTAINER_RUNNING");
      await a.remove();
      await pod.stop();
      assertEquals((await pod.status()).state, "SANDBOX_NOTREADY");
      assertEquals((await b.status()).state, "CONTAINER_EXITED");
      assertEquals([await b.output("stdout"), await b.output("stderr")], ["from b\n", "oh\n"]);
      await pod.remove();
    },
  },
  {
    name: "CRI: a pod's containers share one VM, and StopPodSandbox ends it",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const pods = new Pods(context);
      const pod = await pods.run();
      const a = await pod.start("a", "exec sleep 1000");
      const b = await pod.start("b", "exec sleep 1000");
      assertEquals(podPids(context, pod.id, "qemu").length, 1);
      assertEquals([podPids(context, a.id, "qemu"), podPids(context, b.id, "qemu")], [[], []]);
      const boot = "cat /proc/sys/kernel/random/boot_id";
      assertEquals(await a.shell(boot), await b.shell(boot));
      await pod.stop();
      assertEquals([podPids(context, pod.id, "qemu"), podPids(context, pod.id, "virtiofsd")], [[], []]);
    },
  },
  {
    name: "CRI: a container is removed and made again in a pod that goes on",
    cri: true,
    async run(context) {
      const pods = new Pods(context);
      const pod = await pods.run();
      const other = await pod.start("other", "exec sleep 1000");
      for (let attempt = 0; attempt < 3; attempt++) {
        const again = await pod.start("again", `echo ${attempt}; exit ${attempt}`, {
          metadata: { name: "again", attempt },
          logPath: `again-${attempt}.log`,
        });
        assertEquals((await again.exited()).exitCode, attempt);
        assertEquals(await again.output(), `${attempt}\n`);
        await again.remove();
      }
      assertEquals((await other.status()).state, "CONTAINER_RUNNING");
    },
  },
  {
    name: "CRI: a container ends with its first process, in a PID namespace that the pod shares as well",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run(); // POD is the default
      const other = await pod.start("other", "exec sleep 1000");
      const ends = await pod.start("ends", "sleep 4242 & exit 3");
      assertEquals((await ends.exited()).exitCode, 3);
      assertEquals(await other.shell("ps | grep -c '[s]leep 4242' || true"), "0\n");
    },
  },
  {
    name:
      "CRI: a pod with a user namespace: ids in it are others outside, owners of its files are mapped, and its root is no one there",
    cri: true,
    runtimes: ["husk"], // Debian's runc maps no owners
    skip: ({ containerd }) =>
      /^(1\.|2\.[01]$)/.test(containerd.version)
        ? `containerd ${containerd.version} asks no other runtime than runc whether it can`
        : undefined,
    async run(context) {
      const ids = [{ containerId: 0, hostId: 100_000, length: 65_536 }];
      const namespaceOptions = { pid: "CONTAINER", usernsOptions: { mode: "POD", uids: ids, gids: ids } } as const;
      const linux = { securityContext: { namespaceOptions } };
      const volume = `${context.directory}/volume`;
      await Deno.mkdir(volume);
      await Deno.writeTextFile(`${volume}/given`, "");
      const memory = `${context.directory}/pods/uid/volumes/kubernetes.io~empty-dir/memory`;
      await Deno.mkdir(memory, { recursive: true });
      await mustRun("mount", ["-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", memory]);
      context.defer(async () => void await mustRun("umount", [memory]));
      const pod = await new Pods(context).run({ linux });
      const mounts = [[volume, "/mnt"], [memory, "/memory"]].map(([hostPath, containerPath]) => ({
        hostPath: hostPath!,
        containerPath: containerPath!,
        uidMappings: ids,
        gidMappings: ids,
      }));
      const container = await pod.start("a", "exec sleep 1000", { linux, mounts });
      assertEquals((await container.shell("cat /proc/self/uid_map")).trim().split(/\s+/), ["0", "100000", "65536"]);
      const owners = "touch /made /mnt/made; stat -c %u /bin/sh /mnt/given /made /mnt/made";
      assertEquals(await container.shell(owners), "0\n".repeat(4));
      assertEquals((await Deno.stat(`${volume}/made`)).uid, 0);
      // What is the kernel's belongs to its root, which this one is not.
      assertEquals(await container.shell("stat -c %u /proc/sys/kernel/panic"), "65534\n");
      assertEquals(await container.shell("id -u; hostname"), `0\n${pod.config.hostname}\n`);
    },
  },
  {
    name: "CRI: a process cannot be run in the sandbox itself, and the error says so",
    cri: true,
    pauseContainer: true,
    runtimes: ["husk"],
    async run(context) {
      const pod = await new Pods(context).run();
      const args = context.execArgs(pod.id, ["true"]);
      const { stderr } = await context.ctr(["-n", "k8s.io", ...args]);
      assertMatch(stderr, /no process runs in it, name one of the pod's containers/);
      assertEquals((await pod.status()).state, "SANDBOX_READY");
    },
  },
  {
    name:
      "CRI: a paused sandbox stands still as a whole, refuses what needs its VM, and goes on once resumed or killed in",
    cri: true,
    pauseContainer: true,
    runtimes: ["husk"],
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("counts", "while true; do echo $((i+=1)); sleep 0.05; done");
      await container.outputHas("3");
      const task = async (what: string) => await context.mustCtr(["-n", "k8s.io", "task", what, pod.id]);
      const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms * patience));
      await task("pause");
      const refused = await context.ctr(["-n", "k8s.io", ...context.execArgs(container.id, ["true"])]);
      assertMatch(refused.stderr, /Pod '\w+' is paused: resume its sandbox first/);
      const figures = await context.ctr(["-n", "k8s.io", "task", "metrics", container.id]);
      assertMatch(figures.stderr, /no metrics received/); // containerd leaves out who refuses: at once, not by a deadline
      assert(figures.ms < 30_000 * patience, `${figures.ms} ms`);
      const before = await container.output(); // what was on its way has come by now
      await sleep(3_000);
      assertEquals(await container.output(), before);
      await task("resume");
      await container.outputHas(String(before.trim().split("\n").length + 3));
      // Its clock stands still with it under QEMU, and is put right.
      const off = Math.abs(Number(await container.shell("date +%s")) * 1000 - Date.now());
      assert(off < 2_000 * patience, `${off} ms off`);
      await task("pause");
      await container.stop();
      assertEquals((await container.exited()).exitCode, 137);
    },
  },
  {
    name: "CRI: a container that does not exist is refused by name",
    cri: true,
    async run(context) {
      const pods = new Pods(context);
      const pod = await pods.run();
      await assertRejects(() => pod.start("bad", "", { command: ["/no/such/program"] }), Error, "/no/such/program");
      assertEquals((await pod.script("echo still here")).trim(), "still here");
    },
  },
];
