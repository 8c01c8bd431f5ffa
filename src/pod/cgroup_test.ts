import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import { cgroupDirs, cgroupDirsOf, joinCgroup, makeCgroup, membersOf, outOfMemory, removeCgroup } from "./cgroup.ts";

const V2 = "24 23 0:22 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate";
const HYBRID = [
  "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755",
  "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:4 - cgroup cgroup rw,cpu,cpuacct",
  "33 31 0:29 / /sys/fs/cgroup/cpu rw shared:4 - cgroup cgroup rw,cpu,cpuacct",
  "34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset",
  "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
  "40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd",
  "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
  "42 31 0:39 / /mnt/memory rw - cgroup cgroup rw,memory",
].join("\n");

Deno.test("cgroupDirs() follows a path in each hierarchy that counts, once", () => {
  assertEquals(cgroupDirs("/kubepods/podx/abc", V2), ["/sys/fs/cgroup/kubepods/podx/abc"]);
  assertEquals(cgroupDirs("/default/x", HYBRID), [
    "/sys/fs/cgroup/cpu,cpuacct/default/x",
    "/sys/fs/cgroup/memory/default/x",
    "/sys/fs/cgroup/unified/default/x",
  ]);
});

Deno.test("cgroupDirs() reads systemd's notation", () => {
  const dirs = cgroupDirs("kubepods-besteffort-pod1_2.slice:cri-containerd:abc", V2);
  const slice = "kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod1_2.slice";
  assertEquals(dirs, [`/sys/fs/cgroup/${slice}/cri-containerd-abc.scope`]);
  assertEquals(cgroupDirs("::abc", V2), ["/sys/fs/cgroup/system.slice/abc.scope"]);
});

Deno.test("cgroupDirs() makes nothing of no path and of the root, and refuses to leave it", () => {
  for (const path of [undefined, "", "/", "//."]) assertEquals(cgroupDirs(path, V2), []);
  assertThrows(() => cgroupDirs("/a/../../b", V2), StatusError, "'/a/../../b'");
});

Deno.test({
  name: "a process joins a cgroup, is found in it, and leaves it for where it was",
  ignore: !await canMakeCgroups(),
  async fn() {
    const own = await cgroupDirsOf(Deno.pid);
    const dirs = cgroupDirs(`/husk-test-${crypto.randomUUID()}`);
    assertEquals(own.length, dirs.length);
    makeCgroup(dirs);
    try {
      const child = new Deno.Command("sleep", { args: ["1000"] }).spawn();
      try {
        await joinCgroup(dirs, own, child.pid);
        assertEquals(await cgroupDirsOf(child.pid), dirs);
        await joinCgroup(dirs, dirs, child.pid);
        for (const dir of dirs) assertEquals(membersOf(dir), [child.pid]);
        await removeCgroup(dirs); // somebody lives there
        await joinCgroup(own, dirs, child.pid);
        for (const dir of dirs) assertEquals(membersOf(dir), []);
      } finally {
        child.kill("SIGKILL");
        await child.status;
      }
    } finally {
      await removeCgroup(dirs);
    }
    await removeCgroup(dirs);
    for (const dir of dirs) assertThrows(() => Deno.statSync(dir), Deno.errors.NotFound);
  },
});

/** Whether this process may make cgroups: not where they are mounted read-only, as in a container. */
async function canMakeCgroups(): Promise<boolean> {
  const dirs = cgroupDirs(`/husk-probe-${crypto.randomUUID()}`);
  try {
    makeCgroup(dirs);
    await removeCgroup(dirs);
    return dirs.length > 0;
  } catch {
    return false;
  }
}

Deno.test("outOfMemory() finds the kernel's kills in either version's file", async () => {
  const dir = await Deno.makeTempDir();
  try {
    assertEquals(outOfMemory([dir]), "");
    await Deno.writeTextFile(`${dir}/memory.events`, "low 0\nmax 7\noom 1\noom_kill 0\noom_group_kill 0\n");
    assertEquals(outOfMemory([dir]), "");
    await Deno.writeTextFile(`${dir}/memory.oom_control`, "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
    assertEquals(outOfMemory(["/nowhere", dir]).startsWith(`; cgroup '${dir}' was out of memory: raise `), true);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
