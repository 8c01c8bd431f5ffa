import { assertEquals } from "@std/assert";
import { asUintN } from "./bigint.ts";

Deno.test("asUintN() agrees with the language's own", () => {
  for (const bits of [0, 1, 8, 63, 64, 65]) {
    for (const power of [0n, 1n, 7n, 8n, 63n, 64n, 65n]) {
      for (const value of [2n ** power - 1n, 2n ** power, -(2n ** power), 2n ** power + 1n]) {
        assertEquals(asUintN(bits, value), BigInt.asUintN(bits, value), `asUintN(${bits}, ${value})`);
      }
    }
  }
});
