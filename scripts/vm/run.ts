import { sampleTsc, tscKhz, type TscSample } from "../../src/linux/tsc.ts";
import { buildAll } from "../build.ts";
import { quote } from "../../src/shim/launcher.ts";
import { denoCopy } from "../build_shim.ts";
import { which } from "../command.ts";
import { type Log } from "../progress.ts";
import { packageRoot, setUp } from "../setup.ts";
import { scratchDisk, toolsDisk } from "./disks.ts";
import { testInitramfs } from "./initramfs.ts";
import { testKernel } from "./kernel.ts";
import { Machine, TestVmError } from "./machine.ts";

const ROOT = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");

/** Loaded before the command runs; the rest the kernel loads where it is asked for. */
const MODULES = ["kvm-amd", "vhost_vsock", "vhost_net", "tun", "virtio_rng", "fuse", "virtiofs", "loop"];

/** What of our environment the command gets, beside PATH. */
const PASSED_ON = /^(HOME|USER|LANG|LC_ALL|TERM|NO_COLOR|DENO_DIR|HUSK_.*)$/;

/** The exit code of a command that was ended because its time was over (as of timeout(1)). */
const TIMED_OUT = 124;
/** ... because it said nothing for too long. */
export const SILENT = 125;
/** ... because the machine as a whole has stopped: no process in it runs any more. */
export const HUNG = 126;
/** ... and because we were told to end: 128 + SIGINT. */
const INTERRUPTED = 130;

/** The machine gives a sign of life every ten seconds; its start and a machine under load take longer. */
const PULSE_SECONDS = 120;

export interface VmRun {
  /** Seconds for all of it. */
  timeout: number;
  /** The most seconds without a word of the command's; without it as long as it likes. */
  silence?: number;
  memoryMiB: number;
  command: readonly string[];
  /** Beside what is passed on. */
  env?: Readonly<Record<string, string>>;
  /** Gets the command's output; our own streams without it. */
  out?: (data: Uint8Array) => Promise<void>;
}

/** Runs a command in a fresh test VM, in our working directory; resolves to its exit code. */
export async function runInVm(run: VmRun, log: Log): Promise<number> {
  const started = performance.now();
  const firstTsc = sampleTsc();
  await setUp(["build", "run", "vm"], log);
  const [dist, kernel] = await Promise.all([buildAll(log), testKernel(log)]);
  const deno = await denoCopy();
  const roots = await Promise.all(["containerd", "runc"].map((name) => packageRoot(name, log)));
  const path = [
    deno.slice(0, deno.lastIndexOf("/")),
    ...roots.flatMap((root) => root === "" ? [] : [`${root}/usr/bin`, `${root}/usr/sbin`]),
    Deno.env.get("PATH") ?? "/usr/bin:/bin",
  ].join(":");
  const [initramfs, tools] = await Promise.all([
    testInitramfs(kernel),
    toolsDisk([deno, ...await largePrograms(roots)], kernel, log),
  ]);

  const folder = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-vm-" });
  await using stack = new AsyncDisposableStack();
  let removed: Promise<void> | undefined;
  const remove = () => removed ??= Deno.remove(folder, { recursive: true });
  stack.defer(remove);
  const token = `husk-vm-${crypto.randomUUID()}`;
  const files = new Map([
    ["/.husk-vm/run.sh", await Deno.readTextFile(new URL("run.sh", import.meta.url))],
    ["/.husk-vm/settings", `token=${token}\nmodules='${MODULES.join(" ")}'\nexport PATH=${quote(path)}\n`],
    ["/.husk-vm/command", commandScript(run)],
  ]);
  const scratch = `${folder}/scratch.ext4`;
  const needed = [ROOT, Deno.cwd(), deno, home(), denoDir()];
  await scratchDisk(scratch, { folders: await ownFolders(dist.dir), needed, files });
  log("test VM: starting");
  const machine = stack.use(
    new Machine({
      bzImage: kernel.bzImage,
      initramfs,
      tools,
      scratch,
      memoryMiB: run.memoryMiB,
      folder,
      tscKhz: hostTscKhz(firstTsc),
      token,
    }),
  );
  const up = () => {
    log("test VM: up");
    remove(); // QEMU has all of it open: so nothing is left even of a run that is killed
  };
  const limit = Promise.withResolvers<number>();
  using watch = new SilenceWatch(run.silence, () => {
    log(`test VM: nothing was heard for ${run.silence} s, ended: ${run.command.join(" ")}`);
    limit.resolve(SILENT);
  });
  using pulse = new SilenceWatch(PULSE_SECONDS, () => {
    log(`test VM: the machine has stopped: no sign of life for ${PULSE_SECONDS} s`);
    limit.resolve(HUNG);
  });
  machine.pulse(() => pulse.heard());
  const heard = (write: (data: Uint8Array) => Promise<void>) => (data: Uint8Array) => {
    watch.heard();
    return write(data);
  };
  const out = heard(run.out ?? ((data) => writeAll(Deno.stdout, data)));
  const err = heard(run.out ?? ((data) => writeAll(Deno.stderr, data)));
  const interrupt = () => limit.resolve(INTERRUPTED);
  for (const signal of SIGNALS) Deno.addSignalListener(signal, interrupt);
  const timer = setTimeout(() => {
    log(`test VM: not finished after ${run.timeout} s, ended: ${run.command.join(" ")}`);
    limit.resolve(TIMED_OUT);
  }, run.timeout * 1000 - (performance.now() - started));
  try {
    const code = await Promise.race([machine.run(out, err, up), limit.promise]);
    if (code === SILENT || code === TIMED_OUT || code === HUNG) log(`test VM: ${await machine.whereItIs()}`);
    return code;
  } finally {
    clearTimeout(timer);
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, interrupt);
  }
}

