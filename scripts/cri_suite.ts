/** The CRI's suites, as test binaries in the cache: Go modules, which hold their tests as well. */
import { cached } from "./cache.ts";
import { run, which } from "./command.ts";
import { GO_MODULE, GO_VERSION, NotAvailable } from "./containerd_versions.ts";
import { type Log, timed } from "./progress.ts";

/**
 * The path of containerd's own integration suite.
 * @throws NotAvailable where there is no Go toolchain
 */
export function criSuite(log: Log): Promise<string> {
  return testBinary("cri-suite", GO_MODULE, GO_VERSION, "integration", log);
}

/** The path of critest, the conformance suite of cri-tools. Throws as criSuite(). */
export function critest(log: Log): Promise<string> {
  return testBinary("critest", "sigs.k8s.io/cri-tools", "v1.34.0", "cmd/critest", log);
}

async function testBinary(name: string, module: string, version: string, folder: string, log: Log): Promise<string> {
  // A module that needs the suite's, so that Go finds the suite in it; Go's checksum database pins the rest.
  const goMod = `module husk.test/suite\n\ngo 1.24\n\nrequire ${module} ${version}\n`;
  const entry = await cached(name, [{ text: goMod }], async (directory) => {
    if (await which("go") === undefined) throw new NotAvailable("no Go toolchain to build it with");
    const work = `${directory}/work`;
    await Deno.mkdir(work);
    await Deno.writeTextFile(`${work}/go.mod`, goMod);
    await timed(log, `go: build ${module}/${folder} ${version}`, async () => {
      // -mod=mod: go.sum is written here, from the checksum database.
      await run(["go", "test", "-mod=mod", "-c", "-o", `${directory}/suite`, `${module}/${folder}`], { cwd: work });
    });
    await Deno.remove(work, { recursive: true });
  });
  return `${entry}/suite`;
}
