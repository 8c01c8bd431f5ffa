import { cached, filesBelow } from "../../scripts/cache.ts";
import { run } from "../../scripts/command.ts";
import { type Log, timed } from "../../scripts/progress.ts";
import { verify } from "./verify.ts";

/** Debian 12's source package. */
const VERSION = "1.8.1-1+deb12u1";
const TARBALL = "crun_1.8.1.orig.tar.xz";
const SHA256 = "01b68269d94e5fe11106a9b14c2f144be03b16ec798951f4efa6aa16ba9da29a";

const PATCHES = new URL("crun_patches", import.meta.url).pathname;
const CFLAGS = "-Os -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -fno-stack-protector";
/** -all-static is libtool's: it makes libcrun's libraries static too. */
const LDFLAGS = "-all-static -Wl,--gc-sections -Wl,--build-id=none";
const CONFIGURE = [
  "--enable-embedded-yajl",
  "--disable-systemd",
  "--disable-criu",
  "--disable-dl",
  "--disable-dependency-tracking",
];
/** libgcrypt would serve a cache of seccomp filters, at 1 MB. */
const ENV = { ac_cv_search_gcry_check_version: "no", SOURCE_DATE_EPOCH: "0" };

/** Builds crun unless the cache has it; resolves to the static binary's path. */
export async function buildCrun(log: Log): Promise<string> {
  const inputs = [
    { text: `${TARBALL} ${SHA256}` },
    { text: [CFLAGS, LDFLAGS, ...CONFIGURE, JSON.stringify(ENV)].join(" ") },
    ...await filesBelow(PATCHES),
    { text: await run(["gcc", "--version"]) },
    { text: await run(["dpkg-query", "-W", "libc6-dev", "libseccomp-dev", "libcap-dev"]) },
  ];
  const folder = await cached("crun", inputs, async (folder) => {
    const work = `${folder}/work`;
    await Deno.mkdir(work);
    await timed(log, "crun: fetch", () => fetchSource(work));
    await timed(log, "crun: compile", () => compile(work, `${folder}/crun`));
    await Deno.remove(work, { recursive: true });
  });
  return `${folder}/crun`;
}

async function compile(work: string, target: string): Promise<void> {
  const options = { cwd: work, env: ENV };
  await run(["tar", "xf", TARBALL, "--strip-components=1"], options);
  for (const name of Array.from(Deno.readDirSync(PATCHES), ({ name }) => name).sort()) {
    await run(["patch", "-p1", "--forward", `--input=${PATCHES}/${name}`], options);
  }
  await run(["./configure", ...CONFIGURE, `CFLAGS=${CFLAGS}`], options);
  await run(["make", `-j${navigator.hardwareConcurrency}`, `LDFLAGS=${LDFLAGS}`], options);
  await run(["strip", "-o", target, "crun"], options);
}

/** Has apt fetch the source package with lists of its own: the machine's deb entries as deb-src, and nothing else. */
async function fetchSource(work: string): Promise<void> {
  for (const folder of ["sources", "lists/partial", "cache/archives/partial"]) {
    await Deno.mkdir(`${work}/apt/${folder}`, { recursive: true });
  }
  await writeSources("/etc/apt", `${work}/apt/sources`);
  const options = [
    "Dir::Etc::sourcelist=/dev/null",
    `Dir::Etc::sourceparts=${work}/apt/sources`,
    `Dir::State::lists=${work}/apt/lists`,
    `Dir::Cache=${work}/apt/cache`,
    "APT::Sandbox::User=root",
  ].flatMap((option) => ["-o", option]);
  await run(["apt-get", ...options, "update", "--quiet"]);
  await run(["apt-get", ...options, "source", "--download-only", `crun=${VERSION}`], { cwd: work });
  await verify(`${work}/${TARBALL}`, SHA256);
}

async function writeSources(etc: string, target: string): Promise<void> {
  const parts = Array.from(Deno.readDirSync(`${etc}/sources.list.d`), ({ name }) => `sources.list.d/${name}`);
  for (const part of ["sources.list", ...parts]) {
    if (!/\.(list|sources)$/.test(part)) continue;
    const text = await Deno.readTextFile(`${etc}/${part}`).catch(() => "");
    await Deno.writeTextFile(`${target}/${part.slice(part.lastIndexOf("/") + 1)}`, asSourceEntries(text));
  }
}

/** sources.list(5) entries, in the one-line style or as deb822, turned from binary packages to source packages. */
export function asSourceEntries(text: string): string {
  return text.replace(/^deb(?=[ \t])/gm, "deb-src").replace(/^Types:.*$/gmi, "Types: deb-src");
}
