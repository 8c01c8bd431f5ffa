import { cached, cacheDir } from "./cache.ts";
import { run, which } from "./command.ts";
import { type Log, timed } from "./progress.ts";

/** What a command needs of the machine: to build husk, to run it, to test it, to run the test VM. */
export type Stage = "build" | "run" | "test" | "vm";

/** Debian packages that are installed where they are missing. None of them starts a service. */
const PACKAGES: Record<Stage, readonly string[]> = {
  build: [
    ...["gcc", "libc6-dev", "make", "musl-tools", "pkg-config", "python3", "patch", "xz-utils"],
    ...["linux-source-6.12", "flex", "bison", "bc", "libelf-dev"],
    ...["libseccomp-dev", "libcap-dev", "libyajl-dev"],
  ],
  run: ["qemu-system-x86", "busybox"],
  test: ["protobuf-compiler", "iproute2", "iptables", "procps", "tini", "libcap-ng-dev"],
  vm: ["qemu-system-x86", "busybox", "e2fsprogs"],
};

/**
 * Debian packages whose programs are used without installing them: containerd's would start a service and displace
 * Docker's containerd.io. Where one is not installed, it is unpacked into the cache, and the system stays as it is.
 */
const UNPACKED: Record<Stage, readonly string[]> = {
  build: [],
  run: ["containerd", "runc", "containernetworking-plugins"],
  test: [],
  vm: [],
};

/** Memory that a build or a run with its containerd, VM and image may take, in MiB. */
const MEMORY_MIB = 2048;

/** Device number of /dev/net/tun: major 10, minor 200 (Linux, admin-guide/devices.txt). */
const TUN_DEVICE = (10 << 8) | 200;

/** Something about the machine that the user has to change; the message is one line that says what and how. */
export class SetupError extends Error {
  override name = "SetupError";
}

/**
 * Brings the machine to what `stages` need: says what will be installed, installs what is missing and nothing else.
 * @throws SetupError where that is not for us to do
 */
export async function setUp(stages: readonly Stage[], log: Log): Promise<void> {
  await checkMachine(stages);
  const packages = [...new Set(stages.flatMap((stage) => PACKAGES[stage]))];
  const unpacked = stages.flatMap((stage) => UNPACKED[stage]);
  const installed = await installedPackages([...packages, ...unpacked]);
  const missing = packages.filter((name) => !installed.has(name));
  const toUnpack = unpacked.filter((name) => !installed.has(name));
  if (missing.length > 0) log(`to install with apt: ${missing.join(" ")}`);
  if (toUnpack.length > 0) log(`to unpack into ${cacheDir()}, not installed: ${toUnpack.join(" ")}`);
  if (missing.length > 0) await install(missing, log);
  for (const name of toUnpack) await unpackedPackage(name, log);
}

async function checkMachine(stages: readonly Stage[]): Promise<void> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new SetupError(`husk runs on Linux on x86_64, this is ${Deno.build.os} on ${Deno.build.arch}`);
  }
  if (Deno.uid() !== 0) throw new SetupError("this needs root (mounts, cgroups, apt): run it again with `sudo`");
  for (const tool of ["dpkg-query", "apt-get"]) {
    if (await which(tool) === undefined) {
      throw new SetupError(`no ${tool} on this machine: set-up knows Debian 12 (bookworm) only`);
    }
  }
  if (stages.some((stage) => stage !== "build")) {
    const tun = await Deno.stat("/dev/net/tun").catch(() => undefined);
    try {
      if (tun?.rdev !== TUN_DEVICE) throw new Error("another device");
      (await Deno.open("/dev/net/tun", { read: true, write: true })).close();
    } catch {
      throw new SetupError("/dev/net/tun cannot be opened: `modprobe tun`, or in a container `--device /dev/net/tun`");
    }
  }
  const available = availableMiB(await Deno.readTextFile("/proc/meminfo"));
  if (available < MEMORY_MIB) {
    throw new SetupError(`${available} MiB of memory are available, ${MEMORY_MIB} are needed: end what is not needed`);
  }
}

/** MemAvailable of /proc/meminfo, in MiB. */
export function availableMiB(meminfo: string): number {
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1];
  if (kib === undefined) throw new Error("Cannot read /proc/meminfo: no MemAvailable");
  return Math.floor(Number(kib) / 1024);
}

/** Which of `names` are installed (an answer of dpkg's own database, some milliseconds). */
async function installedPackages(names: readonly string[]): Promise<Set<string>> {
  const format = "${Package} ${db:Status-Status}\n";
  // It exits with 1 where it does not know a name: what it does know is on stdout all the same.
  const { stdout } = await new Deno.Command("dpkg-query", { args: ["-W", "-f", format, ...names], stderr: "null" })
    .output();
  return parseInstalled(new TextDecoder().decode(stdout));
}

/** Names with the status "installed" in lines of "name status" (config-files, half-installed and others are not). */
export function parseInstalled(text: string): Set<string> {
  return new Set(text.split("\n").filter((line) => line.endsWith(" installed")).map((line) => line.split(" ")[0]!));
}

/** No questions, and no restarts of the system's services by needrestart. */
const APT_ENV = { DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_SUSPEND: "1", LC_ALL: "C.UTF-8" };

/** Installs those of `packages` that are missing, with one line that names them. */
export async function installMissing(packages: readonly string[], log: Log): Promise<void> {
  const installed = await installedPackages(packages);
  const missing = packages.filter((name) => !installed.has(name));
  if (missing.length === 0) return;
  log(`to install with apt: ${missing.join(" ")}`);
  await install(missing, log);
}

async function install(packages: readonly string[], log: Log): Promise<void> {
  const command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", ...packages];
  await timed(log, "apt: install", async () => {
    try {
      await run(command, { env: APT_ENV });
    } catch {
      // The lists may be missing or old: fetched only now, so that a machine that has all needs no network.
      await updateLists(log);
      await run(command, { env: APT_ENV });
    }
  });
}

async function updateLists(log: Log): Promise<void> {
  await timed(log, "apt: update", () => run(["apt-get", "update", "-q"], { env: APT_ENV }));
}

/**
 * The root folder in which package `name` lies unpacked ("/" where it is installed), and so where its programs are.
 * @throws CommandError where apt has no such package
 */
export async function packageRoot(name: string, log: Log): Promise<string> {
  return (await installedPackages([name])).has(name) ? "" : await unpackedPackage(name, log);
}

async function unpackedPackage(name: string, log: Log): Promise<string> {
  const entry = await cached(`deb-${name}`, [], (folder) =>
    timed(log, `apt: unpack ${name}`, async () => {
      const deb = await downloadPackage(name, folder, log);
      await run(["dpkg-deb", "-x", deb, "root"], { cwd: folder });
      await Deno.remove(`${folder}/${deb}`);
    }));
  return `${entry}/root`;
}

/** Downloads a package's file into `folder`, which holds nothing else, and resolves to its name there. */
export async function downloadPackage(name: string, folder: string, log: Log): Promise<string> {
  // -o: apt would drop root for the download, and then could not write there.
  const download = ["apt-get", "download", "-q", "-o", "APT::Sandbox::User=root", name];
  try {
    await run(download, { cwd: folder, env: APT_ENV });
  } catch {
    await updateLists(log);
    await run(download, { cwd: folder, env: APT_ENV });
  }
  const [deb] = Array.from(Deno.readDirSync(folder), (file) => file.name);
  if (deb === undefined) throw new Error(`Cannot download package '${name}': apt-get download left no file`);
  return deb;
}
