import { assertEquals } from "@std/assert";
import { mountOptions } from "./mounts.ts";

Deno.test("mountOptions() tells flags from the file system's own options", () => {
  assertEquals(mountOptions(["ro", "nosuid,nodev", "mode=0700", "", "rbind"]), {
    flags: 1 | 2 | 4 | 4096 | 16384,
    data: "mode=0700",
  });
  assertEquals(mountOptions([]), { flags: 0, data: "" });
});
