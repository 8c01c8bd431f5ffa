import { assertEquals } from "@std/assert";
import { asSourceEntries } from "./crun_binary.ts";

Deno.test("asSourceEntries() turns both styles of apt's sources", () => {
  assertEquals(
    asSourceEntries("# deb here\ndeb [arch=amd64] http://x bookworm main\ndeb-src http://x bookworm main\n"),
    "# deb here\ndeb-src [arch=amd64] http://x bookworm main\ndeb-src http://x bookworm main\n",
  );
  assertEquals(asSourceEntries("Types: deb\nURIs: http://x\n"), "Types: deb-src\nURIs: http://x\n");
});
