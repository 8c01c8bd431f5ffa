/** The images of the end-to-end tests, made here and imported into the private containerd. */
import { busyboxLayer } from "./busybox_layer.ts";
import type { Containerd } from "./containerd.ts";
import { type Entry, ociArchive } from "./oci_archive.ts";

/** References of the images that prepareImages() imports. */
export const image = {
  /** Busybox; root, PATH set. */
  busybox: "husk.test/busybox:1",
  /** The same layer; user 'tester', a working directory, environment. */
  user: "husk.test/user:1",
  /** A layer without any program; its entrypoint names one. */
  empty: "husk.test/empty:1",
};

const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Makes and imports all images; the layer is also unpacked to `rootfsOf(containerd)`. */
export async function prepareImages(containerd: Containerd): Promise<void> {
  const layer = await busyboxLayer();
  await unpack(layer, rootfsOf(containerd));
  await importImage(containerd, await ociArchive(image.busybox, layer, { Env: [path], Cmd: ["sh"] }));
  const user = { Env: [path, "FROM_IMAGE=yes"], Cmd: ["id"], User: "tester", WorkingDir: "/home/tester" };
  await importImage(containerd, await ociArchive(image.user, layer, user));
  const empty = [{ path: "etc", directory: true }, { path: "proc", directory: true }, { path: "dev", directory: true }];
  await importImage(containerd, await ociArchive(image.empty, empty, { Entrypoint: ["/no/such/program"] }));
}

/** A folder with busybox's root file system, not managed by containerd. */
export function rootfsOf(containerd: Containerd): string {
  return `${containerd.directory}/rootfs`;
}

async function importImage(containerd: Containerd, archive: Uint8Array): Promise<void> {
  const file = `${containerd.directory}/image.tar`;
  await Deno.writeFile(file, archive);
  await containerd.mustCtr(["images", "import", "--snapshotter", containerd.snapshotter, file]);
  await Deno.remove(file);
}

async function unpack(layer: Entry[], directory: string): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  for (const entry of layer) {
    const target = `${directory}/${entry.path}`;
    if (entry.directory) await Deno.mkdir(target, { recursive: true, mode: entry.mode ?? 0o755 });
    else if (entry.hardlinkTo) await Deno.link(`${directory}/${entry.hardlinkTo}`, target);
    else if (entry.symlinkTo) await Deno.symlink(entry.symlinkTo, target);
    else await Deno.writeFile(target, entry.data ?? new Uint8Array(0), { mode: entry.mode ?? 0o644 });
  }
}
