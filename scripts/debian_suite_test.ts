import { assertEquals, assertThrows } from "@std/assert";
import { debianMirror } from "./debian_suite.ts";

Deno.test("debianMirror() takes the archive of Debian's main suite and no other", () => {
  const targets = [
    "Packages https://other.test/apt nodistro Other main",
    "Packages http://security.test/debian-security bookworm-security Debian main",
    "DEP-11 http://mirror.test/debian/ bookworm Debian main",
    "Packages http://mirror.test/debian/ bookworm Debian contrib",
    "Packages http://mirror.test/debian/ bookworm Debian main",
  ];
  assertEquals(debianMirror(targets.join("\n")), "http://mirror.test/debian/");
  assertThrows(() => debianMirror(targets.slice(0, 4).join("\n")), Error, "Cannot find a mirror");
});
