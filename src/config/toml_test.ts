import { assertEquals, assertThrows } from "@std/assert";
import { LineError, parseToml } from "./toml.ts";

Deno.test("parseToml() reads strings, numbers, booleans and arrays of strings, each with its line", () => {
  const text = [
    "# a comment",
    'a = "x \\"y\\" # z" # after',
    "",
    "b=1_024",
    "c-d = false\r",
    "e = [ # over lines",
    "  'l\\1',",
    '  "2", ]',
    "f = []",
  ].join("\n");
  assertEquals(parseToml(text), [
    { key: "a", value: 'x "y" # z', line: 2 },
    { key: "b", value: 1024, line: 4 },
    { key: "c-d", value: false, line: 5 },
    { key: "e", value: ["l\\1", "2"], line: 6 },
    { key: "f", value: [], line: 9 },
  ]);
  assertEquals(parseToml(""), []);
});

Deno.test("parseToml() refuses all else and names the line", () => {
  const bad: [string, number, string][] = [
    ["\n[table]", 2, "tables"],
    ["a 1", 1, "'=' after 'a'"],
    ["a = ", 1, "the end of the line"],
    ["a = yes", 1, "'yes'"],
    ["a = 1.5", 1, "'1.5'"],
    ["a = 007", 1, "'007'"],
    ['a = "x', 1, "a value of 'a'"],
    ['a = "\\q"', 1, "Malformed string"],
    ["a = 1 2", 1, "the end of the line after"],
    ["x = 1\na = [1]", 2, "array of 'a'"],
    ['a = ["1" "2"]', 1, "',' or ']'"],
    ['a = ["1"', 1, "',' or ']'"],
    ["a = 1\n\na = 2", 3, "on line 1"],
    ["a.b = 1", 1, "'=' after 'a'"],
    ["= 1", 1, "a key"],
  ];
  for (const [text, line, words] of bad) {
    const error = assertThrows(() => parseToml(text), LineError, words, text);
    assertEquals(error.line, line, text);
  }
});
