import { type OciSpec, parseOciSpec } from "../pod/oci_spec.ts";

/**
 * The OCI spec of a bundle; undefined where there is none, as with a pod of the Sandbox API, which is described in a call.
 * Throws INVALID_ARGUMENT for a malformed one, and an Error that names a file that cannot be read.
 */
export function bundleSpec(bundle: string): OciSpec | undefined {
  const path = `${bundle}/config.json`;
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) return undefined;
    throw new Error(`Cannot read OCI spec '${path}'`, { cause });
  }
  return parseOciSpec(text, path);
}
