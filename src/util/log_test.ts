import { assertEquals, assertMatch } from "@std/assert";
import { Logger } from "./log.ts";

function capture(): { lines: string[]; log: Logger } {
  const lines: string[] = [];
  return { lines, log: new Logger((line) => lines.push(line)) };
}

Deno.test("Logger writes one logfmt line with its fields", () => {
  const { lines, log } = capture();
  log.with({ id: "a1" }).info("VM is up", { ms: 12, skipped: undefined });
  assertEquals(lines.length, 1);
  assertMatch(lines[0]!, /^time="[^"]+Z" level=info msg="VM is up" id=a1 ms=12\n$/);
});

Deno.test("Logger escapes a value that would forge a line", () => {
  const { lines, log } = capture();
  log.error("x\nlevel=info msg=forged");
  assertEquals(lines[0]!.split("\n").length, 2);
});

Deno.test("Logger leaves out debug lines unless asked for", () => {
  const { lines, log } = capture();
  log.debug("quiet");
  new Logger((line) => lines.push(line), { debug: true }).debug("loud");
  assertEquals(lines.length, 1);
});
