import { defaultText, type Key, KEYS } from "./keys.ts";

const WIDTH = 118;

/** The sample file: every setting with its meaning, commented out at its default. */
export function sampleConfig(): string {
  const head = [
    "# husk's configuration, one file a node: /etc/husk/config.toml. Every key stands here with its default; a key that",
    "# husk does not know, or a value that a key cannot have, is an error. Pods that run keep what they started with.",
  ];
  return [...head, ...KEYS.flatMap(sampleOf)].join("\n") + "\n";
}

function sampleOf(key: Key): string[] {
  return ["", ...wrap(`${key.about} Values: ${key.values}.`), `#${key.name} = ${defaultText(key)}`];
}

function wrap(text: string): string[] {
  const lines = [""];
  for (const word of text.replaceAll("`", "'").split(" ")) {
    if (lines.at(-1)!.length + word.length + 3 > WIDTH) lines.push("");
    lines.push(`${lines.pop()!} ${word}`);
  }
  return lines.map((line) => `#${line}`);
}

/** The same as rows of Markdown's table, for docs/configuration.md. */
export function keysTable(): string {
  const row = (key: Key) =>
    `| \`${key.name}\` | ${key.values.replaceAll(/"([^"]+)"/g, "`$1`")} | \`${defaultText(key)}\` | ${key.about} |`;
  return ["| key | values | default | what it is |", "|---|---|---|---|", ...KEYS.map(row)].join("\n") + "\n";
}
