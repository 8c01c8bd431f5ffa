import { assert } from "@std/assert";
import { fuzzDevices } from "./device_fuzz.ts";

Deno.test("Devices withstand a guest that lies (a short run; longer: deno run -A tests/fuzz/device_fuzz.ts)", async () => {
  assert(await fuzzDevices(3, Date.now() % 1e9) > 20);
});
