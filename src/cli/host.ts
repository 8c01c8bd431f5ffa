/** What husk finds on this host: programs with their versions, devices, cgroups, mounts. Each finding is a value; none throws. */
import { ownUser } from "../hypervisor/qemu/own_user.ts";
import { O_RDWR } from "../linux/abi/fcntl.ts";
import { Fd } from "../linux/fd.ts";
import { bindMount, umount } from "../linux/mount.ts";
import { messageOf } from "../util/errors.ts";

export interface Finding {
  ok: boolean;
  /** One line for people, in either case. */
  detail: string;
}

/** Whether a device can be opened, which tells more than that its file is there. */
export function device(path: string): Finding {
  try {
    Fd.open(path, O_RDWR).close();
    return { ok: true, detail: `${path} opens` };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}

/** Which hierarchies of cgroups are mounted below `root` (cgroups(7)). */
export function cgroups(root = "/sys/fs/cgroup"): Finding {
  const controllers = readText(`${root}/cgroup.controllers`);
  if (controllers !== undefined) {
    return { ok: true, detail: `version 2, with ${controllers.trim() || "no controller"}` };
  }
  const mounted = foldersOf(root);
  if (mounted.length === 0) return { ok: false, detail: `no cgroups are mounted at ${root}` };
  const unified = mounted.find((name) => readText(`${root}/${name}/cgroup.controllers`) !== undefined);
  const kind = unified === undefined ? "version 1" : `version 1 beside version 2 at ${root}/${unified}`;
  return { ok: true, detail: `${kind}, with ${mounted.filter((name) => name !== unified).join(" ")}` };
}

/** Whether detached mounts work as husk needs them for every container (open_tree, mount_setattr, move_mount: Linux 5.12). */
export function detachedMounts(): Finding {
  let folder: string | undefined;
  try {
    folder = Deno.makeTempDirSync({ prefix: "husk-check-" });
    bindMount(folder, folder);
    umount(folder);
    return { ok: true, detail: `Linux ${Deno.osRelease()}: open_tree, mount_setattr and move_mount work` };
  } catch (error) {
    return { ok: false, detail: `Linux ${Deno.osRelease()}: ${messageOf(error)}` };
  } finally {
    if (folder !== undefined) Deno.removeSync(folder);
  }
}

/** Whether the kernel can filter system calls as husk has it done (seccomp(2): Linux 4.14). */
export function systemCallFilters(list = "/proc/sys/kernel/seccomp/actions_avail"): Finding {
  const actions = readText(list)?.trim().split(" ") ?? [];
  const lacking = ["kill_process", "errno"].filter((action) => !actions.includes(action));
  if (lacking.length === 0) return { ok: true, detail: "seccomp can refuse a call, and end who makes it" };
  return {
    ok: false,
    detail: actions.length === 0 ? "the kernel has no seccomp" : `seccomp has no ${lacking.join(", ")}`,
  };
}

/** Whether a pod's QEMU can be a user of its own. */
export function qemuUser(needs: Parameters<typeof ownUser>[0]): Finding {
  try {
    const user = ownUser(needs);
    return "reason" in user ? { ok: false, detail: user.reason } : { ok: true, detail: "another for each VM" };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}

/** Whether the kernel knows a file system. */
export function fileSystem(name: string, list = "/proc/filesystems"): Finding {
  const known = readText(list)?.split("\n").some((line) => line.split("\t").at(-1) === name) ?? false;
  return { ok: known, detail: known ? `the kernel has ${name}` : `the kernel has no ${name} (or not loaded yet)` };
}

/** A program and what it says of its version, in its first line. */
export async function program(find: () => string | Promise<string>): Promise<Finding> {
  try {
    const path = await find();
    const { stdout, stderr, success } = await new Deno.Command(path, {
      args: ["--version"],
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim().split("\n")[0]!;
    const line = decode(stdout) || decode(stderr);
    return { ok: success, detail: success ? `${path}: ${line}` : `${path} --version fails: ${line}` };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}

/** A file that must be there, with its size. */
export function file(path: string): Finding {
  try {
    const info = Deno.statSync(path);
    if (!info.isFile) return { ok: false, detail: `'${path}' is no file` };
    return { ok: true, detail: `${path}, ${(info.size / 1e6).toFixed(1)} MB` };
  } catch (error) {
    return { ok: false, detail: `Cannot find '${path}': ${messageOf(error)}` };
  }
}

/** The release of a kernel image: the kernel's own banner, which every image has in it. */
export function kernelRelease(path: string): string | undefined {
  try {
    const text = new TextDecoder("latin1").decode(Deno.readFileSync(path));
    return /Linux version (\S+)/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}

function foldersOf(path: string): string[] {
  try {
    return [...Deno.readDirSync(path)].filter((entry) => entry.isDirectory).map(({ name }) => name).sort();
  } catch {
    return [];
  }
}
