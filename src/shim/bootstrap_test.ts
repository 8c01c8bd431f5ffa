import { assertEquals } from "@std/assert";
import { BootstrapParams, BootstrapResult } from "../gen/bootstrap/bootstrap.ts";
import { Any } from "../gen/google/protobuf/any.ts";
import { Options } from "../gen/runtimeoptions/runtimeoptions.ts";
import { parseShimArgs } from "./args.ts";
import { encodeResult, readBootstrap } from "./bootstrap.ts";

const args = parseShimArgs(["-namespace", "k8s.io", "-id", "c1", "start"]);
const noEnv = () => undefined;
const env = (values: Record<string, string>) => (name: string) => values[name];

function params(changes: Partial<BootstrapParams>): Uint8Array {
  const base = BootstrapParams.decode(new Uint8Array());
  return BootstrapParams.encode({ ...base, instanceId: "c1", namespace: "k8s.io", ...changes }).finish();
}

Deno.test("readBootstrap() takes BootstrapParams from containerd 2.3 on", () => {
  const stdin = params({ containerdTtrpcAddress: "/run/c.sock.ttrpc", logLevel: -4 });
  assertEquals(readBootstrap(stdin, args, env({ TTRPC_ADDRESS: "/other" })), {
    ttrpcAddress: "/run/c.sock.ttrpc",
    debug: true,
    format: "protobuf",
    configPath: "",
  });
});

Deno.test("readBootstrap() does not mistake an older containerd's runtime options for BootstrapParams", () => {
  for (
    const stdin of [params({ instanceId: "containerd.runc.v1.Options" }), new Uint8Array([0xff]), new Uint8Array()]
  ) {
    const found = readBootstrap(stdin, args, env({ TTRPC_ADDRESS: "/t", MAX_SHIM_VERSION: "2" }));
    assertEquals(found, { ttrpcAddress: "/t", debug: false, format: "json", configPath: "" });
  }
});

Deno.test("readBootstrap() answers containerd 1.6 and CRI-O with a bare address", () => {
  assertEquals(readBootstrap(new Uint8Array(), args, noEnv), {
    ttrpcAddress: "",
    debug: false,
    format: "address",
    configPath: "",
  });
});

Deno.test("encodeResult() speaks the caller's dialect", () => {
  const text = (format: "json" | "address") => new TextDecoder().decode(encodeResult(format, "unix:///s"));
  assertEquals(text("address"), "unix:///s");
  assertEquals(JSON.parse(text("json")), { version: 2, address: "unix:///s", protocol: "ttrpc" });
  const result = BootstrapResult.decode(encodeResult("protobuf", "unix:///s"));
  assertEquals([result.version, result.address, result.protocol], [3, "unix:///s", "ttrpc"]);
});

Deno.test("readBootstrap() finds the configuration file that the runtime's options name, in either dialect", () => {
  const value = Options.encode({ typeUrl: "", configPath: "/etc/x.toml", configBody: new Uint8Array() }).finish();
  const options = { typeUrl: "runtimeoptions.v1.Options", value };
  assertEquals(readBootstrap(Any.encode(options).finish(), args, noEnv).configPath, "/etc/x.toml");
  const other = { typeUrl: "some.other.Extension", value: Uint8Array.of(0xff) };
  const stdin = params({ extensions: [{ value: other }, { value: options }] });
  assertEquals(readBootstrap(stdin, args, noEnv).configPath, "/etc/x.toml");
});
