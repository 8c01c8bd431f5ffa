/**
 * husk's part of containerd's configuration file: a marked block at its end. A drop-in of its own would do for containerd 2.x,
 * but up to 1.7 a section in an imported file replaces the whole section of the same plugin, the node's other runtimes with it.
 */
const BEGIN = "# BEGIN husk: made by `husk install`, taken out by `husk uninstall`";
const END = "# END husk";

/** The CRI plugin's name by the version of the file's format (containerd docs/man/containerd-config.toml.5.md). */
const CRI_PLUGINS: Readonly<Record<string, string>> = {
  "2": "io.containerd.grpc.v1.cri",
  "3": "io.containerd.cri.v1.runtime",
};

/** The runtime's table, alike in every version but for the plugin's name. */
export function runtimeTable(version: "2" | "3"): string {
  return [
    `[plugins."${CRI_PLUGINS[version]}".containerd.runtimes.husk]`,
    `  runtime_type = "io.containerd.husk.v2"`,
    `  # What a pod may choose by annotations: docs/configuration.md.`,
    `  pod_annotations = ["io.husk.*"]`,
    `  # A privileged container gets the devices of its VM: the host's do not exist there.`,
    `  privileged_without_host_devices = true`,
  ].join("\n") + "\n";
}

/**
 * containerd's own default, spelt out: up to 1.7 the first runtime that a file names takes the place of the default one, and every
 * pod without a RuntimeClass would have none (seen with 1.6.20 and 1.7.24; 2.x merges).
 */
const RUNC = `[plugins."${CRI_PLUGINS["2"]}".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
`;

/** The file with husk's block, whatever it had before; `undefined` (no file) gives one with the block alone. */
export function withHusk(text: string | undefined): string {
  const before = text === undefined ? "version = 2\n" : withoutHusk(text);
  const version = versionOf(before);
  if (namesRuntime(before, "husk")) {
    throw new Error(
      "containerd's configuration has a runtime 'husk' already that husk did not make: take it out first",
    );
  }
  const table = (version === "2" && !namesRuntime(before, "runc") ? RUNC : "") + runtimeTable(version);
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  // The gap of a file without a last line end is within the block, so that taking it out gives the file back as it was.
  return `${before}${gap}${BEGIN}${gap === "" ? "" : " (and the line end before)"}\n${table}${END}\n`;
}

/** The file as it was before the block came. */
export function withoutHusk(text: string): string {
  const begin = text.indexOf(BEGIN);
  if (begin < 0) return text;
  const end = text.indexOf(`${END}\n`, begin);
  if (end < 0) throw new Error(`containerd's configuration has the line '${BEGIN}' but not '${END}': mend it by hand`);
  const line = text.slice(begin, text.indexOf("\n", begin));
  const start = line === BEGIN ? begin : begin - 1;
  return text.slice(0, start) + text.slice(end + END.length + 1);
}

/** Whether the file has a runtime's table, or one below it. */
function namesRuntime(text: string, name: string): boolean {
  const table = new RegExp(`^\\s*\\[.*\\.runtimes\\.["']?${name}["']?[\\].]`);
  return text.split("\n").some((line) => table.test(line));
}

function versionOf(text: string): "2" | "3" {
  const top = text.split(/^\s*\[/m)[0]!;
  const version = /^\s*version\s*=\s*(\d+)/m.exec(top)?.[1] ?? "1";
  if (version === "2" || version === "3") return version;
  throw new Error(
    `containerd's configuration has format version ${version}, husk knows 2 and 3: see \`containerd config migrate\``,
  );
}
