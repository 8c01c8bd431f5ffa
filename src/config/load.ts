import { type Config, DEFAULTS } from "./config.ts";

export const DEFAULT_PATH = "/etc/husk/config.toml";

/**
 * The node's configuration: that of the file `path`, which must be there where somebody named it. Where nobody did and there
 * is no default file, the defaults; the reader and its table of keys are then not even loaded. Throws an Error of one line.
 */
export async function loadConfig(path = "", defaultPath = DEFAULT_PATH): Promise<Config> {
  const file = path === "" ? defaultPath : path;
  let text: string;
  try {
    text = Deno.readTextFileSync(file);
  } catch (cause) {
    if (path === "" && cause instanceof Deno.errors.NotFound) return DEFAULTS;
    throw new Error(`Cannot read husk's configuration '${file}'`, { cause });
  }
  const { parseConfig } = await import("./read_config.ts");
  return parseConfig(text, file);
}
