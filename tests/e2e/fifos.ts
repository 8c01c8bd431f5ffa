import type { Context } from "./context.ts";

/** ctr 1.6 removes its FIFOs only after an orderly end of the task: where a case prevents that, it has to do so itself. */
export function removeFifos(context: Context): void {
  const directory = `${context.containerd.directory}/fifo`;
  for (const { name } of Deno.readDirSync(directory)) Deno.removeSync(`${directory}/${name}`, { recursive: true });
}
