import { cached, type Input } from "../cache.ts";
import { run } from "../command.ts";
import { type Log, timed } from "../progress.ts";
import { downloadPackage } from "../setup.ts";

/** The distribution's kernel, unpacked and never installed: the test VM's own. */
export interface TestKernel {
  /** Its release, as `uname -r` tells it. */
  release: string;
  bzImage: string;
  /** Folder lib/modules/RELEASE with the modules below and their modules.dep. */
  modules: string;
}

/** The package that depends on the distribution's current kernel. */
const META_PACKAGE = "linux-image-amd64";

/** Modules by their path below lib/modules/RELEASE/kernel: what containers, their networks, KVM and vhost have use for. */
const MODULES = [
  ...["arch/x86/kvm/*", "drivers/crypto/ccp/*", "virt/*", "arch/x86/crypto/*", "crypto/*", "lib/*", "net/*"],
  ...[
    "fs/9p/*",
    "fs/fscache/*",
    "fs/netfs/*",
    "fs/ext4/*",
    "fs/jbd2/*",
    "fs/mbcache.ko",
    "fs/overlayfs/*",
    "fs/fuse/*",
  ],
  ...["drivers/vhost/*", "drivers/virtio/*", "drivers/block/virtio_blk.ko", "drivers/block/loop.ko"],
  ...["drivers/char/virtio_console.ko", "drivers/char/hw_random/*", "drivers/net/virtio_net.ko"],
  ...["tun", "tap", "veth", "macvlan", "dummy", "ifb"].map((name) => `drivers/net/${name}.ko`),
];

/** Downloads and unpacks the kernel unless the cache has it. */
export async function testKernel(log: Log): Promise<TestKernel> {
  const name = await currentKernel();
  const release = name.replace(/^linux-image-/, "");
  const inputs: Input[] = [{ text: name }, { text: MODULES.join(" ") }];
  const entry = await cached("vm-kernel", inputs, (folder) =>
    timed(log, `test VM: unpack ${name}`, async () => {
      const deb = await downloadPackage(name, folder, log);
      const base = `./lib/modules/${release}`;
      const wanted = [`./boot/vmlinuz-${release}`, `${base}/modules.*`, ...MODULES.map((at) => `${base}/kernel/${at}`)];
      await run(["sh", "-c", 'dpkg-deb --fsys-tarfile "$0" | tar -x --wildcards "$@"', deb, ...wanted], {
        cwd: folder,
      });
      await Deno.remove(`${folder}/${deb}`);
      await run(["busybox", "depmod", "-b", folder, release]);
    }));
  return { release, bzImage: `${entry}/boot/vmlinuz-${release}`, modules: `${entry}/lib/modules/${release}` };
}

async function currentKernel(): Promise<string> {
  const answer = await run(["apt-cache", "depends", META_PACKAGE]);
  const name = /Depends: (linux-image-\S+)/.exec(answer)?.[1];
  if (name === undefined) throw new Error(`Cannot find the distribution's kernel: apt knows no ${META_PACKAGE}`);
  return name;
}

/**
 * The files of `names` and of all that they depend on, each after what it needs, as paths below the modules' folder; names that
 * are built into the kernel have none. `modulesDep` is the text of modules.dep (modules.dep(5)).
 */
export function loadOrder(names: readonly string[], modulesDep: string, modulesBuiltin: string): string[] {
  const needs = new Map<string, { path: string; needs: string[] }>();
  for (const line of modulesDep.split("\n").filter((line) => line !== "")) {
    const [path, ...rest] = line.split(/:? /);
    needs.set(moduleName(path!.replace(/:$/, "")), { path: path!.replace(/:$/, ""), needs: rest.map(moduleName) });
  }
  const builtIn = new Set(modulesBuiltin.split("\n").map(moduleName));
  const order = new Set<string>();
  const add = (name: string, above: readonly string[]) => {
    if (builtIn.has(name)) return;
    const found = needs.get(name);
    if (found === undefined) throw new Error(`The kernel's package has no module '${name}'`);
    if (above.includes(name)) throw new Error(`Module '${name}' depends on itself`);
    for (const other of found.needs.filter((other) => other !== "")) add(other, [...above, name]);
    order.add(found.path);
  };
  for (const name of names) add(moduleName(name), []);
  return [...order];
}

/** "kernel/fs/9p/9p.ko" and "9p" -> "9p"; a file's dashes are the name's underscores. */
function moduleName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.ko(\.\w+)?$/, "").replaceAll("-", "_");
}
