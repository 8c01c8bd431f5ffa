import { assertEquals, assertThrows } from "@std/assert";
import { parseContainerdVersion } from "./containerd_versions.ts";

Deno.test("parseContainerdVersion() takes a known version and lists them for any other", () => {
  assertEquals(parseContainerdVersion("2.4"), "2.4");
  assertThrows(() => parseContainerdVersion("2.4.2"), Error, "Unknown containerd '2.4.2' (known: 1.6, 1.7, 2.1, 2.4)");
});
