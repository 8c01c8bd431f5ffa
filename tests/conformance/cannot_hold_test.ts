import { assertEquals } from "@std/assert";
import { CANNOT_HOLD, CRITEST_CANNOT_HOLD } from "./cannot_hold.ts";

Deno.test("docs/compatibility.md names what cannot hold, in the same words", async () => {
  const text = await Deno.readTextFile(new URL("../../docs/compatibility.md", import.meta.url));
  const section = (heading: string) => text.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const named = (heading: string, name: RegExp) => {
    const lines = section(heading).matchAll(/^- `([^`]+)`: (.*)\.$/gm);
    return [...lines].map(([, test, reason]) => [test, reason]).filter(([test]) => name.test(test!));
  };
  assertEquals(named("containerd's CRI integration suite", /^Test/), [...CANNOT_HOLD]);
  assertEquals(named("The CRI conformance suite (critest)", /./), [...CRITEST_CANNOT_HOLD]);
});
