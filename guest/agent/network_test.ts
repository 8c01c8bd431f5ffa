/** The guest's network, done to a namespace of this machine: the agent's rtnetlink socket is a real one. */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { IPFamily } from "../../src/gen/agent/types.ts";
import { AF_NETLINK, NETLINK_ROUTE } from "../../src/netlink/abi.ts";
import { errnoName } from "../../src/linux/errno.ts";
import { SOCK_CLOEXEC, SOCK_RAW } from "../../src/linux/abi/socket.ts";
import { libc } from "../../src/linux/libc.ts";
import { inNetns } from "../../src/linux/netns.ts";
import { run } from "../../src/linux/testing.ts";
import type { Native } from "./native.ts";
import { Network } from "./network.ts";

const MAC = ["02:00:00:00:00:0a", "02:00:00:00:00:0b"] as const;

/** A namespace with two links that are down, `eth0` and `eth1`, as the kernel of a guest finds them, and the Network for it. */
function guest() {
  const name = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  const path = `/var/run/netns/${name}`;
  const ip = (...args: string[]) => run("ip", "-n", name, ...args);
  run("ip", "netns", "add", name);
  for (const [index, mac] of MAC.entries()) {
    ip("link", "add", `eth${index}`, "address", mac, "type", "veth", "peer", "name", `peer${index}`);
    // The other end is not the guest's: no address and route of its own may come up in between.
    ip("link", "set", `peer${index}`, "addrgenmode", "none", "up");
  }
  const parts: Partial<Native> = {
    openRtnetlink: () => inNetns(path, () => libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE)),
    close: (fd) => void libc.close(fd),
    write: (fd, bytes) => Number(libc.write(fd, bytes as Uint8Array<ArrayBuffer>, BigInt(bytes.length))),
    read(fd, max) {
      const buffer = new Uint8Array(max);
      return buffer.slice(0, Number(libc.read(fd, buffer, BigInt(max))));
    },
    errnoName,
    writeFile: (file, content) => inNetns(path, () => Deno.writeTextFileSync(file, content as string)),
  };
  const network = new Network(parts as Native);
  return { network, ip, [Symbol.dispose]: () => void run("ip", "netns", "delete", name) };
}

function wanted(name: string, mac: string, addresses: string[], mtu = 1400n) {
  return {
    device: name,
    name,
    IPAddresses: addresses.map((text) => {
      const [address, mask] = text.split("/");
      return { family: text.includes(":") ? IPFamily.v6 : IPFamily.v4, address: address!, mask: mask! };
    }),
    mtu,
    hwAddr: mac,
    devicePath: "",
    type: "veth",
    rawFlags: 0,
  };
}

function route(device: string, dest: string, gateway = "", more: object = {}) {
  const family = `${dest}${gateway}`.includes(":") ? IPFamily.v6 : IPFamily.v4;
  return { dest, gateway, device, source: "", scope: gateway === "" ? 253 : 0, family, flags: 0, metric: 0, ...more };
}

Deno.test("Network.updateInterface() finds the link by its MAC address, and IPv6 addresses are usable at once", () => {
  using vm = guest();
  vm.network.updateInterface(wanted("net1", MAC[0], ["10.0.0.2/24", "fd00::2/64", "fe80::7/64"]));
  const shown = vm.ip("-o", "address", "show", "net1");
  assertMatch(shown, /inet 10\.0\.0\.2\/24 brd 10\.0\.0\.255 /);
  assertMatch(shown, /inet6 fd00::2\/64/);
  assertMatch(shown, /inet6 fe80::7\/64 scope link/);
  assertEquals([shown.match(/fe80/g)?.length, shown.includes("tentative")], [1, false], shown);
  assertMatch(vm.ip("link", "show", "net1"), /<[^>]*UP[^>]*> mtu 1400/);
});

Deno.test("Network.updateInterface() swaps names that are taken, and may be told the same twice", () => {
  using vm = guest();
  for (let round = 0; round < 2; round++) {
    vm.network.updateInterface(wanted("eth1", MAC[0], ["10.0.0.2/24"]));
    vm.network.updateInterface(wanted("eth0", MAC[1], ["10.0.1.2/24"]));
  }
  const found = vm.network.listInterfaces().filter(({ name }) => name.startsWith("eth"));
  assertEquals(found.map(({ name, hwAddr }) => [name, hwAddr]).sort(), [["eth0", MAC[1]], ["eth1", MAC[0]]]);
  assertEquals(found.find(({ name }) => name === "eth0")!.IPAddresses, [
    { family: IPFamily.v4, address: "10.0.1.2", mask: "24" },
  ]);
});

