import { assertEquals, assertRejects } from "@std/assert";
import type { GuestSpec } from "./container.ts";
import { placeDisks } from "./disks.ts";
import type { Native } from "./native.ts";

/** A guest with one disk, whose new size its kernel notices at the second look. */
function guestWithDisk(sizes: string[], calls: string[] = []): Native {
  const files: Record<string, () => string> = {
    "/sys/block/vda/serial": () => "husk0\n",
    "/sys/block/vda/dev": () => "254:0\n",
    "/sys/block/vda/size": () => sizes.length > 1 ? sizes.shift()! : sizes[0]!,
  };
  let notify: (events: number) => void = () => {};
  return {
    readDir: () => ["vda"],
    readFile: (path: string) => files[path]!(),
    stat: () => ({ mode: 0o100444, size: 0, device: 0, inode: 0 }),
    listenUevents: () => 9,
    setNonblocking: () => {},
    watch: (_fd: number, _events: number, callback: (events: number) => void) => {
      notify = callback;
      queueMicrotask(() => notify(1));
    },
    read: () => null,
    open: (path: string) => (calls.push(path), 5),
    setDiskReadOnly: (fd: number, readOnly: boolean) => calls.push(`${fd} ${readOnly ? "read-only" : "writable"}`),
    close: () => {},
  } as unknown as Native;
}

const options = ["bytes=4096", "access=rw", "fileMode=384", "uid=1", "gid=6"];
const device = { id: "husk0", type: "mmioblk", vmPath: "", containerPath: "/dev/xvda", options };

Deno.test("placeDisks() waits for the disk's size, and gives the container its number and a rule", async () => {
  const spec: GuestSpec = { linux: { devices: [{ path: "/dev/null" }], resources: { devices: [{ allow: false }] } } };
  await placeDisks(guestWithDisk(["1\n", "1\n", "8\n"]), spec, [device]);
  assertEquals(spec.linux, {
    devices: [
      { path: "/dev/null" },
      { path: "/dev/xvda", type: "b", major: 254, minor: 0, fileMode: 0o600, uid: 1, gid: 6 },
    ],
    resources: { devices: [{ allow: false }, { allow: true, type: "b", major: 254, minor: 0, access: "rw" }] },
  });
});

Deno.test("placeDisks() tells the kernel which disk nobody can write to, and takes it back for the next one", async () => {
  const calls: string[] = [];
  for (const writable of [false, true]) {
    await placeDisks(guestWithDisk(["8\n"], calls), {}, [{ ...device, options: [...options, `writable=${writable}`] }]);
  }
  assertEquals(calls, ["/dev/vda", "5 read-only", "/dev/vda", "5 writable"]);
});

Deno.test("placeDisks() names a disk that the VM does not have, and a kind that it does not know", async () => {
  const native = guestWithDisk(["8\n"]);
  await assertRejects(() => placeDisks(native, {}, [{ ...device, id: "husk1" }]), Error, "no disk 'husk1'");
  await assertRejects(() => placeDisks(native, {}, [{ ...device, type: "scsi" }]), Error, "type 'scsi'");
});
