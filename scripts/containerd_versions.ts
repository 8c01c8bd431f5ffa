/** The containerds that husk is held against, by version: programs in the cache, none of them installed. */
import { cached } from "./cache.ts";
import { run, which } from "./command.ts";
import { suitePackage } from "./debian_suite.ts";
import { type Log, timed } from "./progress.ts";
import { packageRoot } from "./setup.ts";

export const CONTAINERD_VERSIONS = ["1.6", "1.7", "2.1", "2.4"] as const;
export type ContainerdVersion = typeof CONTAINERD_VERSIONS[number];

/** The version that `ctr`, `task dev` and the tests use where none is named: that of Debian 12. */
export const DEFAULT_CONTAINERD: ContainerdVersion = "1.6";

/** Go's own checksum database and go.sum in the module pin what this version is made of. */
export const GO_MODULE = "github.com/containerd/containerd/v2";
export const GO_VERSION = "v2.4.2";
const GO_PROGRAMS = ["containerd", "ctr", "containerd-shim-runc-v2"];

/** A version that cannot be had on this machine, with the reason in one line. */
export class NotAvailable extends Error {
  override name = "NotAvailable";
}

/**
 * The folders that hold containerd, ctr, containerd-shim-runc-v2 and runc, to be put first in PATH.
 * @throws NotAvailable where this machine lacks what it takes to make that version
 */
export async function containerdFolders(version: ContainerdVersion, log: Log): Promise<string[]> {
  const runc = programFolders(await packageRoot("runc", log));
  switch (version) {
    case "1.6":
      return [...programFolders(await packageRoot("containerd", log)), ...runc];
    case "1.7":
      return [...programFolders(await suitePackage("containerd", "trixie", log)), ...runc];
    case "2.1":
      return [...programFolders(await suitePackage("containerd", "sid", log)), ...runc];
    case "2.4":
      return [await builtByGo(log), ...runc];
  }
}

const OWN_PATH = Deno.env.get("PATH") ?? "/usr/bin:/bin";

/** Puts that containerd's programs first in this process's PATH. Throws as containerdFolders(). */
export async function useContainerd(version: ContainerdVersion, log: Log): Promise<void> {
  Deno.env.set("PATH", [...await containerdFolders(version, log), OWN_PATH].join(":"));
  // ctr 2.2 and later warns of a host with cgroup v1, on the terminal of whoever runs a container.
  Deno.env.set("CONTAINERD_SUPPRESS_DEPRECATION_WARNINGS", "true");
}

/** The version that a command line names. Throws an Error that lists the known ones. */
export function parseContainerdVersion(text: string): ContainerdVersion {
  const version = CONTAINERD_VERSIONS.find((known) => known === text);
  if (version === undefined) throw new Error(`Unknown containerd '${text}' (known: ${CONTAINERD_VERSIONS.join(", ")})`);
  return version;
}

function programFolders(root: string): string[] {
  return root === "" ? [] : [`${root}/usr/bin`, `${root}/usr/sbin`];
}

function builtByGo(log: Log): Promise<string> {
  return cached("go-containerd", [{ text: GO_VERSION }], async (folder) => {
    if (await which("go") === undefined) throw new NotAvailable("no Go toolchain to build it with");
    await timed(log, `go: install containerd ${GO_VERSION}`, async () => {
      const packages = GO_PROGRAMS.map((name) => `${GO_MODULE}/cmd/${name}@${GO_VERSION}`);
      await run(["go", "install", ...packages], { env: { GOBIN: folder } });
    });
  });
}
