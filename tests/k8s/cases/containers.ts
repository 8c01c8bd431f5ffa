/** A pod's containers: their order, ends, probes, hooks, limits. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { K8sCase } from "../harness.ts";

export const containerCases: readonly K8sCase[] = [
  {
    name: "exit code, reason and termination message reach the pod's status, and a program that is not there is named",
    manifest: "exit_code.yaml",
    async run(k) {
      await k.ended("exit", "Failed");
      const { terminated } = (await k.container("exit", "main")).state;
      assertEquals([terminated?.exitCode, terminated?.reason, terminated?.message], [42, "Error", "the end\n"]);
      const missing = (await k.container("exit", "missing")).state.terminated;
      assertMatch(missing?.message ?? "", /\/no\/such\/program/);
    },
  },
  {
    name: "init containers run in order, a sidecar beside them and the main container, and ends after it",
    manifest: "init_and_sidecar.yaml",
    async run(k) {
      await k.ended("init");
      assertEquals(await k.logs("init", "main"), "first\nsidecar\nsecond\n");
      assert((await k.container("init", "sidecar")).state.terminated !== undefined);
    },
  },
  {
    name: "readiness by HTTP, TCP and exec; a liveness probe that fails restarts the container",
    manifest: "probes.yaml",
    async run(k) {
      await k.wait("probes");
      assertEquals((await k.container("probes", "web")).restartCount, 0);
      await k.until("a restart", async () => (await k.container("sick", "main")).restartCount > 0 ? true : undefined);
    },
  },
  {
    name: "postStart and preStop hooks run, then SIGTERM, and the pod ends well before its grace is over",
    manifest: "lifecycle.yaml",
    async run(k) {
      await k.wait("lifecycle");
      const start = performance.now();
      await k.kubectl("delete", "pod", "lifecycle", "--timeout=120s");
      assert(performance.now() - start < 50_000, `took ${performance.now() - start} ms`);
      assertEquals(await k.cluster.node.run(["cat", "/var/lib/lifecycle/order"]), "started\nstopping\nterm\n");
    },
  },
  {
    name: "a container that uses more than its memory limit is OOMKilled, its neighbour goes on",
    manifest: "out_of_memory.yaml",
    async run(k) {
      const { terminated } = await k.until("the end of the hog", async () => {
        const { state } = await k.container("hog", "main");
        return state.terminated === undefined ? undefined : state;
      });
      assertEquals([terminated?.exitCode, terminated?.reason], [137, "OOMKilled"]);
      assert((await k.container("hog", "neighbour")).state.running !== undefined);
    },
  },
  {
    name: "limits of memory and CPU are the container's cgroup's",
    manifest: "resources.yaml",
    async run(k) {
      await k.wait("resources");
      const read = "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max 2>/dev/null || " +
        "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/cpu/cpu.cfs_quota_us";
      const [memory, cpu] = (await k.shell("resources", read)).trim().split("\n");
      assertEquals(memory, String(96 * 2 ** 20));
      assertMatch(cpu!, /^50000( 100000)?$/);
    },
  },
  {
    name: "containers share the pod's processes where it says so",
    manifest: "shared_processes.yaml",
    async run(k) {
      await k.wait("shared");
      const seen = await k.shell("shared", "ps -o args", "two");
      assert(seen.includes("sleep 1234") && seen.includes("sleep 1000"), seen);
      await k.shell("shared", "kill -KILL $(ps -o pid,args | awk '/sleep 123[4]/ {print $1}')", "two");
      await k.until("a restart", async () => (await k.container("shared", "one")).restartCount > 0 ? true : undefined);
    },
  },
  {
    name: "a container that fails is started again, finds its volumes as they were, and kubectl logs has both attempts",
    manifest: "restarts.yaml",
    async run(k) {
      await k.until("the second attempt", async () => (await k.logs("restarts")) === "attempt 2\n" ? true : undefined);
      assertEquals(await k.logs("restarts", "main", "--previous"), "attempt 1\n");
      const following = k.logs("restarts", "main", "-f");
      await k.shell("restarts", "touch /disk/go");
      assertEquals(await following, "attempt 2\n");
      await k.ended("restarts");
      assertEquals((await k.container("restarts", "main")).restartCount, 1);
    },
  },
];
