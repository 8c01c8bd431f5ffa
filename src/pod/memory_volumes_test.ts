import { assertEquals } from "@std/assert";
import { type HostView, memoryVolumeOf } from "./memory_volumes.ts";

const POD = "/var/lib/kubelet/pods/u";
const CACHE = `${POD}/volumes/kubernetes.io~empty-dir/cache`;
const host: HostView = {
  mountinfo: () =>
    [
      "25 1 8:1 / / rw - ext4 /dev/vda1 rw",
      `90 25 0:70 / ${CACHE} rw,relatime shared:9 - tmpfs tmpfs rw,size=65536k,inode64`,
      `91 25 0:71 / ${POD}/volumes/kubernetes.io~secret/token rw - tmpfs tmpfs rw,size=64k`,
      `92 25 0:70 /sub/dir ${POD}/volume-subpaths/cache/app/0 rw,relatime - tmpfs tmpfs rw,size=65536k,inode64`,
      `93 25 8:1 /x ${POD}/volume-subpaths/disk/app/0 rw,relatime - ext4 /dev/vda1 rw`,
    ].join("\n"),
  realPath: (path) => path.replace("/link/", "/var/lib/"),
  stat: (path) => ({ mode: path === CACHE ? 0o42777 : 0o40755, uid: 0, gid: 2000 }),
};
const tmpfs = {
  driver: "ephemeral",
  source: "tmpfs",
  fstype: "tmpfs",
  mountPoint: "/run/husk/memory/cache",
  options: ["mode=2777", "uid=0", "gid=2000", "nosuid", "nodev", "size=65536k"],
};

Deno.test("memoryVolumeOf() makes a tmpfs of the guest from one of the kubelet's", () => {
  assertEquals(memoryVolumeOf(CACHE, host), { storages: [tmpfs], guestPath: "/run/husk/memory/cache" });
  assertEquals(memoryVolumeOf(CACHE.replace("/var/lib/", "/link/"), host)?.guestPath, "/run/husk/memory/cache");
});

Deno.test("memoryVolumeOf() finds the volume of which a subPath is a part", () => {
  const guestPath = "/run/husk/memory/cache/sub/dir";
  const local = { driver: "local", source: "", fstype: "", mountPoint: guestPath, options: ["mode=755"] };
  assertEquals(memoryVolumeOf(`${POD}/volume-subpaths/cache/app/0`, host), { storages: [tmpfs, local], guestPath });
});

Deno.test("memoryVolumeOf() leaves all other volumes to the host: disks, secrets, folders below a volume", () => {
  const others = [
    "/srv",
    `${POD}/volume-subpaths/disk/app/0`,
    `${POD}/volumes/kubernetes.io~secret/token`,
    `${POD}/volumes/kubernetes.io~empty-dir/disk`,
    `${CACHE}/folder`,
  ];
  for (const path of others) assertEquals(memoryVolumeOf(path, host), undefined, path);
});
