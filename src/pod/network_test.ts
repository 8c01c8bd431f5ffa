import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import { run } from "../linux/testing.ts";
import { StatusError } from "../util/errors.ts";
import { detachLink, PodNetwork } from "./network.ts";
import type { LinkRecord } from "./state_file.ts";

/** A namespace with `eth0` (10.1.2.3/24, fd01::3/64, MTU 9000) whose other end is `peer`, in the same. */
function podNetns() {
  const name = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  const path = `/var/run/netns/${name}`;
  const ip = (...args: string[]) => run("ip", "-n", name, ...args);
  const stack = new DisposableStack();
  run("ip", "netns", "add", name);
  stack.defer(() => run("ip", "netns", "delete", name));
  ip("link", "add", "eth0", "mtu", "9000", "type", "veth", "peer", "name", "peer", "mtu", "9000");
  ip("link", "set", "eth0", "up");
  ip("address", "add", "10.1.2.3/24", "dev", "eth0");
  ip("-6", "address", "add", "fd01::3/64", "dev", "eth0", "nodad");
  const tc = (...args: string[]) => run("tc", "-n", name, ...args);
  return { path, ip, tc, [Symbol.dispose]: () => stack.dispose() };
}

function attach(path: string) {
  const records: LinkRecord[] = [];
  return { network: PodNetwork.attach(path, (link) => records.push(link)), records };
}

Deno.test("PodNetwork.attach() makes a tap with the interface's MTU, and disposal leaves what was there", () => {
  using netns = podNetns();
  netns.ip("route", "add", "default", "via", "10.1.2.1");
  const describe = () => netns.ip("-d", "link").replace(/ state .*/g, "") + netns.tc("qdisc") + netns.ip("route");
  const before = describe();
  const { network, records } = attach(netns.path);
  const [net] = network.nets;
  const link = netns.ip("-br", "link", "show", "eth0");
  assertEquals([network.nets.length, net!.mtu], [1, 9000]);
  assert(link.includes(net!.mac), link);
  const index = Number(netns.ip("-o", "link", "show", "eth0").split(":")[0]);
  assertEquals(records, [{ netns: netns.path, inode: Deno.statSync(netns.path).ino!, index, name: "eth0" }]);
  assertMatch(netns.ip("link", "show", `husk${index}`), /mtu 9000/);
  assertMatch(netns.tc("filter", "show", "dev", "eth0", "ingress"), new RegExp(`Redirect to device husk${index}`));
  assertMatch(netns.tc("filter", "show", "dev", `husk${index}`, "ingress"), /Redirect to device eth0/);
  network[Symbol.dispose]();
  assertEquals(describe(), before);
});

Deno.test("PodNetwork.configure() tells the guest addresses, routes and fixed neighbours, those in reach first", async () => {
  using netns = podNetns();
  netns.ip("route", "add", "default", "via", "10.1.2.1", "metric", "50");
  netns.ip("route", "add", "10.9.0.0/16", "via", "192.168.1.1", "dev", "eth0", "onlink");
  netns.ip("neigh", "add", "10.1.2.1", "lladdr", "02:00:00:00:00:01", "dev", "eth0", "nud", "permanent");
  netns.ip("neigh", "add", "10.1.2.9", "lladdr", "02:00:00:00:00:09", "dev", "eth0", "nud", "stale");
  using network = attach(netns.path).network;
  const agent = new FakeAgent();
  await network.configure(agent);
  const { interfaces, routes, neighbours } = agent.network!;
  assertEquals(interfaces.map(({ name, mtu }) => [name, mtu]), [["eth0", 9000]]);
  const found = interfaces[0]!.addresses.filter(({ address }) => !address.startsWith("fe80"));
  assertEquals(found, [{ family: 4, address: "10.1.2.3", prefix: 24 }, { family: 6, address: "fd01::3", prefix: 64 }]);
  const v4 = routes.filter(({ family }) => family === 4);
  assertEquals(
    v4.map(({ destination, gateway, source, metric, onlink }) => [destination, gateway, source, metric, onlink]),
    [
      ["10.1.2.0/24", "", "10.1.2.3", 0, false],
      ["10.9.0.0/16", "192.168.1.1", "", 0, true],
      ["", "10.1.2.1", "", 50, false],
    ],
  );
  assertEquals(neighbours.map(({ address, mac }) => [address, mac]), [["10.1.2.1", "02:00:00:00:00:01"]]);
});

Deno.test("PodNetwork.attach() refuses an interface that somebody else's qdisc or bridge has, and touches nothing", () => {
  using netns = podNetns();
  const refused = (why: string) => {
    const before = netns.tc("qdisc") + netns.ip("link");
    const error = assertThrows(() => attach(netns.path), StatusError);
    assertEquals(error.message, `Cannot hand interface 'eth0' of network namespace '${netns.path}' to the VM: ${why}`);
    assertEquals(netns.tc("qdisc") + netns.ip("link"), before);
  };
  netns.tc("qdisc", "add", "dev", "eth0", "clsact");
  refused("its incoming packets go elsewhere already (qdisc 'clsact')");
  netns.tc("qdisc", "delete", "dev", "eth0", "clsact");
  netns.ip("link", "add", "br0", "type", "bridge");
  netns.ip("link", "set", "eth0", "master", "br0");
  refused(`it belongs to interface ${netns.ip("-o", "link", "show", "br0").split(":")[0]}`);
});

Deno.test("PodNetwork.attach() refuses the host's namespace, a path to nothing, and a file that is no namespace", () => {
  assertThrows(() => attach("/proc/self/ns/net"), StatusError, "cannot be in the host's network namespace");
  assertThrows(() => attach("/var/run/netns/none-such"), StatusError, "No network namespace at");
  assertThrows(() => attach("/etc/hostname"), Error, "Cannot enter network namespace '/etc/hostname': setns: EINVAL");
});

Deno.test("detachLink() cleans up after a process that was killed, twice, and leaves others' filters", () => {
  using netns = podNetns();
  const { network, records } = attach(netns.path);
  const [record] = records;
  detachLink(record!);
  assertEquals(netns.tc("filter", "show", "dev", "eth0", "ingress"), "");
  detachLink(record!);
  network[Symbol.dispose]();
  netns.tc("qdisc", "add", "dev", "eth0", "ingress");
  netns.tc(
    ..."filter add dev eth0 ingress protocol ip u32 match u32 0 0 action mirred egress redirect dev peer".split(" "),
  );
  detachLink(record!);
  assertMatch(netns.tc("filter", "show", "dev", "eth0", "ingress"), /u32/);
});

Deno.test("detachLink() leaves alone a namespace that has come in the place of the one that it knows", () => {
  using netns = podNetns();
  const { network, records } = attach(netns.path);
  detachLink({ ...records[0]!, inode: 1 });
  assertMatch(netns.tc("filter", "show", "dev", "eth0", "ingress"), /Redirect/);
  network[Symbol.dispose]();
});
