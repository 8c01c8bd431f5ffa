/** What the benches that run containers stand on: a containerd of their own with its images, and nothing left of it afterwards. */
import type { Backend } from "../e2e/backends.ts";
import { removeCgroups } from "../e2e/cgroups.ts";
import { Containerd } from "../e2e/containerd.ts";
import { Context, type Runtime } from "../e2e/context.ts";
import { prepareImages } from "../e2e/images.ts";

export interface Bed {
  containerd: Containerd;
  /** A folder of the bench's own. */
  directory: string;
  /** Containers made in it are removed at the end. */
  context(runtime: Runtime, backend?: Backend): Context;
}

/** Runs `bench` on one. `dist`: the folder of containerd-shim-husk-v2. */
export async function onBed<T>(dist: string, bench: (bed: Bed) => Promise<T>): Promise<T> {
  // Not below /tmp: it may be a tmpfs, or swept.
  const directory = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-bench-" });
  const containerd = new Containerd(directory, directory.split("/").at(-1)!.toLowerCase(), dist);
  const contexts: Context[] = [];
  const context = (runtime: Runtime, backend?: Backend) => {
    const made = new Context(containerd, runtime, dist, backend);
    contexts.push(made);
    return made;
  };
  try {
    await containerd.start();
    await prepareImages(containerd);
    return await bench({ containerd, directory, context });
  } finally {
    for (const context of contexts) {
      await context.close();
      await context.forceClean();
    }
    await containerd.stop();
    removeCgroups(containerd.namespace);
    await Deno.remove(directory, { recursive: true });
  }
}
