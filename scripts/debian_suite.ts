/**
 * Packages of other Debian suites than this machine's: apt with lists and state of its own in the cache, so that the
 * machine's apt never hears of them. apt checks the suite's signature and the package's hash.
 */
import { cached, cacheDir } from "./cache.ts";
import { run } from "./command.ts";
import { type Log, timed } from "./progress.ts";

/** Signs every suite of Debian (package debian-archive-keyring, which each Debian has). */
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * The root folder of package `name` of `suite`, unpacked into the cache and not installed. Debian's pool drops old versions,
 * so it is the suite's version of the day, which is logged; one that was taken stays in the cache.
 */
export async function suitePackage(name: string, suite: string, log: Log): Promise<string> {
  const entry = await cached(
    `deb-${suite}-${name}`,
    [],
    (folder) =>
      timed(log, `apt: unpack ${name} of ${suite}`, async () => {
        const mirror = debianMirror(await run(["apt-get", "indextargets", "--format", INDEX_FORMAT]));
        const state = await Deno.makeTempDir({ dir: cacheDir(), prefix: "apt-" });
        try {
          const options = await privateApt(state, mirror, suite);
          await run(["apt-get", ...options, "update", "-q"]);
          await run(["apt-get", ...options, "download", "-q", name], { cwd: folder });
        } finally {
          await Deno.remove(state, { recursive: true });
        }
        const [deb] = Array.from(Deno.readDirSync(folder), (file) => file.name);
        if (deb === undefined) {
          throw new Error(`Cannot unpack package '${name}' of ${suite}: apt-get download left no file`);
        }
        log(`apt: ${name} of ${suite} is ${decodeURIComponent(deb)}`);
        await run(["dpkg-deb", "-x", deb, "root"], { cwd: folder });
        await Deno.remove(`${folder}/${deb}`);
      }),
  );
  return `${entry}/root`;
}

/** One line an index: kind, repository, suite, who publishes it, component. */
const INDEX_FORMAT = "$(CREATED_BY) $(REPO_URI) $(RELEASE) $(ORIGIN) $(COMPONENT)";

/** The mirror of Debian's own archive that this machine uses, out of `apt-get indextargets`. */
export function debianMirror(indexTargets: string): string {
  for (const line of indexTargets.split("\n")) {
    const [kind, mirror, suite, origin, component] = line.split(" ");
    // "bookworm-updates", "-security" and "-backports" may lie in archives of their own.
    if (kind === "Packages" && origin === "Debian" && component === "main" && /^[a-z]+$/.test(suite!)) return mirror!;
  }
  throw new Error("Cannot find a mirror of Debian's archive among apt's sources (apt-get indextargets)");
}

async function privateApt(state: string, mirror: string, suite: string): Promise<string[]> {
  for (const folder of ["lists/partial", "archives/partial"]) {
    await Deno.mkdir(`${state}/${folder}`, { recursive: true });
  }
  await Deno.writeTextFile(`${state}/sources.list`, `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`);
  await Deno.writeTextFile(`${state}/status`, "");
  const options = {
    "Dir::Etc::sourcelist": `${state}/sources.list`,
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::State": state,
    "Dir::State::lists": `${state}/lists`,
    "Dir::State::status": `${state}/status`,
    "Dir::Cache": state,
    // apt would drop root for the download, and then could not write here.
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
  };
  return Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}
