/** The pod's cgroup on the host: where its processes count, and that it goes with the pod. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { exists } from "../../../src/linux/exists.ts";
import { cgroupDirs, membersOf } from "../../../src/pod/cgroup.ts";
import { quote } from "../command.ts";
import type { Context } from "../context.ts";
import { podPids } from "../pod_processes.ts";
import type { TestCase } from "../harness.ts";

/** A container whose spec names the cgroup `path`; resolves to its id and to the cgroup's directories. */
async function inCgroup(context: Context, path: (id: string) => string): Promise<{ id: string; dirs: string[] }> {
  const id = context.id();
  const dirs = cgroupDirs(path(id));
  await context.detached(["sleep", "1000"], { id, flags: ["--cgroup", path(id)] });
  return { id, dirs };
}

/** Of a cgroup with the memory controller; in v2 its parents have to hand that on. */
function limitMemory(dirs: readonly string[], bytes: number): void {
  for (const dir of dirs) {
    for (const file of ["memory.max", "memory.limit_in_bytes"]) {
      if (exists(`${dir}/${file}`)) return Deno.writeTextFileSync(`${dir}/${file}`, String(bytes));
    }
  }
  throw new Error(`None of ${dirs} limits memory`);
}

/** The shim, the VM and the file server are in the cgroup, in every hierarchy; then `end` ends the pod and it is gone. */
async function holdsThePod(context: Context, path: (id: string) => string, end: (id: string) => Promise<void>) {
  const { id, dirs } = await inCgroup(context, path);
  assert(dirs.length > 0);
  const pids = (["shim", "qemu", "virtiofsd"] as const).flatMap((part) => podPids(context, id, part));
  assert(pids.length >= 3, `only ${pids}`);
  for (const dir of dirs) {
    const members = membersOf(dir);
    assertEquals(pids.filter((pid) => !members.includes(pid)), [], `${dir} has ${members}`);
  }
  await end(id);
  for (const dir of dirs) assert(!exists(dir), `${dir} is still there`);
}

export const cgroupCases: TestCase[] = [
  {
    name: "shim, VM and file server live in the cgroup that the spec names, and it goes with them",
    runtimes: ["husk"],
    async run(context) {
      await holdsThePod(context, (id) => `/${context.containerd.namespace}/pod-${id}`, (id) => context.remove(id));
    },
  },
  {
    name: "systemd's notation of a cgroup: the scope lies in its slice",
    runtimes: ["husk"],
    async run(context) {
      const slice = `husk${crypto.randomUUID().slice(0, 8)}`;
      context.defer(() => {
        for (const dir of cgroupDirs(`/${slice}.slice/${slice}-pod.slice`)) Deno.removeSync(dir);
        for (const dir of cgroupDirs(`/${slice}.slice`)) Deno.removeSync(dir);
      });
      await holdsThePod(context, (id) => `${slice}-pod.slice:cri-containerd:${id}`, (id) => context.remove(id));
    },
  },
  {
    name: "kill -9 of the shim: the pod's cgroup is removed by delete",
    runtimes: ["husk"],
    async run(context) {
      await holdsThePod(context, (id) => `/${context.containerd.namespace}/pod-${id}`, async (id) => {
        const events = context.eventsOf(id);
        podPids(context, id, "shim").forEach((pid) => Deno.kill(pid, "SIGKILL"));
        await events.wait("exit");
        await context.remove(id);
      });
    },
  },
  {
    name: "a pod whose cgroup has too little memory for its VM is told so",
    runtimes: ["husk"],
    async run(context) {
      const id = context.id();
      const parent = `/${context.containerd.namespace}/small-${id}`;
      const dirs = cgroupDirs(parent);
      for (const dir of dirs) Deno.mkdirSync(dir, { recursive: true });
      context.defer(() => dirs.forEach((dir) => Deno.removeSync(dir)));
      limitMemory(dirs, 32 << 20);
      const { code, stderr } = await context.run(["true"], { id, flags: ["--cgroup", `${parent}/pod`] });
      assertNotEquals(code, 0);
      assertMatch(
        stderr,
        /cgroup '\S+' was out of memory: raise the pod's memory limit, or the 'overhead' of its RuntimeClass/,
      );
    },
  },
  {
    name: "a cgroup path that leads out of the hierarchy is refused",
    runtimes: ["husk"],
    async run(context) {
      const result = await context.run(["true"], { flags: ["--cgroup", "/a/../../b"] });
      assertNotEquals(result.code, 0, quote(result));
      assert(result.stderr.includes("linux.cgroupsPath '/a/../../b'"), quote(result));
    },
  },
];
