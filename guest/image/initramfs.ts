import { cached } from "../../scripts/cache.ts";
import { cpio, DIRECTORY, REGULAR } from "./cpio.ts";

/** Mount points of guest/agent/mounts.ts; the root is read-only in the end, so they are all there is. */
const DIRECTORIES = ["bin", "dev", "mnt", "proc", "run", "sys", "tmp"];

/** Makes the initramfs: the agent as /init, crun, empty directories. Resolves to its path. */
export async function buildInitramfs(agent: string, crun: string): Promise<string> {
  const inputs = [{ file: agent }, { file: crun }, { file: new URL(import.meta.url).pathname }];
  const folder = await cached("initramfs", inputs, async (folder) => {
    const archive = cpio([
      ...DIRECTORIES.map((path) => ({ path, mode: DIRECTORY | 0o755 })),
      { path: "init", mode: REGULAR | 0o755, data: await Deno.readFile(agent) },
      { path: "bin/crun", mode: REGULAR | 0o755, data: await Deno.readFile(crun) },
    ]);
    await Deno.writeFile(`${folder}/initramfs.cpio`, archive);
  });
  return `${folder}/initramfs.cpio`;
}
