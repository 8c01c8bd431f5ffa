import { cached, filesBelow, type Input } from "../../scripts/cache.ts";
import { run } from "../../scripts/command.ts";
import { type Log, timed } from "../../scripts/progress.ts";
import { QUICKJS, quickjsSource } from "./quickjs_source.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const NATIVE = `${ROOT}guest/native`;

const QUICKJS_FILES = ["quickjs", "dtoa", "libregexp", "libunicode", "cutils"];
const CC = "musl-gcc";
/** musl's headers first; the kernel's are found behind them. -fwrapv and unsigned chars are what QuickJS asks for. */
const CFLAGS = [
  ..."-Os -fwrapv -funsigned-char -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables".split(" "),
  `-DCONFIG_VERSION="2026-06-04"`,
  ..."-fno-stack-protector -D_GNU_SOURCE -idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu".split(" "),
];
/** No path of the machine that built it is in the binary: its bytes are the same wherever it is made. */
const PREFIX_MAP = "-ffile-prefix-map=";
const WARNINGS = ["-Wall", "-Wextra", "-Werror"];
const LDFLAGS = ["-static", "-no-pie", "-Wl,--gc-sections", "-Wl,-z,norelro", "-Wl,--build-id=none", "-s"];

/** Builds the agent unless the cache has it; resolves to the static binary's path. */
export async function buildAgent(log: Log): Promise<string> {
  const isSource = (path: string) => /\.ts$/.test(path) && !/_test\.ts$/.test(path);
  const sources = await Promise.all(
    ["guest/agent", "src/netlink", "src/ttrpc", "src/util", "src/gen/agent", "src/gen/ttrpc", "src/gen/google"].map((
      folder,
    ) => filesBelow(ROOT + folder, isSource)),
  );
  const inputs = [
    QUICKJS,
    ...await compiler(),
    { text: [...LDFLAGS, Deno.version.deno].join(" ") },
    ...sources.flat(),
    ...await filesBelow(NATIVE),
    { file: `${ROOT}deno.json` },
  ];
  const folder = await cached("agent", inputs, async (folder) => {
    const quickjs = await buildQuickjs(log);
    await timed(log, "agent: build", async () => {
      const bundle = (entry: string) => run([Deno.execPath(), "bundle", "--quiet", "--minify", entry], { cwd: ROOT });
      const [agent, kata] = [await bundle("guest/agent/main.ts"), await bundle("guest/agent/kata/main.ts")];
      await link(quickjs, agent, kata, `${folder}/agent`);
    });
  });
  return `${folder}/agent`;
}

/** Builds a static binary at `path` that runs `program` (JavaScript, an ES module) as the agent runs its own. */
export async function buildProgram(log: Log, program: string, path: string): Promise<void> {
  await link(await buildQuickjs(log), program, "", path);
}

async function compiler(): Promise<Input[]> {
  return [{ text: [CC, ...CFLAGS, PREFIX_MAP].join(" ") }, { text: await run([CC, "--version"]) }];
}

interface Quickjs {
  source: string;
  /** Folder of the object files. */
  objects: string;
}

async function buildQuickjs(log: Log): Promise<Quickjs> {
  const source = await quickjsSource(log);
  const objects = await cached("quickjs", [QUICKJS, ...await compiler()], async (folder) => {
    // Its warnings are another project's.
    const compile = (name: string) =>
      run([CC, ...CFLAGS, "-w", `${PREFIX_MAP}${source}=.`, "-c", `${source}/${name}.c`, "-o", `${name}.o`], {
        cwd: folder,
      });
    await timed(log, "QuickJS: compile", () => Promise.all(QUICKJS_FILES.map(compile)));
  });
  return { source, objects };
}

/** The two bundles to bytecode, that and guest/native to one binary. */
async function link(quickjs: Quickjs, agent: string, kata: string, path: string): Promise<void> {
  const work = await Deno.makeTempDir({ prefix: "husk-agent-" });
  try {
    const here = { cwd: work };
    const compile = (source: string, name: string) =>
      run([CC, ...CFLAGS, ...WARNINGS, "-isystem", quickjs.source, "-c", source, "-o", `${name}.o`], here);
    const names = Array.from(Deno.readDirSync(NATIVE), ({ name }) => name)
      .filter((name) => name.endsWith(".c")).map((name) => name.slice(0, -2)).sort();
    const engine = QUICKJS_FILES.map((name) => `${quickjs.objects}/${name}.o`);
    await Promise.all(names.map((name) => compile(`${NATIVE}/${name}.c`, name)));
    await run([CC, "-static", "compile.o", ...engine, "-lm", "-o", "compile"], here);
    await Deno.writeTextFile(`${work}/agent.js`, agent);
    await Deno.writeTextFile(`${work}/kata.js`, kata);
    await run(["./compile", "bytecode.c", "agent", "agent.js", "kata", "kata.js"], here);
    await compile("bytecode.c", "bytecode");
    const objects = names.filter((name) => name !== "compile").map((name) => `${name}.o`);
    await run([CC, ...LDFLAGS, "bytecode.o", ...objects, ...engine, "-lm", "-o", path], here);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}
