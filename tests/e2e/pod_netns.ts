/** A pod's network as CNI would make it: a namespace with interfaces whose other ends are in a second one, "outside". */
import { mustRun, type Result } from "./command.ts";
import type { Context } from "./context.ts";

export interface LinkOptions {
  /** Of the pod's end, with prefix length; none without it. */
  addresses?: string[];
  /** Of the other end. */
  outsideAddresses?: string[];
  mtu?: number;
  /** MAC address of the pod's end. */
  mac?: string;
}

export class PodNetns {
  readonly #outside: string;

  private constructor(readonly name: string) {
    this.#outside = `${name}-out`;
  }

  /** Both namespaces, with their loopbacks up; removed after the case. */
  static async make(context: Context): Promise<PodNetns> {
    const netns = new PodNetns(context.id("net"));
    for (const name of [netns.name, netns.#outside]) {
      await mustRun("ip", ["netns", "add", name]);
      context.defer(() => void mustRun("ip", ["netns", "delete", name]));
      await mustRun("ip", ["-n", name, "link", "set", "lo", "up"]);
    }
    return netns;
  }

  /** One interface of the pod's with addresses 10.77.0.2/24 and fd77::2/64, 10.77.0.1 and fd77::1 outside, and default routes to there. */
  static async simple(context: Context, options: Pick<LinkOptions, "mtu" | "mac"> = {}): Promise<PodNetns> {
    const netns = await PodNetns.make(context);
    await netns.addVeth("eth0", {
      ...options,
      addresses: ["10.77.0.2/24", "fd77::2/64"],
      outsideAddresses: ["10.77.0.1/24", "fd77::1/64"],
    });
    await netns.inside("ip", "route", "add", "default", "via", "10.77.0.1");
    await netns.inside("ip", "-6", "route", "add", "default", "via", "fd77::1");
    return netns;
  }

  get path(): string {
    return `/var/run/netns/${this.name}`;
  }

  /** The other ends' namespace. */
  get outsidePath(): string {
    return `/var/run/netns/${this.#outside}`;
  }

  /** The flags of `ctr run` that put a container there. */
  get flags(): string[] {
    return ["--with-ns", `network:${this.path}`];
  }

  /** A veth pair: `name` in the pod's namespace, up at both ends. IPv6 addresses are usable at once. */
  async addVeth(name: string, { addresses = [], outsideAddresses = [], mtu = 1500, mac }: LinkOptions): Promise<void> {
    const peer = ["peer", "name", name, "netns", this.#outside, "mtu", String(mtu)];
    const hardware = mac === undefined ? [] : ["address", mac];
    await this.inside("ip", "link", "add", name, ...hardware, "mtu", String(mtu), "type", "veth", ...peer);
    const ends = [[this.name, addresses], [this.#outside, outsideAddresses]] as const;
    for (const [netns, all] of ends) {
      await mustRun("ip", ["-n", netns, "link", "set", name, "up"]);
      for (const address of all) {
        const nodad = address.includes(":") ? ["nodad"] : [];
        await mustRun("ip", ["-n", netns, "address", "add", address, "dev", name, ...nodad]);
      }
    }
  }

  /** Runs a program in the pod's namespace on the host. */
  inside(command: string, ...args: string[]): Promise<Result> {
    return mustRun("nsenter", [`--net=${this.path}`, command, ...args]);
  }

  /** Runs a program at the other end. */
  outside(command: string, ...args: string[]): Promise<Result> {
    return mustRun("nsenter", [`--net=${this.outsidePath}`, command, ...args]);
  }

  /** Serves `content` as /file on `port` at the other end, until the case ends. */
  async serveOutside(context: Context, port: number, content: string): Promise<void> {
    const folder = `${context.directory}/www-${port}`;
    await Deno.mkdir(folder);
    await Deno.writeTextFile(`${folder}/file`, content);
    const netns = `--net=${this.outsidePath}`;
    context.background("nsenter", [netns, "busybox", "httpd", "-f", "-p", String(port), "-h", folder]);
    await this.listens(port);
  }

  /** All that iproute2 says of the pod's namespace, but what only time changes. */
  async description(): Promise<string> {
    const parts: string[] = [];
    for (const what of ["link", "address", "route", "-6 route", "neigh", "rule", "-6 rule"]) {
      parts.push((await mustRun("ip", ["-n", this.name, "-d", ...what.split(" "), "show"])).stdout);
    }
    parts.push((await mustRun("tc", ["-n", this.name, "qdisc", "show"])).stdout);
    return parts.join("\n").replaceAll(" tentative", "").split("\n").filter((line) =>
      !/ (STALE|REACHABLE|DELAY|PROBE|FAILED)\s*$/.test(line)
    ).join(
      "\n",
    );
  }

  /** Waits until somebody listens on a TCP port at the other end: the kernel's own table tells. */
  async listens(port: number): Promise<void> {
    const hex = `:${port.toString(16).toUpperCase().padStart(4, "0")} `;
    for (let left = 500; left > 0; left--) {
      const { stdout } = await mustRun("nsenter", [
        `--net=${this.outsidePath}`,
        "cat",
        "/proc/net/tcp6",
        "/proc/net/tcp",
      ]);
      if (stdout.split("\n").some((line) => line.includes(hex) && line.includes(" 0A "))) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`Nobody listens on port ${port} in ${this.#outside}`);
  }
}
