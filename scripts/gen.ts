/**
 * Turns proto/ into src/gen/: protoc (Debian's protobuf-compiler) and ts-proto make the TypeScript types and services, and each message
 * gets a description of its fields (src/protobuf/message_type.ts), as protobufjs reads them.
 *
 *     deno task gen            writes src/gen/
 *     deno task gen --check    writes nothing; exits 1 and names each file that differs from its .proto
 */
import { dirname, fromFileUrl, join, relative } from "@std/path";
import { describeMessages } from "./gen_messages.ts";

const TS_PROTO = "npm:ts-proto@2.18.0";
const OPTIONS = [
  "forceLong=bigint",
  "outputServices=generic-definitions",
  "outputEncodeMethods=false", // what encodes and decodes stands in src/protobuf, once for all types
  "outputJsonMethods=false",
  "outputPartialMethods=false", // message() of src/ttrpc/message.ts does it
  "exportCommonSymbols=false",
  "importSuffix=.ts",
  "useExactTypes=false",
  "esModuleInterop=true",
  "useDate=false", // a Date would cut timestamps to milliseconds
  "enumsAsLiterals=true",
  "unrecognizedEnum=false",
];

/**
 * The CRI serves tests and the CLI alone, over npm:protobufjs: of its messages only the types are generated. All of a
 * message may be left out, and an enum is the name of its value.
 */
const CRI_OPTIONS = [
  "onlyTypes=true",
  "useOptionals=all",
  "stringEnums=true",
  "enumsAsLiterals=true",
  "unrecognizedEnum=false",
  "importSuffix=.ts",
];

const root = dirname(dirname(fromFileUrl(import.meta.url)));
const protoDir = join(root, "proto");
const genDir = join(root, "src", "gen");

/** Paths of all files below `dir` that end in `suffix`, relative to it and sorted; none where it does not exist. */
function filesBelow(dir: string, suffix: string): string[] {
  const found: string[] = [];
  const visit = (folder: string) => {
    for (const entry of Deno.readDirSync(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) visit(path);
      else if (entry.name.endsWith(suffix)) found.push(relative(dir, path));
    }
  };
  try {
    visit(dir);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}

/** Generates into `out`; returns the text of each file by its path below it. */
async function generate(out: string): Promise<Map<string, string>> {
  const plugin = join(out, "protoc-gen-ts_proto");
  await Deno.writeTextFile(plugin, `#!/bin/sh\nexec '${Deno.execPath()}' run -A --no-config --no-lock ${TS_PROTO}\n`);
  await Deno.chmod(plugin, 0o755);
  const protos = filesBelow(protoDir, ".proto");
  const isCri = (proto: string) => proto.startsWith("cri/");
  await protoc(plugin, out, OPTIONS, protos.filter((proto) => !isCri(proto)));
  await protoc(plugin, out, CRI_OPTIONS, protos.filter(isCri));
  return new Map(protos.map((proto) => {
    const path = proto.replace(/\.proto$/, ".ts");
    const text = withHeader(proto, Deno.readTextFileSync(join(out, path)));
    return [path, isCri(proto) ? text : describeMessages(text, proto, protoDir)];
  }));
}

async function protoc(plugin: string, out: string, options: string[], protos: string[]): Promise<void> {
  const command = new Deno.Command("protoc", {
    args: [
      `-I${protoDir}`,
      `--plugin=protoc-gen-ts_proto=${plugin}`,
      `--ts_proto_out=${out}`,
      `--ts_proto_opt=${options.join(",")}`,
      ...protos,
    ],
    stdout: "inherit",
    stderr: "inherit",
  });
  const { success } = await command.output().catch((error) => {
    if (error instanceof Deno.errors.NotFound) throw new Error("Cannot run protoc: install protobuf-compiler");
    throw error;
  });
  if (!success) throw new Error("protoc failed");
}

/** ts-proto's header names the versions of its tools, which are no reason to call a file out of date: ours replaces it. */
function withHeader(proto: string, text: string): string {
  const body = text.replace(/^(\/\/[^\n]*\n)*\s*/, "").replace("/* eslint-disable */\n", "");
  return `// Generated from proto/${proto}, do not edit; deno task gen.\n// deno-lint-ignore-file\n${body}`;
}

async function main(args: string[]): Promise<number> {
  const check = args.includes("--check");
  const out = await Deno.makeTempDir({ prefix: "husk-gen-" });
  try {
    const wanted = await generate(out);
    const stale = filesBelow(genDir, ".ts").filter((path) => !wanted.has(path));
    if (check) {
      const read = (path: string) => Deno.readTextFile(path).catch(() => "");
      const drifted = [...stale];
      for (const [path, text] of wanted) if (await read(join(genDir, path)) !== text) drifted.push(path);
      for (const path of drifted) console.error(`src/gen/${path} differs from its .proto: run deno task gen`);
      return drifted.length === 0 ? 0 : 1;
    }
    for (const path of stale) await Deno.remove(join(genDir, path));
    for (const [path, text] of wanted) {
      await Deno.mkdir(dirname(join(genDir, path)), { recursive: true });
      await Deno.writeTextFile(join(genDir, path), text);
    }
    console.error(`${wanted.size} files in src/gen`);
    return 0;
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

Deno.exit(await main(Deno.args));
