/** The images of the end-to-end tests, made here and imported into the private containerd. */
import { busyboxLayer } from "./busybox_layer.ts";
import { mustRun } from "./command.ts";
import type { Containerd } from "./containerd.ts";
import { CRI_NAMESPACE } from "./cri_setup.ts";
import { type Entry, ociArchive } from "./oci_archive.ts";

/** References of the images that prepareImages() imports. */
export const image = {
  /** Busybox; root, PATH set. */
  busybox: "husk.test/busybox:1",
  /** The same layer; user 'tester', a working directory, environment. */
  user: "husk.test/user:1",
  /** A layer without any program; its entrypoint names one. */
  empty: "husk.test/empty:1",
  /** The CRI plugin's image for sandboxes, where they need a process (runc). */
  pause: "husk.test/pause:1",
};

const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Makes and imports all images; the layer is also unpacked to `rootfsOf(containerd)`. */
export async function prepareImages(containerd: Containerd): Promise<void> {
  const layer = await busyboxLayer();
  await unpack(layer, rootfsOf(containerd));
  const busybox = await ociArchive(image.busybox, layer, { Env: [path], Cmd: ["sh"] });
  await importImage(containerd, busybox);
  const user = { Env: [path, "FROM_IMAGE=yes"], Cmd: ["id"], User: "tester", WorkingDir: "/home/tester" };
  const withUser = await ociArchive(image.user, layer, user);
  await importImage(containerd, withUser);
  const empty = [{ path: "etc", directory: true }, { path: "proc", directory: true }, { path: "dev", directory: true }];
  await importImage(containerd, await ociArchive(image.empty, empty, { Entrypoint: ["/no/such/program"] }));
  if (containerd.cri === undefined) return;
  await importImage(containerd, busybox, CRI_NAMESPACE);
  await importImage(containerd, withUser, CRI_NAMESPACE);
  const pause = await ociArchive(image.pause, layer, { Entrypoint: ["/bin/sleep", "2147483647"] });
  await importImage(containerd, pause, CRI_NAMESPACE);
}

/** A folder with busybox's root file system, not managed by containerd. */
export function rootfsOf(containerd: Containerd): string {
  return `${containerd.directory}/rootfs`;
}

async function importImage(
  containerd: Containerd,
  archive: Uint8Array,
  namespace = containerd.namespace,
): Promise<void> {
  const file = `${containerd.directory}/image.tar`;
  await Deno.writeFile(file, archive);
  const args = ["images", "import", "--snapshotter", containerd.snapshotter, file];
  await mustRun("ctr", containerd.ctrArgs(args, namespace));
  await Deno.remove(file);
}

export async function unpack(layer: Entry[], directory: string): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  for (const entry of layer) {
    const target = `${directory}/${entry.path}`;
    if (entry.directory) await Deno.mkdir(target, { recursive: true, mode: entry.mode ?? 0o755 });
    else if (entry.hardlinkTo) await Deno.link(`${directory}/${entry.hardlinkTo}`, target);
    else if (entry.symlinkTo) await Deno.symlink(entry.symlinkTo, target);
    else await Deno.writeFile(target, entry.data ?? new Uint8Array(0), { mode: entry.mode ?? 0o644 });
  }
}
