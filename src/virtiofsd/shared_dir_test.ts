import { assertEquals, assertThrows } from "@std/assert";
import { bindMount, mountFs, mountsBelow, umountBelow } from "../linux/mount.ts";
import { sharedTmpfs } from "../linux/testing.ts";
import { prepareSharedDir, servedView } from "./shared_dir.ts";

/** Runs a shell in a mount namespace of its own, a slave of ours as virtiofsd's is, and asks it to evaluate commands. */
function otherNamespace(): { ask(command: string): Promise<string> } & AsyncDisposable {
  const child = new Deno.Command("unshare", {
    args: ["-m", "--propagation", "slave", "sh"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const [writer, reader] = [child.stdin.getWriter(), child.stdout.getReader()];
  return {
    async ask(command) {
      await writer.write(new TextEncoder().encode(`${command} 2>&1; echo .\n`));
      let answer = "";
      while (!answer.endsWith(".\n")) answer += new TextDecoder().decode((await reader.read()).value);
      return answer.slice(0, -2).trim();
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      await reader.cancel();
      await child.status;
    },
  };
}

Deno.test("prepareSharedDir() lets a daemon that runs already see later mounts come and go", async () => {
  using tmp = sharedTmpfs();
  const [shared, volume] = [`${tmp.path}/shared`, `${tmp.path}/volume`];
  for (const dir of [shared, volume]) Deno.mkdirSync(dir);
  using _prepared = prepareSharedDir(shared);
  using view = servedView(shared);
  await using daemon = otherNamespace();
  await daemon.ask("true");
  Deno.mkdirSync(`${shared}/c/rootfs`, { recursive: true });
  Deno.mkdirSync(`${shared}/c/mounts`);
  mountFs({ type: "tmpfs", source: "late", target: `${shared}/c/rootfs`, options: [] });
  Deno.writeTextFileSync(`${shared}/c/rootfs/file`, "late");
  Deno.writeTextFileSync(`${volume}/file`, "bound");
  bindMount(volume, `${shared}/c/mounts`, { recursive: true });
  assertEquals(await daemon.ask(`cat ${view.path}/c/rootfs/file ${view.path}/c/mounts/file`), "latebound");
  assertEquals(await daemon.ask(`touch ${view.path}/c/rootfs/new ${view.path}/c/mounts/new`), "");
  umountBelow(`${shared}/c`);
  assertEquals(
    await daemon.ask(`ls ${view.path}/c/rootfs ${view.path}/c/mounts`),
    `${view.path}/c/mounts:\n\n${view.path}/c/rootfs:`,
  );
  Deno.removeSync(`${shared}/c`, { recursive: true });
});

Deno.test("servedView() keeps a guest from planting a link where the host will mount", () => {
  using tmp = sharedTmpfs();
  const shared = `${tmp.path}/shared`;
  Deno.mkdirSync(`${shared}/c`, { recursive: true });
  using _prepared = prepareSharedDir(shared);
  using view = servedView(shared);
  assertThrows(() => Deno.symlinkSync("/etc", `${view.path}/next`), Error, "Read-only");
  assertThrows(() => Deno.renameSync(`${view.path}/c`, `${view.path}/d`), Error, "Read-only");
});

Deno.test("prepareSharedDir() and servedView() leave nothing once disposed, nested mounts included", () => {
  using tmp = sharedTmpfs();
  const shared = `${tmp.path}/shared`;
  Deno.mkdirSync(`${shared}/c`, { recursive: true });
  {
    using _prepared = prepareSharedDir(shared);
    using _view = servedView(shared);
    mountFs({ type: "tmpfs", source: "t", target: `${shared}/c`, options: [] });
    // Twice below the directory and below the view; none outside, where the directory's own mount came from.
    assertEquals(mountsBelow(tmp.path).length, 5);
  }
  assertEquals(mountsBelow(tmp.path), [tmp.path]);
  assertEquals([...Deno.readDirSync(tmp.path)].map((entry) => entry.name), ["shared"]);
});
