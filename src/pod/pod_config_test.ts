import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import { podConfigOf } from "./pod_config.ts";

const spec = (annotations: Record<string, string>, limit?: number) => ({
  ociVersion: "1.0.2",
  annotations,
  linux: { resources: limit === undefined ? {} : { memory: { limit } } },
});

Deno.test("podConfigOf() takes husk's annotations and leaves others alone", () => {
  const config = podConfigOf(spec({ "io.husk.memory_mib": "512", "io.husk.vcpus": "2", "org.other": "x" }));
  assertEquals([config.memoryMiB, config.vcpus, config.hypervisor], [512, 2, "auto"]);
});

Deno.test("podConfigOf() gives a VM room for its container's memory limit", () => {
  assertEquals(podConfigOf(spec({}, 1024 << 20)).memoryMiB, 1024 + 64);
  assertEquals(podConfigOf(spec({}, 16 << 20)).memoryMiB, podConfigOf(spec({})).memoryMiB);
});

Deno.test("podConfigOf() refuses by name what it does not know", () => {
  assertThrows(() => podConfigOf(spec({ "io.husk.nonsense": "1" })), StatusError, "'io.husk.nonsense'");
  for (const value of ["abc", "", "-1", "0", "1e3", "99999999999"]) {
    assertThrows(() => podConfigOf(spec({ "io.husk.memory_mib": value })), StatusError, `'${value}'`);
  }
  assertThrows(() => podConfigOf(spec({ "io.husk.accelerator": "hax" })), StatusError, "'hax'");
});
