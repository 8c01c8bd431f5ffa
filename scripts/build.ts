/** `deno task build`: everything a pod needs, in `dist/`, from the cache where nothing changed. */
import { buildGuest } from "./build_guest.ts";
import { buildKernel } from "./build_kernel.ts";
import { SHIM_BINARY } from "../src/shim/launcher.ts";
import { buildShim } from "./build_shim.ts";
import { type Log, stderrLog } from "./progress.ts";
import { setUp, SetupError } from "./setup.ts";

/** What `dist/` holds; all paths are absolute. */
export interface Dist {
  dir: string;
  /** What containerd starts: the launcher. */
  shim: string;
  huskJs: string;
  /** The `husk` command, and its program. */
  cli: string;
  cliJs: string;
  vmlinux: string;
  initramfs: string;
  agent: string;
}

const DIR = new URL("../dist", import.meta.url).pathname;

/** Builds what is not built yet and brings `dist/` up to date, each file at once (renamed into place). */
export async function buildAll(log: Log): Promise<Dist> {
  await Deno.mkdir(DIR, { recursive: true });
  const dist = {
    dir: DIR,
    shim: `${DIR}/containerd-shim-husk-v2`,
    huskJs: `${DIR}/husk.js`,
    cli: `${DIR}/husk`,
    cliJs: `${DIR}/husk-cli.js`,
    vmlinux: `${DIR}/vmlinux`,
    initramfs: `${DIR}/initramfs.cpio`,
    agent: `${DIR}/agent`,
  };
  await Promise.all([
    buildKernel(log).then((kernel) => place(kernel, dist.vmlinux)),
    buildGuest(log).then((guest) =>
      Promise.all([place(guest.initramfs, dist.initramfs), place(guest.agent, dist.agent)])
    ),
    buildShim(log, DIR).then((shim) =>
      Promise.all([
        ...[place(shim.huskJs, dist.huskJs), place(shim.launcher, dist.shim)],
        ...[place(shim.cliJs, dist.cliJs), place(shim.cli, dist.cli)],
        ...(shim.binary === undefined ? [] : [place(shim.binary, `${DIR}/${SHIM_BINARY}`)]),
      ])
    ),
  ]);
  return dist;
}

/** Copies `from` to `to` unless that was done before: the copy carries the original's times. */
async function place(from: string, to: string): Promise<void> {
  const [source, placed] = await Promise.all([Deno.stat(from), Deno.stat(to).catch(() => undefined)]);
  const mtime = source.mtime ?? new Date();
  if (placed?.size === source.size && placed.mtime?.getTime() === mtime.getTime()) return;
  const temporary = `${to}.${Deno.pid}.tmp`;
  await Deno.copyFile(from, temporary);
  await Deno.utime(temporary, mtime, mtime);
  await Deno.rename(temporary, to);
}

if (import.meta.main) {
  const log = stderrLog();
  try {
    await setUp(["build"], log);
    const dist = await buildAll(log);
    log(`built ${dist.dir}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`husk: ${error.message}`);
    Deno.exit(1);
  }
}
