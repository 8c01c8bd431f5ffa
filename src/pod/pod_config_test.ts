import { assertEquals, assertThrows } from "@std/assert";
import { DEFAULTS } from "../config/config.ts";
import { StatusError } from "../util/errors.ts";
import { podConfigOf } from "./pod_config.ts";

const spec = (annotations: Record<string, string>, limit?: number) => ({
  ociVersion: "1.0.2",
  annotations,
  linux: { resources: limit === undefined ? {} : { memory: { limit } } },
});

Deno.test("podConfigOf() takes husk's annotations and leaves others alone", () => {
  const config = podConfigOf(spec({ "io.husk.memory_mib": "512", "io.husk.vcpus": "2", "org.other": "x" }), DEFAULTS);
  assertEquals([config.memoryMiB, config.vcpus, config.hypervisor], [512, 2, "auto"]);
});

Deno.test("podConfigOf() gives a VM room for its container's memory limit", () => {
  assertEquals(podConfigOf(spec({}, 1024 << 20), DEFAULTS).memoryMiB, 1106);
  assertEquals(podConfigOf(spec({}, 16 << 20), DEFAULTS).memoryMiB, podConfigOf(spec({}), DEFAULTS).memoryMiB);
});

Deno.test("podConfigOf() refuses by name what it does not know", () => {
  assertThrows(() => podConfigOf(spec({ "io.husk.nonsense": "1" }), DEFAULTS), StatusError, "'io.husk.nonsense'");
  for (const value of ["abc", "", "-1", "0", "1e3", "99999999999"]) {
    assertThrows(() => podConfigOf(spec({ "io.husk.memory_mib": value }), DEFAULTS), StatusError, `'${value}'`);
  }
  assertThrows(() => podConfigOf(spec({ "io.husk.accelerator": "hax" }), DEFAULTS), StatusError, "'hax'");
});

Deno.test("podConfigOf() begins with the node's configuration and keeps to its limits", () => {
  const node = { ...DEFAULTS, memoryMiB: 128, mostMemoryMiB: 512, vcpus: 2, mostVcpus: 4, accelerator: "tcg" as const };
  assertEquals(podConfigOf(spec({}), node), {
    hypervisor: "auto",
    accelerator: "tcg",
    vcpus: 2,
    memoryMiB: 128,
    mostMemoryMiB: 512,
  });
  // Who names a size gets it, now and later.
  const named = podConfigOf(spec({ "io.husk.memory_mib": "200" }), node);
  assertEquals([named.memoryMiB, named.mostMemoryMiB], [200, 200]);
  assertThrows(() => podConfigOf(spec({ "io.husk.vcpus": "5" }), node), StatusError, "from 1 to 4");
  assertThrows(() => podConfigOf(spec({ "io.husk.memory_mib": "513" }), node), StatusError, "from 64 to 512");
  assertThrows(
    () => podConfigOf(spec({}, 500 << 20), node),
    StatusError,
    "needs a VM of 573 MiB, and this node allows 512",
  );
});

Deno.test("podConfigOf() refuses more memory than the host has, whoever asks for it", () => {
  const words = "is more than this host's 1000 MiB";
  assertEquals(podConfigOf(spec({ "io.husk.memory_mib": "1000" }), DEFAULTS, 1000).memoryMiB, 1000);
  assertThrows(() => podConfigOf(spec({ "io.husk.memory_mib": "1001" }), DEFAULTS, 1000), StatusError, words);
  assertThrows(() => podConfigOf(spec({}, 1024 << 20), DEFAULTS, 1000), StatusError, words);
  assertThrows(() => podConfigOf(spec({}), { ...DEFAULTS, memoryMiB: 2000 }, 1000), StatusError, words);
});

Deno.test("podConfigOf() refuses an annotation that the node does not allow", () => {
  const node = { ...DEFAULTS, annotations: ["io.husk.vcpus"] };
  assertEquals(podConfigOf(spec({ "io.husk.vcpus": "2" }), node).vcpus, 2);
  assertThrows(
    () => podConfigOf(spec({ "io.husk.memory_mib": "128" }), node),
    StatusError,
    "'io.husk.memory_mib' is not allowed on this node",
  );
});

Deno.test("podConfigOf() sizes a pod's VM by what its containers may use in all", () => {
  const sandbox = (memory: string, quota: string, period: string) =>
    podConfigOf(
      spec({
        "io.kubernetes.cri.sandbox-memory": memory,
        "io.kubernetes.cri.sandbox-cpu-quota": quota,
        "io.kubernetes.cri.sandbox-cpu-period": period,
        "io.kubernetes.cri.sandbox-cpu-shares": "2048",
      }),
      DEFAULTS,
    );
  const size = ({ memoryMiB, vcpus }: { memoryMiB: number; vcpus: number }) => [memoryMiB, vcpus];
  assertEquals(size(sandbox(String(1024 << 20), "250000", "100000")), [1106, 3]);
  assertEquals(size(sandbox("0", "0", "100000")), [DEFAULTS.memoryMiB, DEFAULTS.vcpus]);
  assertEquals(size(sandbox("0", "-1", "100000")), [DEFAULTS.memoryMiB, DEFAULTS.vcpus]);
  assertThrows(() => sandbox("0", "99900000", "100000"), StatusError, "A limit of 999 CPUs needs a VM of 999");
});
