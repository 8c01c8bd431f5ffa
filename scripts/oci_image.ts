import { busyboxLayer } from "../tests/e2e/busybox_layer.ts";
import { ociArchive } from "../tests/e2e/oci_archive.ts";
import { cached, filesBelow } from "./cache.ts";
import type { Log } from "./progress.ts";

/** The image that `task dev` runs. */
export const DEV_IMAGE = "docker.io/library/husk-busybox:latest";

/** An OCI archive of DEV_IMAGE, made without a registry: this machine's dynamic busybox, its libraries and a few files. */
export async function devImage(log: Log): Promise<string> {
  const e2e = new URL("../tests/e2e", import.meta.url).pathname;
  const makers = await filesBelow(e2e, (path) => /\/(busybox_layer|oci_archive)\.ts$/.test(path));
  const entry = await cached("image", [{ file: "/bin/busybox" }, ...makers], async (folder) => {
    log("image: make");
    const config = { Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], Cmd: ["sh"] };
    await Deno.writeFile(`${folder}/image.tar`, await ociArchive(DEV_IMAGE, await busyboxLayer(), config));
  });
  return `${entry}/image.tar`;
}
