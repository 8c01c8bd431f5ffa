import { cached, type Input } from "../../scripts/cache.ts";
import { run, which } from "../../scripts/command.ts";
import { type Log, timed } from "../../scripts/progress.ts";
import { verify } from "./verify.ts";

/** Bellard's QuickJS 2026-06-04, inside a crate that carries its sources unchanged; cargo keeps every version. */
const CRATE = "hirofa-quickjs-sys";
const VERSION = "0.16.1";
const SHA256 = "27d0405f4ade508b49a0cde9ee59baaad60937a353ce9a7b7364fff66fbe7af8";

export const QUICKJS: Input = { text: `${CRATE} ${VERSION} ${SHA256}` };

/** Resolves to the folder with quickjs.c and its kin. */
export async function quickjsSource(log: Log): Promise<string> {
  return await cached("quickjs-source", [QUICKJS], async (folder) => {
    await timed(log, "QuickJS: fetch", async () => {
      const work = `${folder}/fetch`;
      await Deno.mkdir(`${work}/src`, { recursive: true });
      await Deno.writeTextFile(`${work}/src/lib.rs`, "");
      await Deno.writeTextFile(
        `${work}/Cargo.toml`,
        `[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${CRATE} = "=${VERSION}"\n`,
      );
      await run([await cargo(), "fetch", "--quiet"], { cwd: work, env: { CARGO_HOME: `${work}/cargo` } });
      const crate = findCrate(`${work}/cargo/registry/cache`);
      await verify(crate, SHA256);
      await run(["tar", "xzf", crate, "--strip-components=3", `${CRATE}-${VERSION}/bellard/quickjs`], { cwd: folder });
      await Deno.remove(work, { recursive: true });
    });
  });
}

/** rustup puts cargo where only login shells look. Before 1.70 cargo would clone an index of all crates first. */
async function cargo(): Promise<string> {
  const home = Deno.env.get("CARGO_HOME") ?? `${Deno.env.get("HOME") ?? "/root"}/.cargo`;
  for (const path of [await which("cargo"), `${home}/bin/cargo`]) {
    const version = path && await run([path, "--version"]).catch(() => "");
    const [, major, minor] = /^cargo (\d+)\.(\d+)/.exec(version || "") ?? [];
    if (path && (Number(major) > 1 || Number(minor) >= 70)) return path;
  }
  throw new Error("Cannot fetch QuickJS: there is no cargo 1.70 or later (Debian 12: package cargo-web)");
}

function findCrate(registries: string): string {
  const file = `${CRATE}-${VERSION}.crate`;
  for (const { name } of Deno.readDirSync(registries)) {
    for (const entry of Deno.readDirSync(`${registries}/${name}`)) {
      if (entry.name === file) return `${registries}/${name}/${file}`;
    }
  }
  throw new Error(`cargo has not fetched ${file}`);
}
