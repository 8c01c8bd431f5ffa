import { assertEquals } from "@std/assert";
import { TrailedStream } from "./trailed_stream.ts";

const TOKEN = "#token-1#";

/** Pushes `text` in pieces of `size` bytes; the output, the code and how often the beginning was told. */
function read(text: string, size: number, first: boolean): { output: string; code: number | undefined; begun: number } {
  let begun = 0, output = "";
  const stream = new TrailedStream(TOKEN, first ? () => begun++ : undefined);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) {
    for (const part of stream.push(bytes.slice(at, at + size))) output += new TextDecoder().decode(part);
  }
  return { output, code: stream.code, begun };
}

Deno.test("TrailedStream.push() gives all output but the token's lines, however it is cut", () => {
  const output = "one\ntwo ##to\n#token-2# three";
  for (const size of [1, 2, 3, 7, 100]) {
    assertEquals(read(`${TOKEN}\n${output}${TOKEN} 3\n`, size, true), { output, code: 3, begun: 1 });
    assertEquals(read(`${output}${TOKEN} 137\n`, size, false), { output, code: 137, begun: 0 });
  }
});

Deno.test("TrailedStream.push() holds nothing back that cannot be the token", () => {
  assertEquals(read("a line\n", 100, false), { output: "a line\n", code: undefined, begun: 0 });
  assertEquals(read("a line\n#tok", 100, false), { output: "a line\n", code: undefined, begun: 0 });
});

Deno.test("TrailedStream.code is unknown while the last line is not whole", () => {
  assertEquals(read(`x${TOKEN} 13`, 100, false), { output: "x", code: undefined, begun: 0 });
});
