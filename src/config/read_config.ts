import { type Config, DEFAULTS } from "./config.ts";
import { KEYS } from "./keys.ts";
import { LineError, parseToml } from "./toml.ts";

/**
 * The configuration that `text` sets. `path` is for errors, which are one line: "/etc/husk/config.toml:3: unknown key 'x' ...".
 */
export function parseConfig(text: string, path: string): Config {
  const config: Config = { ...DEFAULTS };
  const lines = new Map<keyof Config, number>();
  try {
    for (const { key: name, value, line } of parseToml(text)) {
      const key = KEYS.find((one) => one.name === name);
      if (key === undefined) {
        throw new LineError(line, `unknown key '${name}' (known: ${KEYS.map((one) => one.name).join(", ")})`);
      }
      const read = key.read(value);
      if (read === undefined) {
        throw new LineError(line, `invalid value ${JSON.stringify(value)} of '${name}' (wanted: ${key.values})`);
      }
      const fault = key.check?.(read);
      if (fault !== undefined) throw new LineError(line, `'${name}': ${fault}`);
      Object.assign(config, { [key.field]: read });
      lines.set(key.field, line);
    }
    atMost(config, lines, "memoryMiB", "mostMemoryMiB");
    atMost(config, lines, "vcpus", "mostVcpus");
  } catch (error) {
    if (error instanceof LineError) throw new Error(`${path}:${error.line}: ${error.message}`);
    throw error;
  }
  return config;
}

type Sizes = "memoryMiB" | "mostMemoryMiB" | "vcpus" | "mostVcpus";

/** A default beyond what any pod may have makes no sense; the line that says so is that of whichever was set. */
function atMost(config: Config, lines: Map<keyof Config, number>, field: Sizes, limit: Sizes): void {
  if (config[field] <= config[limit]) return;
  const name = (of: Sizes) => KEYS.find((key) => key.field === of)!.name;
  const line = lines.get(field) ?? lines.get(limit)!;
  throw new LineError(line, `'${name(field)}' is ${config[field]}, more than '${name(limit)}', ${config[limit]}`);
}
