import { assertEquals } from "@std/assert";
import { Any } from "../gen/google/protobuf/any.ts";
import { RuntimeInfo } from "../gen/types/introspection.ts";
import { runtimeInfo } from "./info.ts";

Deno.test("runtimeInfo() hands the options back, and says what mounts may ask for", () => {
  const options = { typeUrl: "runtimeoptions.v1.Options", value: new Uint8Array([1, 2]) };
  const info = RuntimeInfo.decode(runtimeInfo("0.1", Any.encode(options).finish()));
  assertEquals([info.name, info.version?.version], ["io.containerd.husk.v2", "0.1"]);
  assertEquals(info.options, options);
  assertEquals(info.features!.typeUrl, "types.containerd.io/opencontainers/runtime-spec/1/features/Features");
  const features = JSON.parse(new TextDecoder().decode(info.features!.value));
  assertEquals(features.mountOptions.includes("rro"), true);
  assertEquals(features.linux.mountExtensions.idmap.enabled, true);
  assertEquals(RuntimeInfo.decode(runtimeInfo("0.1", new Uint8Array())).options, undefined);
});
