import { assertEquals, assertThrows } from "@std/assert";
import { checkIdentifier, parseShimArgs } from "./args.ts";

Deno.test("parseShimArgs() reads containerd's order of flags and action", () => {
  const args = parseShimArgs(
    [
      "-namespace",
      "k8s.io",
      "-address",
      "/run/c.sock",
      "-publish-binary",
      "/usr/bin/containerd",
      "-id",
      "a1",
      "-debug",
      "start",
    ],
  );
  assertEquals(
    [args.action, args.namespace, args.address, args.publishBinary, args.id, args.debug],
    ["start", "k8s.io", "/run/c.sock", "/usr/bin/containerd", "a1", true],
  );
});

Deno.test("parseShimArgs() takes -name=value, --name and an empty address", () => {
  const args = parseShimArgs(["--id=x", "-address", "", "-bundle=/b", "delete"]);
  assertEquals([args.id, args.address, args.bundle, args.action], ["x", "", "/b", "delete"]);
});

Deno.test("parseShimArgs() reads -info and -v without an action", () => {
  assertEquals(parseShimArgs(["-info"]).info, true);
  assertEquals(parseShimArgs(["-v"]).version, true);
});

Deno.test("parseShimArgs() names what it does not know", () => {
  assertThrows(() => parseShimArgs(["-nonsense", "start"]), Error, "'-nonsense'");
  assertThrows(() => parseShimArgs(["-id"]), Error, "'-id' needs a value");
  assertThrows(() => parseShimArgs(["start", "again"]), Error, "'again'");
});

Deno.test("checkIdentifier() refuses what could leave its folder", () => {
  for (const bad of ["", "..", "a/b", "../x", "a\0b", ".a", "x".repeat(128)]) {
    assertThrows(() => checkIdentifier("container id", bad), Error, "Invalid container id");
  }
  checkIdentifier("container id", "web-1_a.b");
});
