/** What each CNI plugin puts into a pod's network namespace, handed to a container by `ctr run`. */
import { assertEquals } from "@std/assert";
import { packageRoot } from "../../../scripts/setup.ts";
import { mustRun } from "../command.ts";
import type { Context } from "../context.ts";
import { PodNetns } from "../pod_netns.ts";
import type { TestCase } from "../harness.ts";

/** Runs a CNI plugin (CNI specification 1.0, section 2) for the pod's eth0, with "the host" being the outer namespace. */
async function cni(netns: PodNetns, command: "ADD" | "DEL", configuration: { type: string }): Promise<string> {
  const bin = `${await packageRoot("containernetworking-plugins", (line) => console.error(line))}/usr/lib/cni`;
  const parameters = {
    CNI_COMMAND: command,
    CNI_CONTAINERID: netns.name,
    CNI_NETNS: netns.path,
    CNI_IFNAME: "eth0",
    CNI_PATH: bin,
  };
  const text = JSON.stringify({ cniVersion: "1.0.0", name: netns.name, ...configuration });
  const args = [`--net=${netns.outsidePath}`, `${bin}/${configuration.type}`];
  return (await mustRun("nsenter", args, { stdin: text, env: parameters })).stdout;
}

/** A case: the plugin makes the interface, a container has it, the outer end's address answers, and DEL finds what it made. */
function plugin(name: string, configuration: (context: Context) => { type: string }, prepare?: string): TestCase {
  return {
    name: `CNI: a container has the interface that ${name} made`,
    async run(context) {
      const netns = await PodNetns.make(context);
      if (prepare !== undefined) await netns.outside("sh", "-c", prepare);
      const config = configuration(context);
      const { ips } = JSON.parse(await cni(netns, "ADD", config)) as { ips: { address: string; gateway: string }[] };
      await netns.serveOutside(context, 8080, "by CNI\n");
      const show = "ip -o address show eth0 | grep -v fe80 | awk '{print $4}'";
      const fetches = ips.map(({ gateway }) => gateway.includes(":") ? `[${gateway}]` : gateway)
        .map((host) => `wget -q -O - http://${host}:8080/file`);
      const output = await context.shell([show, ...fetches].join("; "), { flags: netns.flags });
      assertEquals(output, [...ips.map(({ address }) => address), ...fetches.map(() => "by CNI")].join("\n") + "\n");
      await cni(netns, "DEL", config);
    },
  };
}

function ipam(context: Context, ...ranges: object[]): object {
  const routes = [{ dst: "0.0.0.0/0" }, ...(ranges.length > 1 ? [{ dst: "::/0" }] : [])];
  return { type: "host-local", ranges: ranges.map((range) => [range]), routes, dataDir: `${context.directory}/cni` };
}

const V4 = { subnet: "10.66.0.0/24" };
const V6 = { subnet: "fd66::/64" };

export const cniCases: TestCase[] = [
  plugin("bridge", (context) => ({
    type: "bridge",
    ...{ bridge: "cni0", isGateway: true, hairpinMode: true, mtu: 1400, ipam: ipam(context, V4, V6) },
  })),
  plugin("ptp", (context) => ({ type: "ptp", ...{ ipam: ipam(context, V4, V6) } })),
  plugin(
    "macvlan",
    (context) => ({
      type: "macvlan",
      ...{ master: "up0", mode: "bridge", ipam: ipam(context, { ...V4, gateway: "10.66.0.1" }) },
    }),
    // A parent does not talk to its own macvlans; another one of its macvlans does.
    `ip link add up0 type veth peer name up1 && ip link set up0 up && ip link set up1 up &&
     ip link add mv0 link up0 type macvlan mode bridge && ip link set mv0 up && ip address add 10.66.0.1/24 dev mv0`,
  ),
];
