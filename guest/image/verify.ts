/** Fails unless the file has this SHA-256 (hex): what was downloaded must be what was meant. */
export async function verify(path: string, expected: string): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(path))).toHex();
  if (digest !== expected) throw new Error(`'${path}' has SHA-256 ${digest}, expected ${expected}`);
}
