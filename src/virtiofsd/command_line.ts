/** Where distributions put it: QEMU's C daemon up to 7.2, the Rust one after. */
const PLACES = ["/usr/libexec/virtiofsd", "/usr/lib/virtiofsd", "/usr/lib/qemu/virtiofsd"];

/** The daemon that this host has. Throws an Error that names where it was looked for. */
export async function findVirtiofsd(places: readonly string[] = PLACES): Promise<string> {
  for (const place of places) {
    if (await Deno.stat(place).then((info) => info.isFile, () => false)) return place;
  }
  throw new Error(`No virtiofsd at ${places.join(", ")}: install qemu-system-common (Debian 12) or virtiofsd`);
}

export type Dialect = "c" | "rust";

/**
 * The daemon's arguments in its own dialect, as a function of the listening socket's descriptor. The shared directory holds
 * mounts of many file systems: each gets inode numbers of its own in the guest (announce_submounts). Requests are served on
 * the queue's own thread: a pool would only cost memory. `-f` of the C daemon keeps it our child.
 */
export async function commandLine(binary: string, sharedDir: string): Promise<(fd: number) => string[]> {
  const args = DIALECTS[await dialectOf(binary)](sharedDir);
  return (fd) => [`--fd=${fd}`, "--thread-pool-size=0", ...args];
}

const DIALECTS: Readonly<Record<Dialect, (sharedDir: string) => string[]>> = {
  c: (dir) => ["-f", "-o", `source=${dir},cache=auto,sandbox=namespace,announce_submounts,xattr,log_level=warn`],
  rust: (dir) => [`--shared-dir=${dir}`, "--cache=auto", "--sandbox=namespace", "--announce-submounts", "--xattr"],
};

/** QEMU's package is the only one that ships the C daemon; anywhere else the binary is asked once. */
async function dialectOf(binary: string): Promise<Dialect> {
  if (binary === "/usr/lib/qemu/virtiofsd") return "c";
  const { stdout } = await new Deno.Command(binary, {
    args: ["--help"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  })
    .output();
  return new TextDecoder().decode(stdout).includes("--shared-dir") ? "rust" : "c";
}
