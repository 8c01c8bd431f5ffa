import { assertEquals } from "@std/assert";
import { guestDevices } from "./guest_devices.ts";
import type { Native } from "./native.ts";

Deno.test("guestDevices() lists what sysfs names and /dev has, without the agent's line and others' disks", () => {
  const uevents: Record<string, string> = {
    "/sys/dev/char/1:3/uevent": "MAJOR=1\nMINOR=3\nDEVNAME=null\nDEVMODE=0666\n",
    "/sys/dev/char/10:229/uevent": "MAJOR=10\nMINOR=229\nDEVNAME=fuse\n",
    "/sys/dev/char/10:200/uevent": "MAJOR=10\nMINOR=200\nDEVNAME=net/tun\n",
    "/sys/dev/char/248:1/uevent": "MAJOR=248\nMINOR=1\nDEVNAME=vport0p1\n",
    "/sys/dev/char/29:0/uevent": "MAJOR=29\nMINOR=0\n",
    "/sys/dev/block/254:0/uevent": "MAJOR=254\nMINOR=0\nDEVNAME=vda\nDEVTYPE=disk\n",
  };
  const native = {
    readDir: (path: string) =>
      Object.keys(uevents).filter((name) => name.startsWith(`${path}/`)).map((name) => name.split("/").at(-2)!),
    readFile: (path: string) => uevents[path],
    stat: (path: string) => path === "/dev/net/tun" ? null : { mode: 0o020660, size: 0, device: 0, inode: 0 },
  } as unknown as Native;
  assertEquals(guestDevices(native), [
    { path: "/dev/fuse", type: "c", major: 10, minor: 229, fileMode: 0o660 },
  ]);
});
