import { RUN_DIR } from "../pod/pod_paths.ts";

/** Where the shim of a pod listens: one short path a pod, since a unix socket's path has 107 bytes (unix(7)). */
export async function socketPath(namespace: string, id: string, runDir: string = RUN_DIR): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${namespace}/${id}`));
  const hex = Array.from(new Uint8Array(digest).subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${runDir}/s/${hex}`;
}

/** The path of a `unix://` address or of a bare path, as containerd writes them. */
export function pathOfAddress(address: string): string {
  return address.replace(/^unix:\/\//, "");
}
