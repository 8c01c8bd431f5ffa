/** Writes deploy/config.toml and the table in docs/configuration.md from the table of keys (src/config/keys.ts). */
import { keysTable, sampleConfig } from "../src/config/sample.ts";

if (import.meta.main) {
  const root = new URL("../", import.meta.url);
  await Deno.writeTextFile(new URL("deploy/config.toml", root), sampleConfig());
  const path = new URL("docs/configuration.md", root);
  const text = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, text.replace(/^\| key \|[^]*?(?=^(?!\|))/m, () => keysTable()));
}
