/** `deno task image FILE`: the image of deploy/kubernetes, an OCI archive, made without a registry or another tool. */
import { DEFAULT_PLACE, install } from "../src/cli/install/install.ts";
import { VERSION } from "../src/util/version.ts";
import { busyboxLayer, libraries } from "../tests/e2e/busybox_layer.ts";
import { type Entry, ociArchive } from "../tests/e2e/oci_archive.ts";
import { buildAll } from "./build.ts";
import { stderrLog } from "./progress.ts";
import { setUp, SetupError } from "./setup.ts";

/** As deploy/kubernetes names it. */
export const NODE_IMAGE = `husk/node:${VERSION}`;

/**
 * The image's layer: busybox for the shell and chroot, and husk as `install` puts it onto a node, so that what runs in the image and what
 * it copies are the same files.
 * @param dist what `deno task build` has made
 */
export async function nodeLayer(dist: string): Promise<Entry[]> {
  const root = await Deno.makeTempDir({ prefix: "husk-image-" });
  try {
    await install(dist, { ...DEFAULT_PLACE, root, containerdConfig: "" });
    const own = await entriesOf(root, DEFAULT_PLACE.prefix);
    const needed = await libraries(Deno.execPath());
    const entries = [...await busyboxLayer(needed), ...parentsOf(DEFAULT_PLACE.prefix), ...own];
    return [...new Map(entries.map((entry) => [entry.path, entry])).values()];
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

export async function nodeImage(dist: string): Promise<Uint8Array> {
  const config = {
    Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    Cmd: ["/opt/husk/husk"],
  };
  return await ociArchive(`docker.io/${NODE_IMAGE}`, await nodeLayer(dist), config);
}

function parentsOf(path: string): Entry[] {
  const parts = path.split("/").filter(Boolean);
  return parts.map((_, index) => ({ path: parts.slice(0, index + 1).join("/"), directory: true }));
}

/** The files of a folder below `root`; there are no links and no folders in husk's. */
async function entriesOf(root: string, folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { name } of Deno.readDir(`${root}${folder}`)) {
    const path = `${folder.slice(1)}/${name}`;
    const { mode } = await Deno.stat(`${root}/${path}`);
    entries.push({ path, mode: mode! & 0o7777, data: await Deno.readFile(`${root}/${path}`) });
  }
  return entries.sort((a, b) => a.path < b.path ? -1 : 1);
}

if (import.meta.main) {
  const [file] = Deno.args;
  const log = stderrLog();
  try {
    if (file === undefined) throw new SetupError("deno task image FILE: where to write the OCI archive");
    await setUp(["build"], log);
    const dist = await buildAll(log);
    await Deno.writeFile(file, await nodeImage(dist.dir));
    log(`${file}: ${NODE_IMAGE}; \`ctr -n k8s.io images import ${file}\` on a node, or push it to your registry`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`husk: ${error.message}`);
    Deno.exit(1);
  }
}