/** Calls `tooLong` once nothing has been heard for `seconds`; never without a limit. */
class SilenceWatch implements Disposable {
  #milliseconds: number | undefined;
  #tooLong: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(seconds: number | undefined, tooLong: () => void) {
    this.#milliseconds = seconds === undefined ? undefined : seconds * 1000;
    this.#tooLong = tooLong;
    this.heard();
  }

  heard(): void {
    clearTimeout(this.#timer);
    if (this.#milliseconds !== undefined) this.#timer = setTimeout(this.#tooLong, this.#milliseconds);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

function hostTscKhz(first: TscSample | undefined): number | undefined {
  const last = sampleTsc();
  return first === undefined || last === undefined ? undefined : tscKhz(first, last);
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The command as a shell script: working directory, environment, arguments. */
function commandScript({ command, env = {} }: VmRun): string {
  const passed = Object.entries(Deno.env.toObject()).filter(([name]) => PASSED_ON.test(name));
  const all = { DENO_NO_UPDATE_CHECK: "1", ...Object.fromEntries(passed), ...env };
  return [
    `cd ${quote(Deno.cwd())} || exit`,
    ...Object.entries(all).map(([name, value]) => `export ${name}=${quote(value)}`),
    `exec ${command.map(quote).join(" ")}`,
    "",
  ].join("\n");
}

/** Programs that a test starts again and again, as far as they are there. */
async function largePrograms(roots: readonly string[]): Promise<string[]> {
  const unpacked = ["containerd", "ctr", "containerd-shim-runc-v2", "runc"];
  const places = roots.flatMap((root) => [`${root}/usr/bin`, `${root}/usr/sbin`]);
  const candidates = unpacked.flatMap((name) => places.map((place) => `${place}/${name}`));
  candidates.push("/usr/lib/qemu/virtiofsd", await which("qemu-system-x86_64") ?? "");
  const found = await Promise.all(candidates.map((path) => Deno.stat(path).then(() => path, () => undefined)));
  return found.filter((path) => path !== undefined);
}

const home = () => Deno.env.get("HOME") ?? "/root";
const denoDir = () => Deno.env.get("DENO_DIR") ?? `${home()}/.cache/deno`;

/** What changes from run to run and is read file by file: the sources, what was built of them, and Deno's own caches. */
async function ownFolders(dist: string): Promise<string[]> {
  const folders = [
    dist,
    ...["src", "tests", "scripts", "deno.json", "deno.lock", "main.ts"].map((name) => `${ROOT}/${name}`),
    ...["gen", "dep_analysis_cache_v2", "node_analysis_cache_v2"].map((name) => `${denoDir()}/${name}`),
  ];
  const found = await Promise.all(folders.map((path) => Deno.stat(path).then(() => path, () => undefined)));
  return found.filter((path) => path !== undefined);
}

async function writeAll(to: { write(data: Uint8Array): Promise<number> }, data: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < data.length;) at += await to.write(data.subarray(at));
  } catch (cause) {
    throw new TestVmError("Cannot hand the command's output on: nobody reads it", { cause });
  }
}
