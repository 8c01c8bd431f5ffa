import { assertEquals } from "@std/assert";
import { cpio, DIRECTORY, REGULAR } from "./cpio.ts";

const entries = [
  { path: "bin", mode: DIRECTORY | 0o755 },
  { path: "bin/x", mode: REGULAR | 0o755, data: new TextEncoder().encode("five.") },
  { path: "init", mode: REGULAR | 0o700, data: new Uint8Array(0) },
];

Deno.test("cpio() makes an archive that cpio(1) reads", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/archive`, cpio(entries));
    const command = new Deno.Command("busybox", { args: ["cpio", "-idF", "archive"], cwd: folder, stderr: "piped" });
    const output = await command.output();
    assertEquals(output.success, true, new TextDecoder().decode(output.stderr));
    assertEquals(await Deno.readTextFile(`${folder}/bin/x`), "five.");
    assertEquals((await Deno.stat(`${folder}/bin/x`)).mode! & 0o777, 0o755);
    assertEquals((await Deno.stat(`${folder}/init`)).mode! & 0o777, 0o700);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("cpio() makes the same bytes of the same entries", () => {
  assertEquals(cpio(entries), cpio(entries));
  assertEquals(cpio(entries).length % 4, 0);
});
