import { assertMatch } from "@std/assert";
import { overheadText } from "./overhead.ts";

Deno.test("overheadText() leaves out what the container itself uses, and rounds up to what a scheduler counts in", () => {
  const text = overheadText({ backend: "qemu with tcg", own: 60e6, guest: 30e6, container: 2e6, cpuMilli: 3.2 });
  assertMatch(text, /podFixed: \{memory: 88Mi, cpu: 4m\}$/);
});
