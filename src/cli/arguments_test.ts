import { assertEquals, assertThrows } from "@std/assert";
import { parseCommand } from "./arguments.ts";

const known = { flags: ["json"], values: ["listen"], most: 1 };

Deno.test("parseCommand() tells flags, values and words apart", () => {
  const { flags, values, words } = parseCommand(["--json", "--listen", "[::1]:1", "0123"], known);
  assertEquals([[...flags], [...values], words], [["json"], [["listen", "[::1]:1"]], ["0123"]]);
  assertEquals([...parseCommand([], known).flags], []);
});

Deno.test("parseCommand() names what it does not know", () => {
  assertThrows(() => parseCommand(["--jsn"], known), Error, "Unknown flag '--jsn' (known: --json, --listen)");
  assertThrows(() => parseCommand(["-x"], {}), Error, "Unknown flag '-x' (known: none)");
  assertThrows(() => parseCommand(["a", "b"], known), Error, "Unexpected argument 'b'");
  assertThrows(() => parseCommand(["--listen"], known), Error, "'--listen' needs a value");
});
