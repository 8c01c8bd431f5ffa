import { assert, assertEquals, assertThrows } from "@std/assert";
import { SystemError } from "../util/errors.ts";
import { mountFs, umountBelow } from "./mount.ts";
import { fileSystemSize } from "./statfs.ts";

Deno.test("fileSystemSize() tells what a tmpfs was limited to", { ignore: Deno.uid() !== 0 }, async () => {
  const dir = await Deno.makeTempDir();
  mountFs({ type: "tmpfs", source: "shm", target: dir, options: ["size=12m"] });
  assertEquals(fileSystemSize(dir), 12 << 20);
  umountBelow(dir);
  await Deno.remove(dir);
});

Deno.test("fileSystemSize() names the path that it cannot look at", () => {
  const error = assertThrows(() => fileSystemSize("/no/such/path"), SystemError);
  assert((error as SystemError).message.includes("'/no/such/path'"));
});
