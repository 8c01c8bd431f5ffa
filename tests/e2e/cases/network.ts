/** The pod's network: whatever is in the network namespace that the spec names is what the container has. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { execute, quote } from "../command.ts";
import type { Context } from "../context.ts";
import { PodNetns } from "../pod_netns.ts";
import { podPids } from "../pod_processes.ts";
import type { TestCase } from "../harness.ts";

/** A container that waits in the pod's namespace, and a way to run a script in it. */
async function inNetns(
  context: Context,
  netns: PodNetns,
): Promise<{ id: string; sh: (script: string) => Promise<string> }> {
  const id = await context.detached(["sleep", "1000"], { flags: netns.flags });
  const sh = async (script: string) => {
    const result = await context.exec(id, ["sh", "-c", script]);
    assertEquals(result.code, 0, quote(result));
    return result.stdout;
  };
  return { id, sh };
}

/** What iproute2's part of busybox says, without what differs between a veth and a VM's card. */
const DESCRIBE = `for i in eth0 eth1; do [ -e /sys/class/net/$i ] || continue
    echo $i $(cat /sys/class/net/$i/mtu /sys/class/net/$i/address); ip -o address show $i | awk '{print $3, $4}' | sort; done
  ip route | sed 's/ *$//' | sort; ip -6 route | grep -v '^fe80\\|^multicast' | awk '{print $1, $2, $3, $4, $5}' | sort`;

