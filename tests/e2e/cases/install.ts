/** husk on a node: what the installer's image does to a root that is mounted into it, and what containerd makes of the configuration. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { nodeImage } from "../../../scripts/node_image.ts";
import { mustRun } from "../command.ts";
import type { Context } from "../context.ts";
import type { TestCase } from "../harness.ts";

/** Every path below a folder with its kind, size and mode, sorted. */
async function listing(folder: string): Promise<string> {
  return (await mustRun("find", [folder, "-printf", "%P %y %m %s %l\n"])).stdout.split("\n").sort().join("\n");
}

async function scratchRoot(context: Context): Promise<string> {
  const root = `${context.directory}/root`;
  await Deno.mkdir(`${root}/etc/containerd`, { recursive: true });
  await Deno.writeTextFile(`${root}/etc/containerd/config.toml`, 'version = 2\n[debug]\n  level = "warn"\n');
  return root;
}

export const installCases: TestCase[] = [
  {
    name:
      "husk install below a root: its shim runs from there, containerd takes the configuration, uninstall leaves no trace",
    runtimes: ["husk"],
    async run(context) {
      const root = await scratchRoot(context);
      const before = await listing(root);
      const husk = (...args: string[]) => mustRun(`${context.dist}/husk`, args);
      await husk("install", "--root", root, "--prefix", "/opt/husk");
      await husk("uninstall", "--root", root, "--prefix", "/opt/husk");
      assertEquals(await listing(root), before);

      // With the prefix's own path on this machine, what is installed can be run.
      const prefix = `${context.directory}/installed`;
      await husk(
        "install",
        "--root",
        "/",
        "--prefix",
        prefix,
        "--containerd-config",
        `${root}/etc/containerd/config.toml`,
        "--bin",
        `${context.directory}/bin`,
      );
      const { stdout } = await mustRun(`${prefix}/containerd-shim-husk-v2`, ["-v"]);
      assertMatch(stdout, /containerd-shim-husk-v2/);
      const { stdout: dump } = await mustRun("containerd", [
        "--config",
        `${root}/etc/containerd/config.toml`,
        "config",
        "dump",
      ]);
      assertMatch(dump, /runtimes\.["']?husk["']?\]/);
      assertMatch(dump, /runtimes\.["']?runc["']?\]/);
      await husk("uninstall", "--root", "/", "--prefix", prefix, "--force"); // pods of other tests use other folders
      assertEquals(await listing(root), before);
    },
  },
  {
    name: "the installer's image installs into a node's root that is mounted into it, and removes it without a trace",
    runtimes: ["husk"],
    timeout: 180_000,
    async run(context) {
      const root = await scratchRoot(context);
      const before = await listing(root);
      const archive = `${context.directory}/node.tar`;
      await Deno.writeFile(archive, await nodeImage(context.dist));
      await context.mustCtr(["images", "import", "--snapshotter", context.containerd.snapshotter, archive], {
        timeout: 120_000,
      });
      const image = (await context.mustCtr(["images", "ls", "-q"])).stdout.split("\n").find((name) =>
        name.includes("/node:")
      )!;
      context.defer(async () => void await context.mustCtr(["images", "rm", "--sync", image]));
      const inImage = (...command: string[]) =>
        context.run(command, {
          image,
          runtime: "runc",
          flags: ["--mount", `type=bind,src=${root},dst=/host,options=rbind:rw`],
        });
      const installed = await inImage("/opt/husk/husk", "install", "--root", "/host");
      assertEquals(installed.code, 0, installed.stderr);
      assertEquals(
        (await Deno.stat(`${root}/opt/husk/vmlinux`)).size,
        (await Deno.stat(`${context.dist}/vmlinux`)).size,
      );
      assert((await Deno.readTextFile(`${root}/etc/containerd/config.toml`)).includes("runtimes.husk]"));
      const removed = await inImage("/opt/husk/husk", "uninstall", "--root", "/host");
      assertEquals(removed.code, 0, removed.stderr);
      assertEquals(await listing(root), before);
    },
  },
];
