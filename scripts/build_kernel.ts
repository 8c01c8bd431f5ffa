import { cached, filesBelow } from "./cache.ts";
import { run } from "./command.ts";
import { packElf } from "./pack_elf.ts";
import { type Log, timed } from "./progress.ts";

/** Where the package linux-source-6.12 puts the distribution's kernel source. */
const SOURCE = "/usr/src/linux-source-6.12.tar.xz";

/** Source of other machines, drivers and documents: unpacked it would be a gigabyte more (their Kconfig files stay). */
const LEFT_OUT = [
  "*/Documentation/*/*",
  "*/tools/testing/*",
  "*/arch/[a-wyz]*/*.[chS]",
  "*/arch/[a-wyz]*/*.dts*",
  ...["gpu", "media", "staging", "net/ethernet", "net/wireless", "scsi", "infiniband"].map((at) =>
    `*/drivers/${at}/*.c`
  ),
  "*/drivers/gpu/*.h",
  "*/sound/*.c",
];

/** To be changed when this file or pack_elf.ts makes another kernel of the same inputs. */
const RECIPE = "1";

/**
 * Builds the guest's kernel from the distribution's source, our options and our patches, unless the cache has it.
 * @returns the path of the packed, uncompressed vmlinux
 */
export async function buildKernel(log: Log): Promise<string> {
  const ours = new URL("../guest/kernel", import.meta.url).pathname;
  const fragment = `${ours}/fragment.config`;
  const compiler = await run(["gcc", "--version"]);
  const inputs = [
    { file: SOURCE },
    ...await filesBelow(ours),
    { text: compiler },
    { text: RECIPE },
  ];
  const entry = await cached("kernel", inputs, async (folder) => {
    const tree = `${folder}/linux`;
    await Deno.mkdir(tree);
    await timed(log, "kernel: unpack", async () => {
      const exclude = LEFT_OUT.map((pattern) => `--exclude=${pattern}`);
      await run(["tar", "-xf", SOURCE, "-C", tree, "--strip-components=1", "--wildcards", ...exclude]);
    });
    await patch(tree, `${ours}/patches`);
    await configure(tree, fragment);
    await timed(log, "kernel: compile (about 6 minutes on 2 cores)", () => compile(tree, log));
    const vmlinux = packElf(await Deno.readFile(`${tree}/vmlinux`));
    await Deno.writeFile(`${folder}/vmlinux`, vmlinux);
    await Deno.copyFile(`${tree}/.config`, `${folder}/config`);
    await Deno.copyFile(`${tree}/System.map`, `${folder}/System.map`);
    await Deno.remove(tree, { recursive: true });
    log(`kernel: ${(vmlinux.length / 1e6).toFixed(2)} MB`);
  });
  return `${entry}/vmlinux`;
}

async function patch(tree: string, folder: string): Promise<void> {
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
  for (const name of names) {
    try {
      await run(["patch", "-p1", "--no-backup-if-mismatch", "-d", tree, "-i", `${folder}/${name}`]);
    } catch (error) {
      throw new Error(`Cannot apply guest/kernel/patches/${name} to ${SOURCE}`, { cause: error });
    }
  }
}

/** tinyconfig, then our options; each of these must have survived `olddefconfig`. */
async function configure(tree: string, fragment: string): Promise<void> {
  const make = (target: string) => run(["make", "-s", "-C", tree, target]);
  await make("tinyconfig");
  const wanted = await Deno.readTextFile(fragment);
  await Deno.writeTextFile(`${tree}/.config`, wanted, { append: true });
  await make("olddefconfig");
  const refused = refusedOptions(wanted, await Deno.readTextFile(`${tree}/.config`));
  if (refused.length > 0) {
    throw new Error(`The kernel's configuration does not take these options of ours: ${refused.join(", ")}`);
  }
}

/** The options of `wanted` that `config` has otherwise, in the words of `wanted`. */
export function refusedOptions(wanted: string, config: string): string[] {
  const values = new Map<string, string>();
  for (const line of config.split("\n")) {
    const [, name, value] = /^(CONFIG_\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) values.set(name, value!);
  }
  return wanted.split("\n").filter((line) => {
    const [, name, value] = /^(CONFIG_\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) return values.get(name) !== value;
    const off = /^# (CONFIG_\w+) is not set$/.exec(line)?.[1];
    return off !== undefined && values.has(off);
  });
}

/** Compiles `vmlinux`, with a line of progress every thousand files. */
async function compile(tree: string, log: Log): Promise<void> {
  let compiled = 0;
  const jobs = `-j${navigator.hardwareConcurrency}`;
  const identity = { KBUILD_BUILD_TIMESTAMP: "@0", KBUILD_BUILD_USER: "husk", KBUILD_BUILD_HOST: "husk" };
  await run(["make", "-C", tree, jobs, "vmlinux"], {
    env: identity,
    onLine: (line) => {
      if (line.startsWith("  CC ") && ++compiled % 250 === 0) log(`kernel: ${compiled} files compiled`);
    },
  });
}
