import { RUN_FLAGS, V8_FLAGS } from "../src/shim/self.ts";
import { cached, cacheDir, filesBelow } from "./cache.ts";
import { run } from "./command.ts";
import { type Log, timed } from "./progress.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/**
 * How husk is bundled. Not minified, though that would save 0.6 MB a shim (V8 keeps the source text): the minifier of Deno 2.9
 * puts a `using` variable that is read once in place of its only use, and so never disposes of it: descriptors stayed open.
 */
export const BUNDLE: readonly string[] = ["bundle", "--quiet"];

/**
 * Bundles husk into one JavaScript file, and makes what containerd starts: a single binary where `deno compile` has its
 * base binary (DENORT_BIN, or one in Deno's cache), else a launcher that runs the bundle with a copy of this very Deno.
 * @param dist the folder in which the bundle will lie
 */
export async function buildShim(log: Log, dist: string): Promise<{ huskJs: string; launcher: string }> {
  const sources = [
    ...await filesBelow(`${ROOT}src`, (path) => path.endsWith(".ts") && !path.endsWith("_test.ts")),
    { file: `${ROOT}main.ts` },
    { file: `${ROOT}deno.json` },
    { text: Deno.version.deno },
  ];
  const bundle = await cached("bundle", sources, (folder) =>
    timed(log, "shim: bundle", async () => {
      await run([Deno.execPath(), ...BUNDLE, "-o", `${folder}/husk.js`, `${ROOT}main.ts`], { cwd: ROOT });
    }));
  const huskJs = `${bundle}/husk.js`;
  const base = await denortPath();
  if (base !== undefined) {
    const binary = await cached(
      "binary",
      [{ file: huskJs }, { file: base }],
      (folder) =>
        timed(log, "shim: compile into a single binary", async () => {
          const env = base.endsWith(".zip") ? {} : { DENORT_BIN: base };
          const output = `${folder}/containerd-shim-husk-v2`;
          await run([Deno.execPath(), "compile", "--quiet", "-A", "--no-config", "-o", output, huskJs], { env });
        }),
    );
    return { huskJs, launcher: `${binary}/containerd-shim-husk-v2` };
  }
  const deno = await denoCopy();
  const script = launcherScript(deno, dist);
  const launcher = await cached("launcher", [{ text: script }], async (folder) => {
    log("shim: no base binary for `deno compile` here: making a launcher and one JavaScript file instead");
    await Deno.writeTextFile(`${folder}/containerd-shim-husk-v2`, script, { mode: 0o755 });
    await Deno.chmod(`${folder}/containerd-shim-husk-v2`, 0o755);
  });
  return { huskJs, launcher: `${launcher}/containerd-shim-husk-v2` };
}

/**
 * The launcher: works from any folder and in any environment, so all it needs is written into it. Deno's own folder is
 * named because there may be no HOME; the code cache that Deno keeps there saves 6 ms of each start.
 */
export function launcherScript(deno: string, dist: string): string {
  const v8 = V8_FLAGS.length > 0 ? [`--v8-flags=${V8_FLAGS.join(",")}`] : [];
  const command = [deno, ...RUN_FLAGS, ...v8, `${dist}/husk.js`].map(quote).join(" ");
  return `#!/bin/sh
# husk's containerd shim; made by \`deno task build\`, bound to the folder it was made in.
export DENO_DIR=${quote(`${dist}/deno_dir`)} DENO_NO_UPDATE_CHECK=1
exec ${command} "$@"
`;
}

/** Quotes a word for sh, where it needs it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** This Deno under a path that stays: npx may throw away the folder from which it runs. */
async function denoCopy(): Promise<string> {
  const running = Deno.execPath();
  const entry = await cached("deno", [{ text: `${Deno.version.deno} ${Deno.build.target}` }], async (folder) => {
    try {
      await Deno.link(running, `${folder}/deno`);
    } catch {
      await Deno.copyFile(running, `${folder}/deno`); // another file system
    }
  });
  return `${entry}/deno`;
}

/** The base binary of `deno compile`, as far as one is at hand without a download. */
async function denortPath(): Promise<string | undefined> {
  const named = Deno.env.get("DENORT_BIN");
  if (named !== undefined && named !== "") return named;
  const cache = Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME") ?? cacheDir()}/.cache/deno`;
  const zip = `${cache}/dl/release/v${Deno.version.deno}/denort-${Deno.build.target}.zip`;
  return await Deno.stat(zip).then(() => zip, () => undefined);
}
