/**
 * The flags with which containerd and CRI-O call a shim (containerd docs/runtime-v2.md, "Commands"), in Go's flag
 * syntax: `-name value`, `-name=value`, `--name`; the first word that is no flag is the action.
 */
export interface ShimArgs {
  action: string;
  namespace: string;
  id: string;
  /** containerd's gRPC address; empty under CRI-O. */
  address: string;
  publishBinary: string;
  bundle: string;
  debug: boolean;
  info: boolean;
  version: boolean;
  /** From our own launcher: the descriptor on which it waits for the exit code of `start`; -1 where nobody does. */
  reportFd: number;
  /** From our own launcher: `start` ended without a word, and what it has left is to be cleaned up. */
  cleanUp: boolean;
}

const STRINGS: Readonly<Record<string, keyof ShimArgs>> = {
  "namespace": "namespace",
  "id": "id",
  "address": "address",
  "publish-binary": "publishBinary",
  "bundle": "bundle",
  "report-fd": "reportFd",
  // Accepted and of no meaning to us: the socket is made by `start`, never handed in.
  "socket": "action",
};
const FLAGS: Readonly<Record<string, "debug" | "info" | "version" | "cleanUp">> = {
  debug: "debug",
  info: "info",
  v: "version",
  "clean-up": "cleanUp",
};

/** A command line that husk does not know. */
export class UsageError extends Error {}

/** Parses a shim's command line. Throws a UsageError that names the word it does not know. */
export function parseShimArgs(argv: readonly string[]): ShimArgs {
  const args: ShimArgs = {
    action: "",
    namespace: "",
    id: "",
    address: "",
    publishBinary: "",
    bundle: "",
    debug: false,
    info: false,
    version: false,
    reportFd: -1,
    cleanUp: false,
  };
  let position = 0;
  for (; position < argv.length; position++) {
    const word = argv[position]!;
    const match = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(word);
    if (match === null) break;
    const name = match[1]!;
    if (name in FLAGS) {
      args[FLAGS[name]!] = match[2] === undefined || match[2] === "true";
      continue;
    }
    const field = STRINGS[name];
    if (field === undefined) throw new UsageError(`Unknown flag '${word}' (known: ${known()})`);
    const value = match[2] ?? argv[++position];
    if (value === undefined) throw new UsageError(`Flag '-${name}' needs a value`);
    if (field === "reportFd") args.reportFd = Number(value);
    else if (name !== "socket") (args as unknown as Record<string, string>)[field] = value;
  }
  args.action = argv[position] ?? "";
  if (argv.length > position + 1) {
    throw new UsageError(`Unexpected argument '${argv[position + 1]}' after '${args.action}'`);
  }
  return args;
}

function known(): string {
  return [...Object.keys(STRINGS), ...Object.keys(FLAGS)].map((name) => `-${name}`).join(" ");
}

/** A container id or namespace becomes part of paths: refuse what could leave its folder (containerd's identifiers rule). */
export function checkIdentifier(what: string, value: string): void {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(value) || value.length > 127) {
    throw new Error(`Invalid ${what} '${value}': letters, digits, '.', '_' and '-' only, at most 127`);
  }
}
