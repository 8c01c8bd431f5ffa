import { cached, type Input } from "../../scripts/cache.ts";
import { run, which } from "../../scripts/command.ts";
import { type Log, timed } from "../../scripts/progress.ts";
import { installMissing, packageRoot } from "../../scripts/setup.ts";
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
      const tools = await cargo(work, log);
      // `vendor` and not `fetch`: it downloads as well, and asks nothing of a compiler but its name.
      await run([tools.cargo, "vendor", "--quiet"], { cwd: work, env: { CARGO_HOME: `${work}/cargo`, ...tools.env } });
      const crate = findCrate(`${work}/cargo/registry/cache`);
      await verify(crate, SHA256);
      await run(["tar", "xzf", crate, "--strip-components=3", `${CRATE}-${VERSION}/bellard/quickjs`], { cwd: folder });
      await Deno.remove(work, { recursive: true });
    });
  });
}

/** What Debian's cargo-web needs beside what any Debian 12 has, without the 100 MB of its compiler. */
const CARGO_LIBRARIES = ["libgit2-1.5", "libcurl4", "libssh2-1", "libsqlite3-0", "libssl3", "ca-certificates"];

/** What cargo asks of a compiler before it downloads anything. */
const RUSTC_STUB = `#!/bin/sh
cat <<'END'
rustc 1.96.0
binary: rustc
commit-hash: unknown
commit-date: unknown
host: x86_64-unknown-linux-gnu
release: 1.96.0
LLVM version: 0
END
`;

/**
 * A cargo that can download one crate: before 1.70 it would clone an index of all crates first. rustup puts it where only
 * login shells look; where there is none, Debian's cargo-web is unpacked into the cache and given a stand-in for its compiler.
 */
async function cargo(work: string, log: Log): Promise<{ cargo: string; env: Record<string, string> }> {
  const home = Deno.env.get("CARGO_HOME") ?? `${Deno.env.get("HOME") ?? "/root"}/.cargo`;
  for (const path of [await which("cargo"), `${home}/bin/cargo`]) {
    const version = path && await run([path, "--version"]).catch(() => "");
    const [, major, minor] = /^cargo (\d+)\.(\d+)/.exec(version || "") ?? [];
    if (path && (Number(major) > 1 || Number(minor) >= 70)) return { cargo: path, env: {} };
  }
  await installMissing(CARGO_LIBRARIES, log);
  const root = await packageRoot("cargo-web", log);
  const rustc = `${work}/rustc`;
  await Deno.writeTextFile(rustc, RUSTC_STUB, { mode: 0o755 });
  return { cargo: `${root}/usr/bin/cargo`, env: { RUSTC: rustc } };
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
