import { assertEquals } from "@std/assert";
import { staticProgramFault } from "./static_program.ts";

Deno.test("staticProgramFault() tells a static program from one that needs a loader, and from what is no program", () => {
  const agent = new URL("../../dist/agent", import.meta.url).pathname;
  const at = (path: string) => staticProgramFault(path)?.replace(path, "X");
  if (exists(agent)) assertEquals(at(agent), undefined);
  assertEquals(at(Deno.execPath()), "'X' is not static: a guest has no loader and no libraries");
  assertEquals(at(new URL(import.meta.url).pathname), "'X' is no 64-bit program (ELF)");
  assertEquals(at("/nonexistent"), "cannot read 'X'");
});

Deno.test("staticProgramFault() withstands headers that lie", () => {
  const path = Deno.makeTempFileSync();
  const bytes = new Uint8Array(200);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2]);
  new DataView(bytes.buffer).setUint16(56, 0xffff, true); // headers without a size
  Deno.writeFileSync(path, bytes);
  assertEquals(staticProgramFault(path), undefined);
  Deno.removeSync(path);
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