Deno.test("Network.updateInterface() refuses an unknown MAC address, a name that cannot be, and what is no address", () => {
  using vm = guest();
  const update = (name: string, mac: string, address = "10.0.0.2/24") => () =>
    vm.network.updateInterface(wanted(name, mac, [address]));
  assertThrows(update("eth0", "02:00:00:00:00:ff"), Error, "No interface has MAC address '02:00:00:00:00:ff'");
  assertThrows(update("../x", MAC[0]), Error, "'../x' cannot be an interface's name");
  assertThrows(update("eth0", MAC[0], "10.0.0.2/33"), Error, "'10.0.0.2/33' is no IP address");
  assertThrows(update("eth0", MAC[0], "fd00:::2/64"), Error, "'fd00:::2/64' is no IP address");
});

Deno.test("Network.updateRoutes() leaves the kernel's own routes, unless these are to be all", () => {
  using vm = guest();
  vm.network.updateInterface(wanted("eth0", MAC[0], ["10.0.0.2/24"]));
  const gateway = route("eth0", "10.0.0.1/32");
  vm.network.updateRoutes([gateway, route("eth0", "", "10.0.0.1", { metric: 5 })], false);
  assertEquals(
    vm.ip("route").replaceAll(/ +\n/g, "\n"),
    [
      "default via 10.0.0.1 dev eth0 proto static metric 5",
      "10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.2",
      "10.0.0.1 dev eth0 proto static scope link\n",
    ].join("\n"),
  );
  const answer = vm.network.updateRoutes(
    [gateway, route("eth0", "10.0.0.0/24", "10.0.0.1", { source: "10.0.0.2" })],
    true,
  );
  assertEquals(
    vm.ip("route").replaceAll(/ +\n/g, "\n"),
    [
      "10.0.0.0/24 via 10.0.0.1 dev eth0 proto static src 10.0.0.2",
      "10.0.0.1 dev eth0 proto static scope link\n",
    ].join("\n"),
  );
  assertEquals(answer.map(({ dest, gateway }) => [dest, gateway]).sort(), [["10.0.0.0/24", "10.0.0.1"], [
    "10.0.0.1/32",
    "",
  ]]);
  assertEquals(vm.network.listRoutes(), answer);
});

Deno.test("Network.updateRoutes() takes IPv6, and a gateway that only onlink makes one", () => {
  using vm = guest();
  vm.network.updateInterface(wanted("eth0", MAC[0], ["10.0.0.2/24", "fd00::2/64"]));
  vm.network.updateRoutes([
    route("eth0", "", "fd00::1", { metric: 1024 }),
    route("eth0", "10.5.0.0/16", "192.168.0.1", { flags: 4 }),
  ], false);
  assertMatch(vm.ip("-6", "route"), /default via fd00::1 dev eth0/);
  assertMatch(vm.ip("route"), /10\.5\.0\.0\/16 via 192\.168\.0\.1 dev eth0 proto static onlink/);
});

Deno.test("Network.updateRoutes() names the route that cannot be", () => {
  using vm = guest();
  vm.network.updateInterface(wanted("eth0", MAC[0], ["10.0.0.2/24"]));
  const update = (...args: Parameters<typeof route>) => () => vm.network.updateRoutes([route(...args)], false);
  assertThrows(update("eth7", "10.0.0.0/8"), Error, "Cannot add route '10.0.0.0/8' on 'eth7': no such interface");
  assertThrows(update("eth0", "10.0.0.0/99"), Error, "Cannot add route '10.0.0.0/99' on 'eth0': its prefix length");
  assertThrows(update("eth0", "", "192.168.0.1"), Error, "Cannot add route default via 192.168.0.1: ENETUNREACH");
});

Deno.test("Network.addNeighbours() adds fixed entries, and refuses what is none", () => {
  using vm = guest();
  vm.network.updateInterface(wanted("eth0", MAC[0], ["10.0.0.2/24"]));
  const address = { family: IPFamily.v4, address: "10.0.0.9", mask: "" };
  const neighbour = { toIPAddress: address, device: "eth0", lladdr: "02:00:00:00:00:99", state: 0x80, flags: 0 };
  vm.network.addNeighbours([neighbour, neighbour]);
  assertMatch(vm.ip("neigh"), /10\.0\.0\.9 dev eth0 lladdr 02:00:00:00:00:99 PERMANENT/);
  assertThrows(
    () => vm.network.addNeighbours([{ ...neighbour, lladdr: "02" }]),
    Error,
    "Cannot add neighbour '10.0.0.9' at '02'",
  );
});
