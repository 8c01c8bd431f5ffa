/**
 * The root file system of the test containers: Debian's dynamic busybox with its libraries. The applets are hard links to
 * it (busybox-static's shell would run them without an exec, and the tests look at processes).
 */
import type { Entry } from "./oci_archive.ts";

const users = [
  "root:x:0:0:root:/root:/bin/sh",
  "tester:x:1000:1000:tester:/home/tester:/bin/sh",
  "nobody:x:65534:65534:nobody:/:/bin/false",
];
const groups = ["root:x:0:", "tester:x:1000:", "extra:x:2000:tester", "more:x:2001:tester", "nobody:x:65534:"];
const directories = ["dev", "etc", "home", "home/tester", "proc", "root", "run", "sys", "tmp", "var", "mnt", "data"];

/** The layer's entries, read from this machine's /usr/bin/busybox (or /bin/busybox) and its libraries; `others` are further ones. */
export async function busyboxLayer(others: readonly string[] = []): Promise<Entry[]> {
  const busybox = await Deno.realPath("/bin/busybox").catch((cause) => {
    throw new Error("Cannot read /bin/busybox: install the package 'busybox'", { cause });
  });
  const entries = new Map<string, Entry>();
  const directory = (path: string) => {
    const parent = path.replace(/\/?[^/]*$/, "");
    if (parent && !entries.has(parent)) directory(parent);
    if (!entries.has(path)) entries.set(path, { path, directory: true, mode: path === "tmp" ? 0o1777 : 0o755 });
  };
  const file = (path: string, data: Uint8Array, mode = 0o644) => {
    directory(path.replace(/\/[^/]*$/, ""));
    entries.set(path, { path, data, mode });
  };
  directories.forEach(directory);
  for (const library of [...await libraries(busybox), ...others]) {
    file(library.slice(1), await Deno.readFile(await Deno.realPath(library)), 0o755);
  }
  file("bin/busybox", await Deno.readFile(busybox), 0o755);
  for (const applet of await lines(busybox, ["--list"])) {
    if (applet === "busybox") continue;
    entries.set(`bin/${applet}`, { path: `bin/${applet}`, hardlinkTo: "bin/busybox", mode: 0o755 });
  }
  const text = (path: string, content: string[]) => file(path, new TextEncoder().encode(content.join("\n") + "\n"));
  text("etc/passwd", users);
  text("etc/group", groups);
  text("etc/image-name", ["husk-e2e"]);
  return [...entries.values()];
}

/** Absolute paths of the shared libraries and the loader of `binary`. */
export async function libraries(binary: string): Promise<string[]> {
  const found = await lines("ldd", [binary]);
  return found.map((line) => line.match(/(?:=> )?(\/\S+) \(0x/)?.[1]).filter((path) => path !== undefined);
}

async function lines(command: string, args: string[]): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`Cannot run ${command} ${args.join(" ")}: ${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout).split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
