import { assertEquals, assertThrows } from "@std/assert";
import { Options } from "../gen/runtimeoptions/runtimeoptions.ts";
import { StatusError } from "../util/errors.ts";
import { configPathOf } from "./runtime_options.ts";

const NONE = new Uint8Array();
const encoded = (configPath: string, configBody: Uint8Array = NONE) =>
  Options.encode({ typeUrl: "", configPath, configBody }).finish();

Deno.test("configPathOf() finds the path under every name that callers give the options", () => {
  for (const typeUrl of ["runtimeoptions.v1.Options", "type.googleapis.com/runtimeoptions.v1.Options", ""]) {
    assertEquals(configPathOf({ typeUrl, value: encoded("/etc/x.toml") }), "/etc/x.toml");
  }
});

Deno.test("configPathOf() finds none where there are no options, or another runtime's", () => {
  assertEquals(configPathOf({ typeUrl: "containerd.runc.v1.Options", value: encoded("/x") }), "");
  assertEquals(configPathOf(undefined), "");
  assertEquals(configPathOf({ typeUrl: "", value: NONE }), "");
  assertEquals(configPathOf({ typeUrl: "runtimeoptions.v1.Options", value: encoded("") }), "");
});

Deno.test("configPathOf() refuses what it would have to ignore", () => {
  const refuse = (typeUrl: string, value: Uint8Array, words: string) =>
    assertThrows(() => configPathOf({ typeUrl, value }), StatusError, words);
  refuse("runtimeoptions.v1.Options", encoded("", new TextEncoder().encode("a = 1")), "no ConfigPath");
  refuse("runtimeoptions.v1.Options", Uint8Array.of(0x12, 0xff), "Malformed");
});
