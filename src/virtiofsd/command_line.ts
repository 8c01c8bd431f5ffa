/** Where distributions put it: QEMU's C daemon up to 7.2, the Rust one after. */
const PLACES = ["/usr/libexec/virtiofsd", "/usr/lib/virtiofsd", "/usr/lib/qemu/virtiofsd"];

/** The daemon that this host has. Throws an Error that names where it was looked for. */
export async function findVirtiofsd(places: readonly string[] = PLACES): Promise<string> {
  for (const place of places) {
    if (await Deno.stat(place).then((info) => info.isFile, () => false)) return place;
  }
  throw new Error(`No virtiofsd at ${places.join(", ")}: install qemu-system-common (Debian 12) or virtiofsd`);
}

/**
 * The daemon's arguments in its own dialect, as a function of the listening socket's descriptor. The shared directory holds
 * mounts of many file systems: each gets inode numbers of its own in the guest (announce_submounts). Requests are served on
 * the queue's own thread: a pool would only cost memory. Only QEMU's package ships the C daemon; any other binary is asked once, by its help.
 */
export async function commandLine(binary: string, sharedDir: string): Promise<(fd: number) => string[]> {
  const help = binary === "/usr/lib/qemu/virtiofsd" ? "" : await helpOf(binary);
  const args = help.includes("--shared-dir") ? rustArguments(sharedDir, help) : cArguments(sharedDir);
  return (fd) => [`--fd=${fd}`, "--thread-pool-size=0", ...args];
}

/** `-f` keeps it our child. */
function cArguments(dir: string): string[] {
  return ["-f", "-o", `source=${dir},cache=auto,sandbox=namespace,announce_submounts,xattr,log_level=warn`];
}

/** File handles need open_by_handle_at(2), which a pod's processes may not call (shim/confinement.ts); from 1.14 on they are the default. */
function rustArguments(dir: string, help: string): string[] {
  const handles = help.includes("--inode-file-handles") ? ["--inode-file-handles=never"] : [];
  const log = help.includes("--log-level") ? ["--log-level=warn"] : [];
  const named = [`--shared-dir=${dir}`, "--cache=auto", "--sandbox=namespace", "--announce-submounts", "--xattr"];
  return [...named, ...handles, ...log];
}

async function helpOf(binary: string): Promise<string> {
  const { stdout } = await new Deno.Command(binary, {
    args: ["--help"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  })
    .output();
  return new TextDecoder().decode(stdout);
}
