import { run } from "../command.ts";

/** Absolute paths of the shared libraries and the loader of program `path`, as the loader itself finds them. */
export async function sharedLibraries(path: string): Promise<string[]> {
  const lines = (await run(["ldd", path])).split("\n");
  return lines.map((line) => /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1]).filter((library) => library !== undefined);
}
