import { assert, assertEquals } from "@std/assert";
import { sampleTsc, tscKhz } from "./tsc.ts";

Deno.test("tscKhz() divides ticks by time", () => {
  assertEquals(tscKhz({ tsc: 1000n, ns: 0n }, { tsc: 1000n + 150_000_000n, ns: 50_000_000n }), 3_000_000);
});

const first = sampleTsc();
Deno.test({
  name: "sampleTsc() finds the same rate twice, to a part in a thousand",
  ignore: first === undefined,
  fn: async () => {
    const rate = async () => {
      const start = sampleTsc()!;
      await new Promise((resolve) => setTimeout(resolve, 30));
      return tscKhz(start, sampleTsc()!);
    };
    const [one, two] = [await rate(), await rate()];
    assert(one > 100_000 && Math.abs(one - two) < one / 1000, `${one} kHz, then ${two} kHz`);
  },
});
