import { exists } from "../linux/exists.ts";
import { podPaths, RUN_DIR } from "../pod/pod_paths.ts";
import { readState } from "../pod/state_file.ts";

/**
 * Cleans up after pods that nobody will ask us to: those whose shim was killed between the moment `start` had told its address and that in
 * which containerd connected. containerd then takes the start for failed, removes the bundle and does not call `delete`. `bundles`: the
 * folder in which the caller's own bundle lies, and those of all pods that containerd knows.
 */
export async function cleanUpLostPods(namespace: string, bundles: string, runDir: string = RUN_DIR): Promise<void> {
  const lost = await lostPods(namespace, bundles, runDir);
  if (lost.length === 0) return;
  const { cleanUpPod } = await import("./clean_up.ts");
  for (const id of lost) await cleanUpPod(namespace, id);
}

/** Pods of `namespace` whose shim has ended and whose bundle is gone. Where one still has its bundle, `delete` is on its way. */
export async function lostPods(namespace: string, bundles: string, runDir: string): Promise<string[]> {
  // The usual is to find none: that takes one look a pod, and loads nothing.
  const without = foldersIn(`${runDir}/${namespace}`).filter((id) => !exists(`${bundles}/${id}`));
  if (without.length === 0) return [];
  const { isSameProcess } = await import("../linux/process.ts");
  return without.filter((id) => {
    const state = readState(podPaths(namespace, id, runDir).state);
    const shim = state?.processes.find(({ role }) => role === "shim");
    // One that begins has not written down all of it yet; one of an older husk does not say where its bundle was.
    if (shim === undefined || state!.bundle === undefined || exists(state!.bundle)) return false;
    return !isSameProcess(shim.pid, shim.startTime);
  });
}

function foldersIn(path: string): string[] {
  try {
    return [...Deno.readDirSync(path)].filter((entry) => entry.isDirectory).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // the first pod of its namespace
    throw error;
  }
}
