import { Any } from "../gen/google/protobuf/any.ts";
import { RuntimeInfo } from "../gen/types/introspection.ts";

/** `-info` (containerd >= 2.0): prints RuntimeInfo, with the options that came on stdin handed back. */
export async function info(version: string): Promise<void> {
  const stdin = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
  const encoded = RuntimeInfo.encode({
    name: "io.containerd.husk.v2",
    version: { version, revision: "" },
    options: stdin.length === 0 ? undefined : Any.decode(stdin),
    features: undefined,
    annotations: {},
  }).finish();
  Deno.stdout.writeSync(encoded);
}
