import { cpio, DIRECTORY, REGULAR } from "../../../guest/image/cpio.ts";

/** Compiles a C program of this folder into an initramfs whose PID 1 it is; resolves to its path. */
export async function buildInitramfs(program: string, stack: AsyncDisposableStack): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "husk-devices-" });
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  const source = new URL(program, import.meta.url).pathname;
  const args = [
    "-D_GNU_SOURCE",
    "-static",
    "-O2",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wno-format-truncation",
    "-o",
    `${folder}/init`,
    source,
  ];
  const { success, stderr } = await new Deno.Command("gcc", { args }).output();
  if (!success) throw new Error(`gcc: ${new TextDecoder().decode(stderr)}`);
  const archive = cpio([
    ...["dev", "proc"].map((path) => ({ path, mode: DIRECTORY | 0o755 })),
    { path: "init", mode: REGULAR | 0o755, data: await Deno.readFile(`${folder}/init`) },
  ]);
  await Deno.writeFile(`${folder}/initramfs.cpio`, archive);
  return `${folder}/initramfs.cpio`;
}
