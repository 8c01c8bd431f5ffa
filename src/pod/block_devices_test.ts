import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import { type NodeView, numberOf, takeBlockDevices } from "./block_devices.ts";
import type { OciSpec } from "./oci_spec.ts";

const ALL = { places: 2, mounts: true };
const HOST: NodeView = {
  blockDeviceAt: (path) => path === "/dev/sda" ? { major: 8, minor: 0, mode: 0o660, uid: 0, gid: 6 } : undefined,
};
const DENY = { allow: false, access: "rwm" };

function spec(linux: OciSpec["linux"], mounts: OciSpec["mounts"] = []): OciSpec {
  return { ociVersion: "1.0.2", linux: linux!, mounts };
}

const SDA = { path: "/dev/xvda", type: "b", major: 8, minor: 0, fileMode: 0o660, uid: 1, gid: 2 };

Deno.test("takeBlockDevices() takes block devices with what their rules allow, and the host's numbers out of the rules", () => {
  const tty = { allow: true, type: "c", major: 5, minor: 0, access: "rwm" };
  const given = spec({
    devices: [{ path: "/dev/null", type: "c", major: 1, minor: 3 }, SDA],
    resources: { devices: [DENY, tty, { allow: true, type: "b", major: 8, minor: 0, access: "rm" }] },
  });
  assertEquals(takeBlockDevices(given, ALL, HOST), [
    { path: "/dev/xvda", major: 8, minor: 0, access: "rm", fileMode: 0o660, uid: 1, gid: 2 },
  ]);
  assertEquals(given.linux!.devices!.map(({ path }) => path), ["/dev/null"]);
  assertEquals(given.linux!.resources!.devices, [DENY, tty]);
});

Deno.test("takeBlockDevices() gives what no rule allows without access, and the last rule counts", () => {
  const access = (...devices: unknown[]) =>
    takeBlockDevices(spec({ devices: [SDA], resources: { devices } }), ALL, HOST)[0]!.access;
  const one = { type: "b", major: 8, minor: 0 };
  assertEquals(access(DENY), "");
  assertEquals(access(DENY, { allow: true, type: "b", major: 8, access: "rw" }), "rw");
  assertEquals(access({ allow: true, ...one, access: "rwm" }, { allow: false, ...one, access: "w" }), "rm");
  assertEquals(access({ allow: true, type: "c", major: 8, minor: 0, access: "rwm" }), "");
});

Deno.test("takeBlockDevices() of a privileged container takes what has a path of its own, not all of the host's /dev", () => {
  const all = [{ path: "/dev/sda", type: "b", major: 8, minor: 0 }, {
    path: "/dev/kvm",
    type: "c",
    major: 10,
    minor: 232,
  }];
  const given = spec({ devices: [...all, SDA], resources: { devices: [{ allow: true, access: "rwm" }] } });
  const taken = takeBlockDevices(given, ALL, HOST);
  assertEquals(taken.map(({ path, access }) => [path, access]), [["/dev/xvda", "rwm"]]);
  assertEquals(given.linux!.devices, []);
});

Deno.test("takeBlockDevices() takes volumes that are block devices where both keys allow it", () => {
  const mount = (options: string[]) => ({ destination: "/disk", type: "bind", source: "/dev/sda", options });
  const given = spec({}, [{ destination: "/proc", type: "proc", source: "proc" }, mount(["rbind", "ro"])]);
  const [device] = takeBlockDevices(given, ALL, HOST);
  assertEquals(device, { path: "/disk", major: 8, minor: 0, access: "r", fileMode: 0o660, uid: 0, gid: 6 });
  assertEquals(given.mounts!.map(({ destination }) => destination), ["/proc"]);
  assertEquals(takeBlockDevices(spec({}, [mount(["rbind", "rw"])]), ALL, HOST)[0]!.access, "rw");
  for (const policy of [{ places: 2, mounts: false }, { places: 0, mounts: true }]) {
    const words = "volume '/dev/sda' is a block device of the host ('block_device_mounts' and 'block_devices'";
    assertThrows(() => takeBlockDevices(spec({}, [mount(["rbind"])]), policy, HOST), StatusError, words);
  }
});

Deno.test("takeBlockDevices() refuses by name what is not allowed, and what no guest can have", () => {
  const none = { places: 0, mounts: false };
  assertThrows(
    () => takeBlockDevices(spec({ devices: [SDA] }), none, HOST),
    StatusError,
    "'/dev/xvda': husk's configuration",
  );
  const kvm = { path: "/dev/kvm", type: "c", major: 10, minor: 232 };
  assertThrows(
    () => takeBlockDevices(spec({ devices: [kvm] }), ALL, HOST),
    StatusError,
    "'/dev/kvm': it is a character device",
  );
});

Deno.test("numberOf() splits a device number as glibc does", () => {
  assertEquals(numberOf(0x0701), { major: 7, minor: 1 });
  assertEquals(numberOf(0x12_3fe_ff), { major: 0x3fe, minor: 0x12ff });
});
