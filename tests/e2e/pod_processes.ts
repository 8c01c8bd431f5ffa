/** Finds the processes on the host that a pod consists of, so that the tests can kill one of them. */
import type { Context } from "./context.ts";
import { CRI_NAMESPACE } from "./cri_setup.ts";

export type Part = "shim" | "qemu" | "virtiofsd";

/** On a loaded machine, or a translated one. */
const APPEARS_MS = 30_000;

/** Pids of the part's processes of the container's pod, the parents before their children. */
export function podPids(context: Context, id: string, part: Part): number[] {
  const found: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === Deno.pid) continue;
    const command = readText(`/proc/${pid}/cmdline`).split("\0");
    if (command.includes("delete")) continue; // one of the shim's short-lived commands
    const line = command.join(" ");
    const ours = [context.containerd.namespace, `/${CRI_NAMESPACE}/${id}`].some((mark) => line.includes(mark));
    if (line.includes(id) && ours && partOf(command[0] ?? "") === part) {
      found.push(pid);
    }
  }
  return found.sort((a, b) => a - b);
}

/** The part's first process as soon as it is there: no event tells of a process of someone else's that starts. */
export async function startedPid(context: Context, id: string, part: Part): Promise<number> {
  for (const end = performance.now() + APPEARS_MS; performance.now() < end;) {
    const [pid] = podPids(context, id, part);
    if (pid !== undefined) return pid;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`No ${part} of ${id} has appeared`);
}

function partOf(program: string): Part | undefined {
  if (/qemu-system/.test(program)) return "qemu";
  if (/virtiofsd/.test(program)) return "virtiofsd";
  // Not the launcher of husk's, which waits for it to begin.
  if (/(^|\/)(deno|husk-shim|containerd-shim-[\w-]+)$/.test(program)) return "shim";
  return undefined;
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
