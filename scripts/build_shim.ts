import { bundled, launcherScript, SHIM_BINARY, shimLauncherScript } from "../src/shim/launcher.ts";
import { cached, cacheDir, filesBelow } from "./cache.ts";
import { run } from "./command.ts";
import { type Log, timed } from "./progress.ts";

const ROOT = new URL("..", import.meta.url).pathname;
const LAUNCHER = "containerd-shim-husk-v2";

/**
 * How husk is bundled. Not minified, though that would save 0.6 MB a shim (V8 keeps the source text): the minifier of Deno 2.9
 * puts a `using` variable that is read once in place of its only use, and so never disposes of it: descriptors stayed open.
 */
export const BUNDLE: readonly string[] = ["bundle", "--quiet"];

/** Paths of what was built. `launcher` is what containerd starts, `cli` the `husk` command, `binary` what the launcher runs if no bundle. */
export interface BuiltShim {
  huskJs: string;
  cliJs: string;
  launcher: string;
  cli: string;
  binary?: string;
}

/**
 * Bundles shim and `husk` command into a JavaScript file each, so that no shim carries the command's code, and makes what
 * is run: single binaries where `deno compile` has its base binary (DENORT_BIN, or one in Deno's cache), else launchers that
 * run the bundles with a copy of this very Deno. What containerd starts is a launcher in either case.
 * @param dist the folder in which the bundle will lie
 */
export async function buildShim(log: Log, dist: string): Promise<BuiltShim> {
  const sources = [
    ...await filesBelow(`${ROOT}src`, (path) => path.endsWith(".ts") && !path.endsWith("_test.ts")),
    { file: `${ROOT}main.ts` },
    { file: `${ROOT}deno.json` },
    { text: Deno.version.deno },
  ];
  const bundle = await cached("bundle", sources, (folder) =>
    timed(log, "shim: bundle", async () => {
      for (const [name, entry] of [["husk.js", "main.ts"], ["husk-cli.js", "src/cli/main.ts"]]) {
        await run([Deno.execPath(), ...BUNDLE, "-o", `${folder}/${name}`, `${ROOT}${entry}`], { cwd: ROOT });
      }
    }));
  const huskJs = `${bundle}/husk.js`;
  const cliJs = `${bundle}/husk-cli.js`;
  const base = await denortPath();
  if (base !== undefined) {
    const binary = await cached(
      "binary",
      [{ file: huskJs }, { file: cliJs }, { file: base }],
      (folder) =>
        timed(log, "shim: compile into single binaries", async () => {
          const env = base.endsWith(".zip") ? {} : { DENORT_BIN: base };
          for (const [name, program] of [[SHIM_BINARY, huskJs], ["husk", cliJs]]) {
            const flags = ["--quiet", "-A", "--no-config", "-o", `${folder}/${name}`];
            await run([Deno.execPath(), "compile", ...flags, program!], { env });
          }
        }),
    );
    const script = shimLauncherScript({ command: [`${dist}/${SHIM_BINARY}`], env: {} });
    const launcher = await cached(
      "launcher",
      [{ text: script }],
      (folder) => writeScript(`${folder}/${LAUNCHER}`, script),
    );
    return {
      huskJs,
      cliJs,
      launcher: `${launcher}/${LAUNCHER}`,
      cli: `${binary}/husk`,
      binary: `${binary}/${SHIM_BINARY}`,
    };
  }
  const deno = await denoCopy();
  const scripts = [
    [LAUNCHER, shimLauncherScript(bundled(deno, dist, "husk.js"))],
    ["husk", launcherScript(bundled(deno, dist, "husk-cli.js"))],
  ] as const;
  const launcher = await cached("launcher", scripts.map(([, text]) => ({ text })), async (folder) => {
    log("shim: no base binary for `deno compile` here: making launchers and JavaScript files instead");
    for (const [name, text] of scripts) await writeScript(`${folder}/${name}`, text);
  });
  return { huskJs, cliJs, launcher: `${launcher}/${LAUNCHER}`, cli: `${launcher}/husk` };
}

async function writeScript(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(path, text);
  await Deno.chmod(path, 0o755);
}

/** This Deno under a path that stays: npx may throw away the folder from which it runs. */
export async function denoCopy(): Promise<string> {
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
