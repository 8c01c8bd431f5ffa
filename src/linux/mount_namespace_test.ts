import { assertEquals, assertThrows } from "@std/assert";
import { O_RDONLY } from "./abi/fcntl.ts";
import { Fd } from "./fd.ts";
import { attachTree, cloneTree, mountFs, mountsBelow, umount } from "./mount.ts";
import { inMountNamespace } from "./mount_namespace.ts";
import { sharedTmpfs } from "./testing.ts";

/** A process in a mount namespace of its own, until disposal. */
async function elsewhere(): Promise<AsyncDisposable & { pid: number }> {
  const process = new Deno.Command("unshare", {
    args: ["--mount", "sh", "-c", "echo; exec sleep 600"],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  await reader.read(); // one line: it is in it
  return {
    pid: process.pid,
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await reader.cancel();
      await process.status;
    },
  };
}

Deno.test("inMountNamespace() mounts where the host does not see it, so that its directory can be removed here", async () => {
  using tmp = sharedTmpfs();
  for (const name of ["source/sub", "target"]) Deno.mkdirSync(`${tmp.path}/${name}`, { recursive: true });
  mountFs({ type: "tmpfs", source: "t", target: `${tmp.path}/source/sub`, options: [] });
  Deno.writeTextFileSync(`${tmp.path}/source/sub/file`, "x");
  await using other = await elsewhere();
  using namespace = Fd.open(`/proc/${other.pid}/ns/mnt`, O_RDONLY);
  const target = `${tmp.path}/target`;
  const [cwd, before] = [Deno.cwd(), mountsBelow(tmp.path)];
  using tree = cloneTree(`${tmp.path}/source`, { recursive: true });
  inMountNamespace(namespace, () => attachTree(tree, target, () => "Cannot attach"));
  assertEquals([Deno.cwd(), mountsBelow(tmp.path)], [cwd, before]);
  const seen = `/proc/${other.pid}/root${target}/sub/file`;
  assertEquals(Deno.readTextFileSync(seen), "x");
  umount(`${tmp.path}/source/sub`);
  Deno.removeSync(`${tmp.path}/source/sub`);
  inMountNamespace(namespace, () => umount(target));
  assertThrows(() => Deno.readTextFileSync(seen), Deno.errors.NotFound);
});

Deno.test("inMountNamespace() comes back where the action throws, and names what it could not enter", () => {
  const own = Deno.readLinkSync("/proc/self/ns/mnt");
  using namespace = Fd.open("/proc/self/ns/mnt", O_RDONLY);
  assertThrows(
    () =>
      inMountNamespace(namespace, () => {
        throw new Error("no");
      }),
    Error,
    "no",
  );
  assertEquals(Deno.readLinkSync("/proc/thread-self/ns/mnt"), own);
  using file = Fd.open("/proc/self/status", O_RDONLY);
  assertThrows(() => inMountNamespace(file, () => {}), Error, "Cannot enter /proc/self/status");
});
