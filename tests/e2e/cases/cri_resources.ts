/** A pod's limits, figures and volumes through the CRI, as the kubelet asks for them. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { mustRun } from "../command.ts";
import { SANDBOX_API_HANDLER } from "../cri_setup.ts";
import type { Context } from "../context.ts";
import { Pods } from "../pods.ts";
import type { TestCase } from "../harness.ts";

const MiB = 1 << 20;
/** How long figures may take to be there. */
const STATS_MS = 10_000;

/** A volume as the kubelet makes an emptyDir in memory: a tmpfs of the host with the size limit; it goes after the case. */
async function memoryVolume(context: Context, options: string): Promise<string> {
  const path = `${context.directory}/pods/uid/volumes/kubernetes.io~empty-dir/cache`;
  await Deno.mkdir(path, { recursive: true });
  await mustRun("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]);
  context.defer(async () => void await new Deno.Command("umount", { args: ["-l", path], stderr: "null" }).output());
  return path;
}

export const criResourceCases: TestCase[] = [
  {
    name: "CRI: a container beyond its memory limit is OOMKilled, and the others of its pod go on",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run({ linux: { resources: { memoryLimitInBytes: 64 * MiB } } });
      const other = await pod.start("other", "exec sleep 1000");
      const limits = { linux: { resources: { memoryLimitInBytes: 32 * MiB } } };
      const hog = await pod.start("hog", "exec tail /dev/zero", limits);
      const status = await hog.exited();
      assertEquals([status.exitCode, status.reason], [137, "OOMKilled"]);
      assertEquals(await other.shell("echo alive"), "alive\n");
      assertEquals((await other.status()).state, "CONTAINER_RUNNING");
    },
  },
  {
    name: "CRI: a container with a larger limit than its VM has room for lets it grow, where its hypervisor can",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const pod = await new Pods(context).run();
      const { stdout } = await mustRun(`${context.dist}/husk`, ["ps", "--json"]);
      const row = (JSON.parse(stdout) as { id: string; vm: string; memoryMib: number }[]).find(({ id }) =>
        id === pod.id
      )!;
      const limits = { linux: { resources: { memoryLimitInBytes: 300 * MiB } } };
      const container = await pod.start("large", "exec sleep 1000", limits);
      const total = Number(/MemTotal: +(\d+) kB/.exec(await container.shell("cat /proc/meminfo"))![1]) / 1024;
      const [least, most] = row.vm.startsWith("kvm") ? [300, 500] : [0, row.memoryMib];
      assert(total > least && total < most, `${total} MiB of memory in ${row.vm}`);
    },
  },
  {
    name: "CRI: UpdateContainerResources changes the limits of a container that runs",
    cri: true,
    runtimes: ["husk"], // read from cgroup v2
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("a", "exec sleep 1000", {
        linux: { resources: { memoryLimitInBytes: 64 * MiB } },
      });
      const linux = { memoryLimitInBytes: 96 * MiB, cpuQuota: 50_000, cpuPeriod: 100_000 };
      await pod.cri.runtime.updateContainerResources({ containerId: container.id, linux });
      const limits = await container.shell("cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max");
      assertEquals(limits, `${96 * MiB}\n50000 100000\n`);
    },
  },
  {
    name: "CRI: a pod's resources can be raised as far as its VM has them, and no further",
    cri: true,
    runtimes: ["husk"],
    skip: ({ handler, containerd }) =>
      handler === SANDBOX_API_HANDLER && containerd.version === "2.4"
        ? undefined
        : "only pods of the Sandbox API are told, by containerd 2.4",
    async run(context) {
      const pod = await new Pods(context).run({ linux: { resources: { memoryLimitInBytes: 64 * MiB } } });
      const update = (memoryLimitInBytes: number) =>
        pod.cri.runtime.updatePodSandboxResources({ podSandboxId: pod.id, resources: { memoryLimitInBytes } });
      await update(96 * MiB);
      const words = new RegExp(`pod '${pod.id}': a memory limit of ${1024 * MiB} bytes is more than`);
      const error = await update(1024 * MiB).then(() => undefined, (error: Error) => error);
      assertMatch(error?.message ?? "", words);
      assertEquals((await pod.status()).state, "SANDBOX_READY");
    },
  },
  {
    name: "CRI: the stats of a container show its work and its memory",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start(
        "a",
        "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo done; exec sleep 1000",
      );
      await container.outputHas("done");
      const figures = async () => (await pod.cri.runtime.containerStats({ containerId: container.id })).stats!;
      const memoryOf = (stats: Awaited<ReturnType<typeof figures>>) => Number(stats.memory!.workingSetBytes!.value);
      let stats = await figures();
      assert(Number(stats.cpu!.usageCoreNanoSeconds!.value) > 10_000_000, JSON.stringify(stats));
      // A cgroup's memory figures lag behind by two seconds at most (mm/memcontrol.c, FLUSH_TIME), and nothing tells when they have come.
      const end = performance.now() + STATS_MS;
      while (memoryOf(stats) <= 50_000 && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        stats = await figures();
      }
      assert(memoryOf(stats) > 50_000 && memoryOf(stats) < 64 * MiB, JSON.stringify(stats));
    },
  },
  {
    name: "CRI: the task of the sandbox shows the processes and figures of the whole pod",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const pod = await new Pods(context).run();
      for (const name of ["a", "b"]) await pod.start(name, "sleep 1000 & exec sleep 1000");
      const task = async (command: string, ...args: string[]) => {
        const all = ["-a", context.containerd.socket, "-n", "k8s.io", "task", command, ...args, pod.id];
        return (await mustRun("ctr", all)).stdout;
      };
      let pids: string[] = [];
      for (let left = 100; left > 0 && pids.length < 4; left--) pids = (await task("ps")).trim().split("\n").slice(1);
      assertEquals(pids.length, 4, pids.join());
      const { pids: count } = JSON.parse(await task("metrics", "--format", "json"));
      assertEquals(count.current, 4);
    },
  },
  {
    name: "CRI: an emptyDir in memory is shared by the pod's containers, keeps its limit and outlives a container",
    cri: true,
    async run(context) {
      const hostPath = await memoryVolume(context, "size=4m,mode=0777");
      // A subPath, as the kubelet hands it over: a bind of a folder of the volume.
      const subPath = `${context.directory}/pods/uid/volume-subpaths/cache/b/0`;
      await Deno.mkdir(`${hostPath}/part`, { mode: 0o777 });
      await Deno.mkdir(subPath, { recursive: true });
      await mustRun("mount", ["--bind", `${hostPath}/part`, subPath]);
      context.defer(async () => void await new Deno.Command("umount", { args: ["-l", subPath] }).output());
      const pod = await new Pods(context).run();
      const a = await pod.start("a", "exec sleep 1000", { mounts: [{ containerPath: "/cache", hostPath }] });
      const b = await pod.start("b", "exec sleep 1000", {
        mounts: [{ containerPath: "/part", hostPath: subPath }, { containerPath: "/ro", hostPath, readonly: true }],
      });
      await b.shell("echo from b >/part/file");
      assertEquals(
        await a.shell("cat /cache/part/file; grep ' /cache ' /proc/mounts | cut -d' ' -f3"),
        "from b\ntmpfs\n",
      );
      assertEquals(await a.shell("head -c 8000000 /dev/zero >/cache/big 2>/dev/null || echo full"), "full\n");
      assertEquals(await b.shell("touch /ro/x 2>/dev/null || echo read-only; ls /ro"), "read-only\nbig\npart\n");
      await b.stop();
      await b.remove();
      const again = await pod.start("again", "exec sleep 1000", { mounts: [{ containerPath: "/cache", hostPath }] });
      assertEquals(await again.shell("cat /cache/part/file"), "from b\n");
    },
  },
];
