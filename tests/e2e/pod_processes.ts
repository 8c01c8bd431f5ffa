/** Finds the processes on the host that a pod consists of, so that the tests can kill one of them. */
import type { Context } from "./context.ts";

export type Part = "shim" | "qemu" | "virtiofsd";

/** Pids of the part's processes of the container's pod, the parents before their children. */
export function podPids(context: Context, id: string, part: Part): number[] {
  const found: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === Deno.pid) continue;
    const command = readText(`/proc/${pid}/cmdline`).split("\0");
    if (command.includes("delete") || command.includes("start")) continue; // the shim's short-lived commands
    const line = command.join(" ");
    if (line.includes(id) && line.includes(context.containerd.namespace) && partOf(command[0] ?? "", line) === part) {
      found.push(pid);
    }
  }
  return found.sort((a, b) => a - b);
}

function partOf(program: string, line: string): Part | undefined {
  if (/qemu-system/.test(program)) return "qemu";
  if (/virtiofsd/.test(program)) return "virtiofsd";
  if (/containerd-shim|husk/.test(line) && !/(^|\/)ctr$/.test(program)) return "shim";
  return undefined;
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
