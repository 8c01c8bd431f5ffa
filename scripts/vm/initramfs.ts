import { cpio, type CpioEntry, DIRECTORY, REGULAR } from "../../guest/image/cpio.ts";
import { cached } from "../cache.ts";
import { sharedLibraries } from "./libraries.ts";
import { loadOrder, type TestKernel } from "./kernel.ts";

/** What the test VM needs until its root is mounted; all else is loaded from there. */
const BOOT_MODULES = [
  "virtio_pci",
  "virtio_blk",
  "virtio_console",
  "crc32c_generic",
  "ext4",
  "9pnet_virtio",
  "9p",
  "overlay",
];

const INIT = new URL("init.sh", import.meta.url).pathname;

/** The initramfs of the test VM: busybox with its libraries, the modules that the root needs, and init.sh. */
export async function testInitramfs({ release, modules }: TestKernel): Promise<string> {
  const busybox = await Deno.realPath("/bin/busybox");
  const dep = await Deno.readTextFile(`${modules}/modules.dep`);
  const order = loadOrder(BOOT_MODULES, dep, await Deno.readTextFile(`${modules}/modules.builtin`));
  const files = new Map([["bin/busybox", busybox], ["init", INIT]]);
  for (const library of await sharedLibraries(busybox)) files.set(library.slice(1), await Deno.realPath(library));
  for (const module of order) files.set(`modules/${module}`, `${modules}/${module}`);
  const inputs = [
    { text: [release, ...files.keys(), ...order].join(" ") },
    ...[...files.values()].map((file) => ({ file })),
  ];
  const entry = await cached("vm-initramfs", inputs, async (folder) => {
    const entries = new Map<string, CpioEntry>();
    const addFolder = (path: string) => {
      const parent = path.replace(/\/?[^/]*$/, "");
      if (parent !== "") addFolder(parent);
      entries.set(path, { path, mode: DIRECTORY | 0o755 });
    };
    const add = (path: string, data: Uint8Array) => {
      if (path.includes("/")) addFolder(path.replace(/\/[^/]*$/, ""));
      entries.set(path, { path, mode: REGULAR | 0o755, data });
    };
    for (const [path, file] of files) add(path, await Deno.readFile(file));
    add("modules/order", new TextEncoder().encode(order.join("\n")));
    await Deno.writeFile(`${folder}/initramfs.cpio`, cpio([...entries.values()]));
  });
  return `${entry}/initramfs.cpio`;
}
