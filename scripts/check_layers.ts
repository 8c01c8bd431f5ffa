/**
 * Holds the tree to docs' dependency direction: {cli, shim} -> service -> pod -> {hypervisor -> devices, virtiofsd, agent_client} -> linux ->
 * util; ttrpc and the generated message types import util and protobuf alone; the guest takes what is runtime-neutral. Exit 1 names each import that
 * points the other way, and each file over 500 lines.
 */
import { filesBelow } from "./cache.ts";

const ROOT = new URL("..", import.meta.url).pathname;
const MOST_LINES = 500;

/** For each folder of src/ the folders whose code it may import, beside its own. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  util: [],
  protobuf: [],
  gen: ["protobuf"],
  config: ["util"],
  netlink: ["util"],
  linux: ["netlink", "util"],
  ttrpc: ["gen", "protobuf", "util"],
  devices: ["linux", "util"],
  hypervisor: ["devices", "linux", "util"],
  virtiofsd: ["linux", "util"],
  agent_client: ["gen", "netlink", "ttrpc", "util"],
  pod: ["config", "hypervisor", "virtiofsd", "agent_client", "linux", "netlink", "util"],
  service: ["pod", "gen", "ttrpc", "agent_client", "util"],
  shim: ["service", "pod", "config", "gen", "ttrpc", "linux", "util"],
  cli: ["shim", "service", "pod", "config", "hypervisor", "virtiofsd", "gen", "ttrpc", "linux", "util"],
  guest: ["gen", "netlink", "protobuf", "ttrpc", "util"],
};

/** The composition root: it constructs, so it knows all. */
const ROOTS = new Set(["src/shim/serve.ts"]);

/** The layer of a file: its folder below src/, or `guest`; undefined for what stands outside (scripts, tests, main.ts). */
export function layerOf(file: string): string | undefined {
  if (file.startsWith("guest/agent/")) return "guest";
  return /^src\/([^/]+)\//.exec(file)?.[1];
}

/** The faults of one file's imports, each a line. `file` and what it imports are relative to the root. */
export function checkImports(file: string, source: string): string[] {
  const layer = layerOf(file);
  if (layer === undefined || ROOTS.has(file)) return [];
  const allowed = ALLOWED[layer];
  if (allowed === undefined) return [`${file}: folder '${layer}' is in no layer (scripts/check_layers.ts)`];
  const faults: string[] = [];
  for (const [, specifier] of source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)) {
    const target = new URL(specifier!, `file:///${file}`).pathname.slice(1);
    const other = layerOf(target);
    const inTest = file.endsWith("_test.ts");
    if (other === layer) continue;
    if (other === undefined) {
      if (target.endsWith(".proto") || (inTest && target.startsWith("tests/"))) continue;
      faults.push(`${file}: imports ${target}, which is outside src/`);
    } else if (!allowed.includes(other) && !inTest) {
      faults.push(`${file}: ${layer} must not import ${other} (${target})`);
    }
  }
  return faults;
}

async function main(): Promise<void> {
  const faults: string[] = [];
  const isCode = (path: string) => /\.(ts|c|h)$/.test(path);
  for (const folder of ["src", "guest", "scripts", "tests"]) {
    for (const input of await filesBelow(`${ROOT}${folder}`, isCode)) {
      if (!("file" in input) || input.file === undefined) continue;
      const { file } = input;
      const name = file.slice(ROOT.length);
      if (name.startsWith("src/gen/")) continue;
      const source = await Deno.readTextFile(file);
      faults.push(...checkImports(name, source));
      const lines = source.split("\n").length - 1;
      if (lines > MOST_LINES) faults.push(`${name}: ${lines} lines, more than ${MOST_LINES}`);
    }
  }
  for (const fault of faults) console.error(fault);
  Deno.exit(faults.length === 0 ? 0 : 1);
}

if (import.meta.main) await main();
