import { assertArrayIncludes, assertEquals } from "@std/assert";
import { Containerd, marker } from "./containerd.ts";
import { findLeaks, type Scope, sweep, takeSnapshot } from "./leaks.ts";

async function makeScope(): Promise<Scope> {
  const directory = await Deno.makeTempDir({ prefix: "husk-leaks-" });
  const namespace = directory.split("/").at(-1)!;
  return {
    containerd: new Containerd(directory, namespace, "/nonexistent"),
    marks: () => [directory, namespace],
    exclusive: false,
  };
}

Deno.test("findLeaks() names a process, a mount, a cgroup, a socket and folders", async () => {
  const scope = await makeScope();
  const { directory, namespace } = scope.containerd;
  await Deno.mkdir(`${directory}/fifo`);
  await Deno.mkdir(`${directory}/mnt`);
  const before = await takeSnapshot(scope);
  assertEquals(await findLeaks(before, scope, 0), []);

  const child = new Deno.Command("sleep", { args: ["1000"], env: { [marker]: namespace } }).spawn();
  await new Deno.Command("mount", { args: ["-t", "tmpfs", "leak", `${directory}/mnt`] }).output();
  const hierarchy = [...Deno.readDirSync("/sys/fs/cgroup")].find((entry) => entry.isDirectory)!.name;
  const cgroup = `/sys/fs/cgroup/${hierarchy}/${namespace}`;
  await Deno.mkdir(`${cgroup}/container`, { recursive: true });
  const listener = Deno.listen({ transport: "unix", path: `${directory}/leak.sock` });
  await Deno.mkdir(`${directory}/fifo/123`);
  await Deno.mkdir(`/run/husk/${namespace}/pod`, { recursive: true });

  const leaks = await findLeaks(before, scope, 0);
  assertArrayIncludes(leaks.map((leak) => leak.replace(/^(process \d+ sleep): .*/, "$1")), [
    `process ${child.pid} sleep`,
    `mount ${directory}/mnt (tmpfs of leak)`,
    `cgroup ${cgroup}/container`,
    `socket ${directory}/leak.sock`,
    `folder ${directory}/fifo/123`,
    `folder /run/husk/${namespace}/pod`,
  ]);

  listener.close();
  await Deno.remove(`${directory}/fifo/123`);
  await sweep(leaks, scope);
  await child.status;
  assertEquals(await findLeaks(before, scope, 1000), []);
  await Deno.remove(cgroup);
  await Deno.remove(`/run/husk/${namespace}`);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("findLeaks() waits for what is on its way out", async () => {
  const scope = await makeScope();
  const before = await takeSnapshot(scope);
  // It ends with its input, and not before we have looked.
  const env = { [marker]: scope.containerd.namespace };
  const child = new Deno.Command("cat", { env, stdin: "piped", stdout: "null" }).spawn();
  assertEquals((await findLeaks(before, scope, 0)).length, 1);
  const waiting = findLeaks(before, scope, 5000);
  await child.stdin.close();
  assertEquals(await waiting, []);
  await child.status;
  await Deno.remove(scope.containerd.directory, { recursive: true });
});
