import { assertEquals } from "@std/assert";
import * as ms from "./abi/mount.ts";
import { parseMountOptions } from "./mount_options.ts";

Deno.test("parseMountOptions() splits flags from what the file system reads", () => {
  const options = parseMountOptions(["index=off", "ro", "nosuid", "workdir=/w", "lowerdir=/a:/b"]);
  assertEquals(options.flags, ms.MS_RDONLY | ms.MS_NOSUID);
  assertEquals(options.data, ["index=off", "workdir=/w", "lowerdir=/a:/b"]);
});

Deno.test("parseMountOptions() lets the last word on a flag count", () => {
  assertEquals(parseMountOptions(["ro", "rw"]).flags, 0);
  assertEquals(parseMountOptions(["rw", "ro"]).attributes, ms.MOUNT_ATTR_RDONLY);
  assertEquals(parseMountOptions(["nodev", "dev", "noexec"]).attributes, ms.MOUNT_ATTR_NOEXEC);
});

Deno.test("parseMountOptions() takes the mapping of owners for itself", () => {
  const options = parseMountOptions(["uidmap=0:1000:65536", "gidmap=0:1000:65536", "lowerdir=/a:/b"]);
  assertEquals([options.idmapped, options.data], [true, ["lowerdir=/a:/b"]]);
  assertEquals(parseMountOptions(["lowerdir=/a"]).idmapped, false);
});

Deno.test("parseMountOptions() knows recursive binds and propagation", () => {
  const options = parseMountOptions(["rbind", "rslave"]);
  assertEquals([options.flags, options.slave, options.data], [ms.MS_BIND | ms.MS_REC, true, []]);
  assertEquals(parseMountOptions(["rshared", "rprivate"]).slave, false);
});
