import { Code, StatusError } from "../../src/util/errors.ts";
import type { Storage } from "../../src/gen/agent/agent.ts";
import { makeDirs } from "./files.ts";
import { errorCode, type Native } from "./native.ts";

/** mount(2). */
const MS_RDONLY = 1;
const MS_NOSUID = 2;
const MS_NODEV = 4;
const MS_NOEXEC = 8;
const MS_REMOUNT = 32;
const MS_BIND = 4096;
const MS_REC = 16384;

const FLAGS: Readonly<Record<string, number>> = {
  ro: MS_RDONLY,
  nosuid: MS_NOSUID,
  nodev: MS_NODEV,
  noexec: MS_NOEXEC,
  sync: 16,
  dirsync: 128,
  noatime: 1024,
  nodiratime: 2048,
  bind: MS_BIND,
  rbind: MS_BIND | MS_REC,
  relatime: 1 << 21,
  strictatime: 1 << 24,
  rw: 0,
  defaults: 0,
};

/**
 * The guest's own file systems (/dev is there already). The initramfs becomes a read-only bind mount of itself: with a
 * mount to pivot from, crun can pivot_root; and from a read-only file system it need not copy its binary into memory
 * before each run to keep it from being overwritten by a container.
 */
export function mountBase(native: Native): void {
  native.mount("/", "/mnt", "", MS_BIND, "");
  native.mount("/dev", "/mnt/dev", "", MS_BIND, "");
  native.mount("", "/mnt", "", MS_REMOUNT | MS_BIND | MS_RDONLY, "");
  native.enterRoot("/mnt");
  const strict = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  native.mount("proc", "/proc", "proc", strict, "");
  native.mount("sysfs", "/sys", "sysfs", strict, "");
  native.mount("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755");
  native.mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
  native.mkdir("/dev/pts", 0o755);
  native.mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "mode=0620,gid=5,ptmxmode=0666");
  native.mkdir("/dev/shm", 0o1777);
  native.mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
  native.mount("cgroup2", "/sys/fs/cgroup", "cgroup2", strict, "");
  for (const [name, target] of [["fd", ""], ["stdin", "/0"], ["stdout", "/1"], ["stderr", "/2"]] as const) {
    native.symlink(`/proc/self/fd${target}`, `/dev/${name}`);
  }
  const controllers = native.readFile("/sys/fs/cgroup/cgroup.controllers").trim().split(" ").filter((c) => c !== "");
  native.writeFile("/sys/fs/cgroup/cgroup.subtree_control", controllers.map((c) => `+${c}`).join(" "), 0);
}

/** Splits mount options into mount(2)'s flags and the rest, which is the file system's own. */
export function mountOptions(options: readonly string[]): { flags: number; data: string } {
  let flags = 0;
  const data: string[] = [];
  for (const option of options.flatMap((o) => o.split(","))) {
    const flag = FLAGS[option];
    if (flag !== undefined) flags |= flag;
    else if (option !== "") data.push(option);
  }
  return { flags, data: data.join(",") };
}

/** "mode=0770" among the options of a directory of the guest's own. */
function modeOf(options: readonly string[]): number {
  const mode = options.find((option) => option.startsWith("mode="))?.slice("mode=".length);
  return mode === undefined ? 0o755 : parseInt(mode, 8) & 0o7777;
}

/** Makes a storage's mount point and mounts it there. A storage that is mounted already stays as it is. */
export function mountStorage(native: Native, storage: Storage): void {
  const { flags, data } = mountOptions(storage.options);
  if (!storage.mountPoint.startsWith("/")) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot mount on '${storage.mountPoint}': not an absolute path`);
  }
  if (storage.driver === "local") return makeDirs(native, storage.mountPoint, modeOf(storage.options));
  makeDirs(native, storage.mountPoint);
  switch (storage.driver) {
    case "virtio-fs":
    case "ephemeral":
    case "bind":
      try {
        native.mount(storage.source, storage.mountPoint, storage.fstype, flags, data);
      } catch (error) {
        if (errorCode(error) !== "EBUSY") throw error; // the same file system is mounted there
      }
      return;
    default:
      throw new StatusError(Code.UNIMPLEMENTED, `Cannot mount '${storage.source}': driver '${storage.driver}'`);
  }
}
