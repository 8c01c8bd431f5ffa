/** The network of pods that the CRI makes, by CNI. */
import { assertEquals, assertRejects } from "@std/assert";
import { mustRun } from "../command.ts";
import type { Context } from "../context.ts";
import { CNI_FAILS, cniHost } from "../cri_setup.ts";
import { type PodContainer, Pods } from "../pods.ts";
import type { TestCase } from "../harness.ts";

/** Runs a program where CNI has its "host" ends. */
async function outside(context: Context, ...command: string[]): Promise<string> {
  return (await mustRun("nsenter", [`--net=${cniHost(context.containerd.directory)}`, ...command])).stdout;
}

/** Resolves once somebody listens on a TCP port of the container's pod: the kernel's own table tells. */
async function listens(container: PodContainer, port: number): Promise<void> {
  const entry = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, "0")} \\S+ 0A `);
  for (let attempt = 0; attempt < 100; attempt++) {
    if (entry.test(await container.shell("cat /proc/net/tcp /proc/net/tcp6"))) return;
  }
  throw new Error(`Nobody listens on port ${port}`);
}

export const criNetworkCases: TestCase[] = [
  {
    name:
      "CRI: a pod whose CNI fails half-way is refused with the plugin's words, what was done is undone, and the next pod runs",
    cri: true,
    async run(context) {
      const pods = new Pods(context);
      const links = () => outside(context, "ip", "-br", "link");
      const before = await links();
      const metadata = { name: `${CNI_FAILS}-1`, uid: crypto.randomUUID(), namespace: "e2e", attempt: 0 };
      await assertRejects(() => pods.run({ metadata }), Error, "the second plugin has failed");
      assertEquals(await links(), before);
      const { items } = await pods.cri.runtime.listPodSandbox({ filter: { labelSelector: {} } });
      assertEquals((items ?? []).filter((item) => item.metadata?.name === metadata.name), []);
      await (await pods.run()).script("ip -o address show eth0");
    },
  },
  {
    name: "CRI: a pod has the addresses that CNI gave it, and its containers share them, also those made again",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const { ip, additionalIps } = (await pod.status()).network!;
      const server = await pod.start("server", "mkdir /srv; echo from a pod > /srv/file; exec httpd -f -p 80 -h /srv");
      await listens(server, 80);
      const show = "ip -o address show eth0 | awk '{print $4}' | cut -d/ -f1";
      const addresses = (await server.shell(show)).trim().split("\n").filter((one) => !one.startsWith("fe80"));
      assertEquals(addresses, [ip!, ...additionalIps!.map(({ ip }) => ip!)]);
      for (const address of [ip, `[${additionalIps![0]!.ip}]`]) {
        assertEquals(await outside(context, "wget", "-q", "-O", "-", `http://${address}/file`), "from a pod\n");
      }
      for (let attempt = 0; attempt < 2; attempt++) {
        assertEquals(await pod.script("wget -q -O - http://127.0.0.1/file"), "from a pod\n");
      }
      await server.stop();
      await server.remove();
      const again = await pod.start("again", "mkdir /srv; echo again > /srv/file; exec httpd -f -p 80 -h /srv");
      await listens(again, 80);
      const now = (await again.shell(show)).trim().split("\n").filter((one) => !one.startsWith("fe80"));
      assertEquals(now, addresses);
      assertEquals(await outside(context, "wget", "-q", "-O", "-", `http://${ip}/file`), "again\n");
    },
  },
  {
    name: "CRI: two pods reach each other",
    cri: true,
    async run(context) {
      const pods = new Pods(context);
      const [a, b] = [await pods.run(), await pods.run()];
      const server = await a.start("server", "mkdir /srv; echo neighbour > /srv/file; exec httpd -f -p 80 -h /srv");
      await mustRun("nsenter", [
        `--net=${cniHost(context.containerd.directory)}`,
        "sysctl",
        "-qw",
        "net.ipv4.ip_forward=1",
      ]);
      await listens(server, 80);
      const { ip } = (await a.status()).network!;
      assertEquals(await b.script(`wget -q -O - http://${ip}/file`), "neighbour\n");
    },
  },
  {
    name: "CRI: a hostPort leads to the pod, from the node's address and from its localhost",
    cri: true,
    async run(context) {
      const portMappings = [{ protocol: "TCP" as const, containerPort: 80, hostPort: 8088, hostIp: "" }];
      const pod = await new Pods(context).run({ portMappings });
      const server = await pod.start("server", "mkdir /srv; echo mapped > /srv/file; exec httpd -f -p 80 -h /srv");
      await listens(server, 80);
      const [node] = (await outside(context, "ip", "-4", "-o", "address", "show", "scope", "global")).trim().split(
        "\n",
      );
      const address = /inet ([\d.]+)/.exec(node!)![1]!;
      for (const host of [address, "127.0.0.1"]) {
        assertEquals(await outside(context, "wget", "-q", "-O", "-", `http://${host}:8088/file`), "mapped\n");
      }
    },
  },
  {
    name: "CRI: sysctls of the pod's network hold in its containers, those of an interface too",
    cri: true,
    async run(context) {
      const sysctls = {
        "net.ipv4.ip_local_port_range": "40000 40010",
        "net.ipv4.conf.eth0.arp_ignore": "1",
      };
      const pods = new Pods(context);
      const { linux } = pods.config();
      const pod = await pods.run({ linux: { ...linux, sysctls } });
      const names = Object.keys(sysctls).map((name) => `/proc/sys/${name.replaceAll(".", "/")}`);
      assertEquals((await pod.script(`cat ${names.join(" ")}`)).replaceAll("\t", " "), "40000 40010\n1\n");
    },
  },
];