export const networkCases: TestCase[] = [
  {
    name: "a container reaches the other end of its interface, over IPv4 and IPv6, and is reached",
    timeout: 180_000, // the test VM runs it as well
    async run(context) {
      const netns = await PodNetns.simple(context);
      await netns.serveOutside(context, 8080, "from outside\n");
      const before = await netns.description();
      const { id, sh } = await inNetns(context, netns);
      const fetched = await sh("wget -q -O - http://10.77.0.1:8080/file && wget -q -O - http://[fd77::1]:8080/file");
      assertEquals(fetched, "from outside\nfrom outside\n");
      await sh("echo served > /tmp/file; httpd -p 80 -h /tmp");
      assertEquals((await netns.outside("wget", "-q", "-O", "-", "http://10.77.0.2/file")).stdout, "served\n");
      assertEquals((await netns.outside("wget", "-q", "-O", "-", "http://[fd77::2]/file")).stdout, "served\n");
      await netns.outside("busybox", "ping", "-c", "1", "-W", "5", "10.77.0.2");
      await context.remove(id);
      assertEquals(await netns.description(), before);
    },
  },
  {
    name: "as under runc: two interfaces, an MTU of 9000, addresses, routes with metric, source, scope and onlink",
    async run(context) {
      const describe = async (runtime: "husk" | "runc") => {
        const netns = await PodNetns.simple(context, { mtu: 9000, mac: "02:00:00:00:00:70" });
        await netns.addVeth("eth1", {
          mac: "02:00:00:00:00:77",
          addresses: ["192.168.9.7/28", "192.168.9.8/28", "fd99::7/120"],
          outsideAddresses: ["192.168.9.1/28"],
        });
        await netns.inside("ip", ..."route add 172.20.0.0/16 via 192.168.9.1 src 192.168.9.8 metric 7".split(" "));
        await netns.inside("ip", ..."route add 172.21.0.1 dev eth1 scope link".split(" "));
        await netns.inside("ip", ..."route add 172.22.0.0/16 via 100.64.0.1 dev eth1 onlink".split(" "));
        await netns.inside("ip", ..."route add unreachable 172.23.0.0/16 metric 4".split(" "));
        await netns.inside("ip", ..."-6 route add fd55::/16 via fd99::9 dev eth1 metric 33".split(" "));
        return await context.shell(DESCRIBE, { runtime, flags: netns.flags });
      };
      const [own, runc] = [await describe("husk"), await describe("runc")];
      // The kernel alone answers for a destination that is unreachable: nothing goes to the VM.
      assertEquals(own, runc.split("\n").filter((line) => !line.startsWith("unreachable")).join("\n"));
      assertMatch(own, /eth0 9000 02:00:00:00:00:70/);
    },
  },
  {
    name: "packets of 8,900 bytes pass an interface with an MTU of 9000, in both directions",
    async run(context) {
      const netns = await PodNetns.simple(context, { mtu: 9000 });
      const { sh } = await inNetns(context, netns);
      await netns.outside("busybox", "ping", "-c", "2", "-W", "5", "-s", "8900", "10.77.0.2");
      assertMatch(await sh("ping -c 1 -W 5 -s 8900 10.77.0.1"), /8908 bytes from 10\.77\.0\.1/);
    },
  },
  {
    name: "the interfaces' fixed neighbours are the container's",
    async run(context) {
      const netns = await PodNetns.simple(context);
      await netns.inside("ip", ..."neigh add 10.77.0.9 lladdr 02:00:00:00:00:99 dev eth0 nud permanent".split(" "));
      const { sh } = await inNetns(context, netns);
      assertMatch(await sh("cat /proc/net/arp"), /^10\.77\.0\.9 +0x1 +0x6 +02:00:00:00:00:99 .* eth0$/m);
    },
  },
  {
    name: "a bind of /etc/resolv.conf and /etc/hosts names the servers and hosts that the container asks",
    async run(context) {
      const netns = await PodNetns.simple(context);
      await Deno.writeTextFile(`${context.directory}/resolv.conf`, "nameserver 10.77.0.1\n");
      await Deno.writeTextFile(`${context.directory}/hosts`, "10.77.0.1 outside.test\n");
      await netns.serveOutside(context, 80, "by name\n");
      const binds = ["resolv.conf", "hosts"].flatMap((name) => [
        "--mount",
        `type=bind,src=${context.directory}/${name},dst=/etc/${name},options=rbind:ro`,
      ]);
      const script = "cat /etc/resolv.conf; wget -q -O - http://outside.test/file";
      assertEquals(
        await context.shell(script, { flags: [...netns.flags, ...binds] }),
        "nameserver 10.77.0.1\nby name\n",
      );
    },
  },
  {
    name: "who connects to localhost in the pod's network namespace on the host reaches the container",
    async run(context) {
      const netns = await PodNetns.simple(context);
      const { id, sh } = await inNetns(context, netns);
      const size = 3_000_000;
      await sh(`mkdir /srv; head -c ${size} /dev/urandom > /srv/big; echo hello > /srv/file
        httpd -p 127.0.0.1:8000 -h /srv; httpd -p [::1]:8001 -h /srv`);
      const sum = (await sh("sha256sum < /srv/big")).split(" ")[0];
      const fetch = async (url: string) => (await netns.inside("wget", "-T", "20", "-q", "-O", "-", url)).stdout;
      assertEquals(await fetch("http://127.0.0.1:8000/file"), "hello\n");
      assertEquals(await fetch("http://[::1]:8001/file"), "hello\n");
      const many = await Promise.all(Array.from({ length: 8 }, () => fetch("http://127.0.0.1:8000/file")));
      assertEquals(many, Array(8).fill("hello\n"));
      const big = await netns.inside("sh", "-c", "wget -T 30 -q -O - http://127.0.0.1:8000/big | sha256sum");
      assertEquals(big.stdout.split(" ")[0], sum);
      const refused = await execute("nsenter", [
        `--net=${netns.path}`,
        "wget",
        "-t",
        "1",
        "-q",
        "http://127.0.0.1:9",
      ]);
      assert(refused.code !== 0, quote(refused));
      assertEquals(await fetch("http://127.0.0.1:8000/file"), "hello\n");
      await context.remove(id);
    },
  },
  {
    name: "an interface whose incoming packets somebody else redirects is refused, and stays as it was",
    runtimes: ["husk"],
    async run(context) {
      const netns = await PodNetns.simple(context);
      await netns.inside("tc", "qdisc", "add", "dev", "eth0", "ingress");
      const before = await netns.description();
      const result = await context.run(["true"], { flags: netns.flags });
      const why = `Cannot hand interface 'eth0' of network namespace '${netns.path}' to the VM: its incoming packets`;
      assert(result.code !== 0 && result.stderr.includes(why), quote(result));
      assertEquals(await netns.description(), before);
    },
  },
  {
    name: "an interface that belongs to a bridge is refused and named, and stays as it is",
    runtimes: ["husk"],
    async run(context) {
      const netns = await PodNetns.simple(context);
      await netns.inside("ip", "link", "add", "br0", "type", "bridge");
      await netns.inside("ip", "link", "set", "eth0", "master", "br0");
      const before = await netns.description();
      const result = await context.run(["true"], { flags: netns.flags });
      const why =
        `Cannot hand interface 'eth0' of network namespace '${netns.path}' to the VM: it belongs to interface`;
      assert(result.code !== 0 && result.stderr.includes(why), quote(result));
      assertEquals(await netns.description(), before);
    },
  },
  {
    name: "a network namespace that is the host's own is refused",
    runtimes: ["husk"],
    async run(context) {
      const result = await context.run(["true"], { flags: ["--with-ns", "network:/proc/self/ns/net"] });
      assert(result.code !== 0, quote(result));
      assertMatch(result.stderr, /cannot be in the host's network namespace/);
    },
  },
  {
    name: "kill -9 of the shim, and of QEMU with it: the interface is as it was, and serves a second pod",
    runtimes: ["husk"],
    async run(context) {
      const netns = await PodNetns.simple(context);
      const before = await netns.description();
      for (const parts of [["shim"], ["shim", "qemu"], ["qemu"]] as const) {
        const { id } = await inNetns(context, netns);
        const events = context.eventsOf(id);
        for (const pid of parts.flatMap((part) => podPids(context, id, part))) Deno.kill(pid, "SIGKILL");
        await events.wait("exit");
        await context.remove(id);
        assertEquals(await netns.description(), before);
      }
      const { sh } = await inNetns(context, netns);
      await sh("ping -c 1 -W 5 10.77.0.1");
    },
  },
  {
    name:
      "a container redirects its own traffic with iptables of both kinds, as a service mesh does, and makes a dummy interface",
    runtimes: ["husk"],
    timeout: 120_000,
    async run(context) {
      const flags = ["--cap-add", "CAP_NET_ADMIN", "--mount", "type=bind,src=/usr,dst=/usr,options=rbind:ro"];
      const redirect = (kind: string, port: number) =>
        `/usr/sbin/xtables-${kind}-multi iptables -t nat -A OUTPUT -p tcp --dport ${port} -m owner ! --uid-owner 1337 ` +
        "-m conntrack --ctstate NEW -m comment --comment mesh -j REDIRECT --to-ports 80";
      const fetch = (port: number) => `wget -q -O - http://10.99.0.1:${port}/file`;
      const script = `set -e; for dir in lib lib64; do [ -e /$dir ] || ln -s usr/$dir /$dir; done
        echo $(ls /sys/class/net); ip link add pod9 type dummy; ip address add 10.99.0.1/24 dev pod9; ip link set pod9 up; ip link set lo up
        echo served >/tmp/file; httpd -p 80 -h /tmp
        ${redirect("legacy", 81)}; ${fetch(81)}
        ${redirect("nft", 82)}; ${fetch(82)}
        /usr/sbin/xtables-nft-multi iptables -A OUTPUT -p tcp --dport 80 -j REJECT; ! ${fetch(80)} 2>/dev/null`;
      const { code, stdout, stderr } = await context.run(["sh", "-c", script], { flags });
      assertEquals({ code, stdout }, { code: 0, stdout: "lo\nserved\nserved\n" }, stderr);
    },
  },
];
