import { assertEquals } from "@std/assert";
import { coveredFolders } from "./disks.ts";

Deno.test("coveredFolders() names each folder of /var/tmp once, and no other", () => {
  const paths = ["/var/tmp/clone/src", "/root/.cache", "/var/tmp/clone/dist", "/var/tmp/home", "/var/tmpx/a"];
  assertEquals(coveredFolders(paths), ["/var/tmp/clone", "/var/tmp/home"]);
});
