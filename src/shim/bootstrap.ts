import { BootstrapParams, BootstrapResult } from "../gen/bootstrap/bootstrap.ts";
import { Any } from "../gen/google/protobuf/any.ts";
import { configPathOf } from "../service/runtime_options.ts";
import type { ShimArgs } from "./args.ts";

/**
 * How the caller wants the address of a started shim, and where it takes events (containerd docs/runtime-v2.md, "start"):
 * containerd from 2.3 on speaks protobuf on stdin and stdout; 1.7 to 2.2 announce MAX_SHIM_VERSION and take JSON; 1.6 and
 * CRI-O read a bare address.
 */
export interface Bootstrap {
  ttrpcAddress: string;
  debug: boolean;
  format: "protobuf" | "json" | "address";
  /** The configuration file that the runtime's options name; "" where they name none. */
  configPath: string;
}

/**
 * Version of the task API: 3 has the same messages as 2 under another service name; we serve both. It tells containerd 2.x as
 * well that a pod's containers go to the pod's shim without a `start` each; JSON callers announce 2 as the most, whatever they know.
 */
const TASK_API_VERSION = 3;

/** Reads what the caller says of itself: `stdin` whole, the flags, the environment. Throws for options that husk cannot heed. */
export function readBootstrap(stdin: Uint8Array, args: ShimArgs, env: (name: string) => string | undefined): Bootstrap {
  const params = decode(BootstrapParams, stdin);
  // Older callers send runtime options here, which may happen to decode: only the right identity makes it the new protocol.
  if (params !== undefined && params.instanceId === args.id && params.namespace === args.namespace) {
    return {
      ttrpcAddress: params.containerdTtrpcAddress,
      debug: args.debug || params.logLevel < 0,
      format: "protobuf",
      configPath: params.extensions.map(({ value }) => configPathOf(value)).find((path) => path !== "") ?? "",
    };
  }
  return {
    ttrpcAddress: env("TTRPC_ADDRESS") ?? "",
    debug: args.debug,
    format: env("MAX_SHIM_VERSION") ? "json" : "address",
    configPath: configPathOf(decode(Any, stdin)),
  };
}

/** What `start` prints for a shim that listens on `address` (a `unix://` URL). */
export function encodeResult(format: Bootstrap["format"], address: string): Uint8Array {
  switch (format) {
    case "protobuf":
      return BootstrapResult.encode({
        version: TASK_API_VERSION,
        address,
        protocol: "ttrpc",
        capabilities: [],
        metadata: {},
      }).finish();
    case "json":
      return new TextEncoder().encode(JSON.stringify({ version: 2, address, protocol: "ttrpc" }));
    case "address":
      return new TextEncoder().encode(address);
  }
}

function decode<T>(message: { decode(input: Uint8Array): T }, bytes: Uint8Array): T | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return message.decode(bytes);
  } catch {
    return undefined;
  }
}
