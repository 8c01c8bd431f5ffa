import { createHash as create } from "node:crypto";

/** The name under which a shim's socket is found: the first 32 hexadecimal digits of the SHA-256 of `namespace/id`. */
export function createHash(name: string): string {
  return create("sha256").update(name).digest("hex").slice(0, 32);
}
