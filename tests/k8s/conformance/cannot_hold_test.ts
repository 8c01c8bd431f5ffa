import { assertEquals } from "@std/assert";
import { CANNOT_HOLD } from "./cannot_hold.ts";

Deno.test("docs/compatibility.md names Kubernetes' specs that cannot hold, in the same words", async () => {
  const text = await Deno.readTextFile(new URL("../../../docs/compatibility.md", import.meta.url));
  const named = [...text.matchAll(/^- `(\[sig-[^`]+)`: (.*)\.$/gm)].map(([, name, reason]) => [name, reason]);
  assertEquals(named, [...CANNOT_HOLD]);
});
