/** Calls the shim's program directly, the way containerd calls it. */
import { assertEquals } from "@std/assert";
import { execute, mustRun, quote, type Result } from "./command.ts";
import type { Context } from "./context.ts";
import { makeSpec } from "./spec.ts";
import { stringField, Wire } from "./ttrpc_wire.ts";

/** The shim's binary, found as containerd finds it. */
export function binary(context: Context): string {
  return context.runtime === "husk" ? `${context.dist}/containerd-shim-husk-v2` : "containerd-shim-runc-v2";
}

/** A bundle as containerd makes it: config.json, an empty rootfs, a log FIFO with a reader. */
export async function makeBundle(context: Context, config?: string): Promise<{ id: string; bundle: string }> {
  const id = context.id("direct");
  const bundle = `${context.containerd.state}/io.containerd.runtime.v2.task/${context.containerd.namespace}/${id}`;
  await Deno.mkdir(`${bundle}/rootfs`, { recursive: true });
  context.defer(() => Deno.remove(bundle, { recursive: true }));
  await Deno.writeTextFile(`${bundle}/config.json`, config ?? JSON.stringify(await makeSpec(context, "true")));
  // containerd 1.6 writes the name of the runtime's binary here; runc's shim insists on it.
  await Deno.writeTextFile(`${bundle}/runtime`, "runc");
  await mustRun("mkfifo", ["-m", "700", `${bundle}/log`]);
  context.background("cat", [`${bundle}/log`]);
  return { id, bundle };
}

/** Runs the shim's command in a bundle with containerd's flags and environment. */
export function shim(
  context: Context,
  id: string,
  bundle: string,
  command: string,
  env: Record<string, string> = {},
  more: readonly string[] = [],
): Promise<Result> {
  const { socket, namespace } = context.containerd;
  const flags = ["-namespace", namespace, "-address", socket, "-publish-binary", "/usr/bin/containerd", "-id", id];
  const extra = command === "delete" ? ["-bundle", bundle] : [];
  return execute(binary(context), [...flags, ...extra, ...more, command], {
    cwd: bundle,
    timeout: 20_000,
    env: { TTRPC_ADDRESS: `${socket}.ttrpc`, GRPC_ADDRESS: socket, NAMESPACE: namespace, ...env },
  });
}

/** Asks a shim without containers to end, and sees that `delete` has nothing more to do. */
export async function shutDown(context: Context, address: string, id: string, bundle: string): Promise<void> {
  {
    using wire = await Wire.connect(address);
    await wire.send(new Uint8Array(0));
    await wire.call("containerd.task.v2.Task", "Shutdown", stringField(1, id)).catch(() => {}); // it may end before it answers
  }
  const deleted = await shim(context, id, bundle, "delete");
  assertEquals(deleted.code, 0, quote(deleted));
}
