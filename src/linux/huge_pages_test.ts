import { assertEquals } from "@std/assert";
import { runScript } from "./testing.ts";

Deno.test("refuseHugePages() holds for the process and for what it starts", async () => {
  const { out, err } = await runScript(`
    import { refuseHugePages } from "{huge_pages.ts}";
    const enabled = (status) => /^THP_enabled:\\t(\\d)$/m.exec(status)[1];
    const before = enabled(Deno.readTextFileSync("/proc/self/status"));
    refuseHugePages();
    const child = new Deno.Command("cat", { args: ["/proc/self/status"] }).outputSync();
    console.log(before, enabled(Deno.readTextFileSync("/proc/self/status")), enabled(new TextDecoder().decode(child.stdout)));
  `);
  assertEquals(out, "1 0 0\n", err);
});
