import { parseArgs } from "@std/cli/parse-args";

export interface Arguments {
  flags: ReadonlySet<string>;
  values: ReadonlyMap<string, string>;
  /** What is no flag, in order. */
  words: readonly string[];
}

/**
 * Parses a command's arguments: `flags` stand alone, `values` take one. Throws an Error that names what is unknown, or a
 * word beyond `most`.
 */
export function parseCommand(
  args: readonly string[],
  known: { flags?: readonly string[]; values?: readonly string[]; most?: number },
): Arguments {
  const { flags = [], values = [], most = 0 } = known;
  const parsed = parseArgs([...args], {
    boolean: [...flags],
    string: ["_", ...values],
    unknown: (argument: string, key?: string) => {
      if (key === undefined) return true;
      const names = [...flags, ...values].map((name) => `--${name}`).join(", ");
      throw new Error(`Unknown flag '${argument}' (known: ${names || "none"})`);
    },
  }) as Record<string, unknown> & { _: string[] };
  const words = parsed._.map(String);
  if (words.length > most) throw new Error(`Unexpected argument '${words[most]}'`);
  const given = (name: string) => typeof parsed[name] === "string";
  for (const name of values) if (given(name) && parsed[name] === "") throw new Error(`Flag '--${name}' needs a value`);
  return {
    flags: new Set(flags.filter((name) => parsed[name] === true)),
    values: new Map(values.filter(given).map((name) => [name, String(parsed[name])])),
    words,
  };
}
