import { assertEquals } from "@std/assert";
import { pluggableRegion, ramRegions } from "./address_map.ts";

const MIB = 2 ** 20, GIB = 2 ** 30;

Deno.test("ramRegions() leaves the devices their GiB below 4 GiB", () => {
  assertEquals(ramRegions(64), [{ guestAddress: 0, size: 64 * MIB }]);
  assertEquals(ramRegions(3072), [{ guestAddress: 0, size: 3 * GIB }]);
  assertEquals(ramRegions(3073), [{ guestAddress: 0, size: 3 * GIB }, { guestAddress: 4 * GIB, size: MIB }]);
});

Deno.test("pluggableRegion() lies behind the RAM, in whole blocks of Linux'", () => {
  const at = (memoryMiB: number, most: number) => {
    const region = pluggableRegion(memoryMiB, most);
    return region && [region.guestAddress / GIB, region.size / MIB, region.isPluggable];
  };
  assertEquals(at(256, 256), undefined);
  assertEquals(at(256, 383), undefined);
  assertEquals(at(256, 300.5 + 128), [4, 128, true]);
  assertEquals(at(3073, 8192), [8, 4992, true]);
  assertEquals(at(7 * 1024, 2 ** 20), [8, 1041408, true]);
  assertEquals(at(7 * 1024 + 1, 16 * 1024), [12, 9088, true]);
});
