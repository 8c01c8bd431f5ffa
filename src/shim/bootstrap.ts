import { BootstrapParams, BootstrapResult } from "../gen/bootstrap/bootstrap.ts";
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
}

/** Version of the task API: 3 has the same messages as 2 under another service name; we serve both. */
const TASK_API_VERSION = 3;

/** Reads what the caller says of itself: `stdin` whole, the flags, the environment. */
export function readBootstrap(stdin: Uint8Array, args: ShimArgs, env: (name: string) => string | undefined): Bootstrap {
  const params = decodeParams(stdin);
  // Older callers send runtime options here, which may happen to decode: only the right identity makes it the new protocol.
  if (params !== undefined && params.instanceId === args.id && params.namespace === args.namespace) {
    return {
      ttrpcAddress: params.containerdTtrpcAddress,
      debug: args.debug || params.logLevel < 0,
      format: "protobuf",
    };
  }
  return {
    ttrpcAddress: env("TTRPC_ADDRESS") ?? "",
    debug: args.debug,
    format: env("MAX_SHIM_VERSION") ? "json" : "address",
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

function decodeParams(stdin: Uint8Array): BootstrapParams | undefined {
  if (stdin.length === 0) return undefined;
  try {
    return BootstrapParams.decode(stdin);
  } catch {
    return undefined;
  }
}
