import { assert, assertEquals, assertRejects } from "@std/assert";
import { DEFAULT_PLACE, install, removeEmptyFolders, uninstall } from "./install.ts";

/** A node's root with a few things of its own, and a dist/ to install from. */
async function node(files: Record<string, string> = {}) {
  const dir = await Deno.makeTempDir();
  const root = `${dir}/root`, source = `${dir}/dist`;
  const write = async (path: string, text: string) => {
    await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(path, text);
  };
  await Deno.mkdir(root);
  for (const [path, text] of Object.entries(files)) await write(`${root}${path}`, text);
  for (const name of ["husk.js", "husk-cli.js", "vmlinux", "initramfs.cpio"]) {
    await write(`${source}/${name}`, `new ${name}`);
  }
  return {
    root,
    source,
    place: { ...DEFAULT_PLACE, root },
    [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }),
  };
}

/** Everything below a folder: kind, mode, and contents or target, by path. */
function treeOf(folder: string, path = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of Deno.readDirSync(`${folder}${path}`)) {
    const at = `${path}/${entry.name}`;
    const mode = (Deno.lstatSync(`${folder}${at}`).mode! & 0o7777).toString(8);
    if (entry.isSymlink) found[at] = `link ${Deno.readLinkSync(`${folder}${at}`)}`;
    else if (entry.isFile) found[at] = `file ${mode} ${Deno.readTextFileSync(`${folder}${at}`)}`;
    else Object.assign(found, { [at]: `folder ${mode}` }, treeOf(folder, at));
  }
  return found;
}

const CONFIG = "/etc/containerd/config.toml";

Deno.test("install() puts husk into its folder, two links and containerd's configuration; uninstall() leaves no trace", async () => {
  for (const files of [{}, { [CONFIG]: "version = 3\nroot = '/x'" }, { "/usr/local/bin/other": "x", "/opt/y": "y" }]) {
    await using on = await node(files);
    const before = treeOf(on.root);
    const { configChanged } = await install(on.source, on.place);
    assertEquals(configChanged, true);
    assertEquals(
      await Deno.readLink(`${on.root}/usr/local/bin/containerd-shim-husk-v2`),
      "/opt/husk/containerd-shim-husk-v2",
    );
    const launcher = await Deno.readTextFile(`${on.root}/opt/husk/husk`);
    assert(launcher.includes("/opt/husk/deno run") && launcher.includes("/opt/husk/husk-cli.js"), launcher);
    assert(!launcher.includes(on.root), "the launcher knows the root below which it was installed");
    assertEquals((await Deno.stat(`${on.root}/opt/husk/husk`)).mode! & 0o777, 0o755);
    assert((await Deno.readTextFile(`${on.root}${CONFIG}`)).includes("runtimes.husk]"));
    // What Deno itself keeps there goes as well.
    await Deno.mkdir(`${on.root}/opt/husk/deno_dir/x`, { recursive: true });
    assertEquals((await uninstall(on.place)).configChanged, true);
    assertEquals(treeOf(on.root), before);
  }
});

Deno.test("install() brings an older husk up to date, and changes nothing the second time", async () => {
  await using on = await node({ [CONFIG]: "version = 2\n" });
  const before = treeOf(on.root);
  await install(on.source, on.place);
  const first = treeOf(on.root);
  assertEquals((await install(on.source, on.place)).configChanged, false);
  assertEquals(treeOf(on.root), first);
  await Deno.writeTextFile(`${on.source}/vmlinux`, "newer");
  await install(on.source, on.place);
  assertEquals(await Deno.readTextFile(`${on.root}/opt/husk/vmlinux`), "newer");
  await uninstall(on.place);
  assertEquals(treeOf(on.root), before);
  assertEquals((await uninstall(on.place)).configChanged, false);
});

Deno.test("install() refuses, before it has changed anything, what is somebody else's", async () => {
  const bad = [
    { files: { "/usr/local/bin/husk": "a program" }, words: "not a link of husk's" },
    { files: { "/opt/husk/precious": "x" }, words: "choose a folder of husk's own" },
    { files: { [CONFIG]: "[plugins]\n" }, words: "format version 1" },
  ];
  for (const { files, words } of bad) {
    await using on = await node(files as Record<string, string>);
    const before = treeOf(on.root);
    await assertRejects(() => install(on.source, on.place), Error, words);
    assertEquals(treeOf(on.root), before);
  }
});

Deno.test("uninstall() leaves what others have put beside husk meanwhile", async () => {
  await using on = await node();
  await install(on.source, on.place);
  await Deno.writeTextFile(`${on.root}/usr/local/bin/other`, "x");
  const config = await Deno.readTextFile(`${on.root}${CONFIG}`);
  await Deno.writeTextFile(`${on.root}${CONFIG}`, `${config}[debug]\n`);
  await uninstall(on.place);
  assertEquals(await Deno.readTextFile(`${on.root}/usr/local/bin/other`), "x");
  assertEquals(await Deno.readTextFile(`${on.root}${CONFIG}`), "version = 2\n[debug]\n");
});

Deno.test("install() without containerd's configuration leaves it alone", async () => {
  await using on = await node({ [CONFIG]: "version = 2\n" });
  const outcome = await install(on.source, { ...on.place, containerdConfig: "" });
  assertEquals(outcome.configChanged, false);
  assertEquals(await Deno.readTextFile(`${on.root}${CONFIG}`), "version = 2\n");
  await uninstall(on.place);
  assertEquals(Object.keys(treeOf(on.root)), ["/etc", "/etc/containerd", CONFIG]);
});

Deno.test("removeEmptyFolders() removes what holds nothing, and leaves the rest as it is", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const path of ["run/s", "run/k8s.io/deep"]) await Deno.mkdir(`${folder}/${path}`, { recursive: true });
    await Deno.writeTextFile(`${folder}/run/k8s.io/file`, "x");
    await removeEmptyFolders(`${folder}/run`);
    assertEquals(Object.keys(treeOf(folder)), ["/run", "/run/k8s.io", "/run/k8s.io/file"]);
    await Deno.remove(`${folder}/run/k8s.io/file`);
    await removeEmptyFolders(`${folder}/run`);
    assertEquals(treeOf(folder), {});
    await removeEmptyFolders(`${folder}/run`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
