/** Block devices of the host as disks of a pod's VM: what is written arrives, what may not be written does not, and all is let go of. */
import { assert, assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import { mustRun, quote } from "../command.ts";
import type { Context } from "../context.ts";
import { CONFIGURED_HANDLER, configuredPath } from "../cri_setup.ts";
import type { TestCase } from "../harness.ts";
import { Pods } from "../pods.ts";
import { configFlags } from "./config.ts";

const MiB = 1 << 20;

/** A loop device over a file of its own; gone after the case. `used` tells whether anything holds it. */
class Disk implements Disposable {
  private constructor(readonly path: string, readonly file: string) {}

  static async make(context: Context, name: string, bytes = 4 * MiB): Promise<Disk> {
    const file = `${context.directory}/${name}`;
    await Deno.writeFile(file, new Uint8Array(bytes));
    const path = (await mustRun("losetup", ["--find", "--show", file])).stdout.trim();
    const disk = new Disk(path, file);
    context.defer(() => disk[Symbol.dispose]());
    return disk;
  }

  /** What stands at the disk's beginning. */
  text(length: number): string {
    return new TextDecoder().decode(Deno.readFileSync(this.file).subarray(0, length));
  }

  /** Takes the device away; false where somebody has it open, for whom the kernel keeps it. */
  async detach(): Promise<boolean> {
    await mustRun("losetup", ["-d", this.path]);
    return !(await mustRun("losetup", ["-a"])).stdout.includes(this.file);
  }

  [Symbol.dispose](): void {
    new Deno.Command("losetup", { args: ["-d", this.path], stderr: "null" }).outputSync();
  }
}

function bind(source: string, target: string, options: string): string[] {
  return ["--mount", `type=bind,src=${source},dst=${target},options=${options}`];
}

/** Why there can be no disks made of files here. */
export const noLoop = () => {
  try {
    Deno.statSync("/dev/loop-control");
    return undefined;
  } catch {
    return "no loop devices on this machine";
  }
};

function diskCase(testCase: Omit<TestCase, "skip" | "runtimes">): TestCase {
  return { ...testCase, runtimes: ["husk"], skip: noLoop };
}

export const blockDeviceCases: TestCase[] = [
  diskCase({
    name: "a block device of the host: a container makes a file system on it, writes and syncs, and the host reads it",
    async run(context) {
      const disk = await Disk.make(context, "disk");
      const flags = [...await configFlags(context, "block_devices = 2\n"), "--device", disk.path];
      const id = await context.detached(["sleep", "1000"], { flags });
      const mode = (Deno.statSync(disk.path).mode! & 0o777).toString(8);
      const script = [
        `stat -c '%F %a' ${disk.path}; blockdev --getsize64 ${disk.path}`,
        `mke2fs -L from-guest ${disk.path} >/dev/null && echo made`,
        `printf 'to the last' | dd of=${disk.path} bs=512 seek=8191 conv=fsync 2>/dev/null && sync`,
        `dd if=${disk.path} bs=512 skip=8191 2>/dev/null | head -c 11`,
      ].join("\n");
      const result = await context.exec(id, ["sh", "-c", script]);
      assertEquals(result.stdout, `block special file ${mode}\n${4 * MiB}\nmade\nto the last`, quote(result));
      // Not at the end: while the container runs.
      assertMatch((await mustRun("blkid", ["-p", disk.path])).stdout, /LABEL="from-guest".*TYPE="ext2"/);
      await mustRun("e2fsck", ["-fn", disk.path]);
      const end = new TextDecoder().decode(Deno.readFileSync(disk.file).subarray(-512)).replace(/\0+$/, "");
      assertEquals(end, "to the last");
      await context.remove(id);
      // The VM of a single container ends with its process: what that has not synced must be out by then.
      await context.shell(`exec 3<>${disk.path}; echo unsynced >&3; exec true`, { flags });
      assertEquals(disk.text(9), "unsynced\n");
      assert(await disk.detach(), "somebody holds the device");
    },
  }),
  diskCase({
    name: "a read-only block device is not written to, whatever the container may do in its guest",
    async run(context) {
      const disk = await Disk.make(context, "disk");
      await mustRun("dd", [`of=${disk.path}`, "conv=fsync", "status=none"], { stdin: "the host's" });
      const config = await configFlags(context, "block_devices = 1\nblock_device_mounts = true\n");
      const flags = [...config, ...bind(disk.path, "/disk", "rbind:ro")];
      const told = "cat /sys/dev/block/$((0x$(stat -c %t /disk))):$((0x$(stat -c %T /disk)))/ro";
      const write = "echo the guest\\'s | dd of=/disk conv=fsync,notrunc 2>&1 | tail -1";
      const plain = await context.shell(`head -c 10 /disk 2>&1; echo; ${write}; true`, { flags });
      assertMatch(plain, /^the host's\n.*(Operation not permitted|Permission denied)/s);
      const privileged = await context.shell(`head -c 10 /disk; echo; ${told}; ${write}; true`, {
        flags: [...flags, "--privileged"],
      });
      assertMatch(privileged, /^the host's\n1\n/);
      assertEquals(disk.text(10), "the host's");
      assert(await disk.detach(), "somebody holds the device");
    },
  }),
  diskCase({
    name: "CRI: the disks of a pod's containers come and go with them, no more than there are places",
    cri: true,
    pauseContainer: true, // the handler with a configuration of its own
    timeout: 90_000,
    async run(context) {
      await Deno.writeTextFile(configuredPath(context.containerd.directory), "block_devices = 1\n");
      const [one, two] = [await Disk.make(context, "one"), await Disk.make(context, "two", 2 * MiB)];
      const device = (disk: Disk, permissions = "mrw") => ({
        devices: [{ containerPath: "/dev/xvda", hostPath: disk.path, permissions }],
      });
      const pod = await new Pods(context).run({}, CONFIGURED_HANDLER);
      const a = await pod.start("a", "exec sleep 1000", device(one));
      assertEquals(
        await a.shell("echo first | dd of=/dev/xvda conv=fsync 2>/dev/null; echo done"),
        "done\n",
      );
      assertEquals(one.text(6), "first\n");
      // Another container of the pod: not its device, until it asks for the same one.
      const b = await pod.start("b", "exec sleep 1000");
      const own = await b.exec(["sh", "-c", "ls /dev/xvda; mknod /dev/mine b 254 0 && head -c 5 /dev/mine"]);
      assertMatch(own.stderr, /xvda: No such file.*mine: Operation not permitted/s);
      const c = await pod.start("c", "exec sleep 1000", device(one, "r"));
      assertEquals(await c.shell("head -c 5 /dev/xvda"), "first");
      assertMatch((await c.exec(["sh", "-c", "echo x >/dev/xvda"])).stderr, /Operation not permitted/);
      await assertRejects(
        () => pod.start("d", "exec sleep 1000", device(two)),
        Error,
        "the pod's VM has 1 place for block devices, all of them taken",
      );
      // Rules hold from the container's start: what an update brings of them are the host's numbers.
      const linux = { memoryLimitInBytes: 96 * MiB };
      await pod.cri.runtime.updateContainerResources({ containerId: c.id, linux });
      await a.stop();
      await a.remove();
      assertEquals(await c.shell("head -c 5 /dev/xvda"), "first");
      await c.stop();
      await c.remove();
      assert(await one.detach(), "somebody holds the first device");
      const e = await pod.start("e", "exec sleep 1000", device(two));
      assertEquals(await e.shell("blockdev --getsize64 /dev/xvda"), `${2 * MiB}\n`);
      await pod.remove();
      assert(await two.detach(), "somebody holds the second device");
    },
  }),
  diskCase({
    name: "devices that the configuration does not allow, or that no guest can have, are refused and named",
    async run(context) {
      const disk = await Disk.make(context, "disk");
      const refused = async (flags: string[], words: RegExp) => {
        const result = await context.run(["true"], { flags });
        assertNotEquals(result.code, 0);
        assertMatch(result.stderr, words, quote(result));
      };
      const device = ["--device", disk.path];
      await refused(device, new RegExp(`device '${disk.path}': husk's configuration allows no block devices`));
      const some = await configFlags(context, "block_devices = 1\n");
      const mount = bind(disk.path, "/disk", "rbind:rw");
      await refused([...some, ...mount], /device '\/disk': the volume '\/dev\/loop\d+' .*'block_device_mounts'/);
      await refused(
        [...some, "--device", "/dev/loop-control"],
        /device '\/dev\/loop-control': it is a character device/,
      );
      await mustRun("mkfs.ext2", ["-q", disk.path]);
      await mustRun("mount", [disk.path, await mountPoint(context)]);
      await refused([...some, ...device], /block device '\/dev\/loop\d+' \(7:\d+\): .* is in use on the host/);
    },
  }),
];

/** A directory on which a case mounts; unmounted after it. */
async function mountPoint(context: Context): Promise<string> {
  const path = `${context.directory}/mounted`;
  await Deno.mkdir(path);
  context.defer(async () => void await new Deno.Command("umount", { args: [path], stderr: "null" }).output());
  return path;
}
