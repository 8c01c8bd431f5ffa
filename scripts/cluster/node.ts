/**
 * A node of its own on this machine: namespaces for processes, mounts and network, in which containerd and Kubernetes run beside
 * whatever else the machine runs. When its first process ends, the kernel ends all others and takes mounts and interfaces along.
 */
import { CommandError, type RunOptions } from "../command.ts";

/** The node's address; nothing outside its network namespace has the network. */
export const NODE_ADDRESS = "10.99.0.1";

/**
 * What the first process does: a network with an address that is not loopback's (the kubelet takes no other), and, for what
 * programs keep at fixed paths, a /run of its own and upper layers over /var/lib, /var/log, /etc, /opt and /usr/local.
 */
const INIT = `set -e
mount --make-rprivate /
ip link set lo up
ip link add node type bridge
ip link add node0 type veth peer name node1
ip link set node0 master node up
ip link set node1 up
ip address add ${NODE_ADDRESS}/24 dev node
ip link set node up
ip route add default via 10.99.0.254
echo 1 > /proc/sys/net/ipv4/ip_forward
for folder in /var/lib /var/log /etc /opt /usr/local; do
  upper="$1/layers$folder"
  mkdir -p "$upper/upper" "$upper/work"
  mount -t overlay overlay -o "lowerdir=$folder,upperdir=$upper/upper,workdir=$upper/work" "$folder"
done
mount -t tmpfs -o mode=755 tmpfs /run
echo ready
exec sleep infinity`;

export interface Service {
  readonly name: string;
  /** Resolves with the end of its log once it has ended by itself: a cluster's services do not. */
  readonly ended: Promise<string>;
}

export class Node implements AsyncDisposable {
  #stopped = false;

  private constructor(
    readonly folder: string,
    private readonly init: Deno.ChildProcess,
    private readonly pid: number,
  ) {}

  /** Makes the node; `folder` is an empty folder for all that it writes, not on an overlay. */
  static async start(folder: string): Promise<Node> {
    // Whoever kills us kills the node: nothing of it outlives its maker.
    const init = new Deno.Command("setpriv", {
      args: [
        "--pdeathsig",
        "KILL",
        "unshare",
        "--pid",
        "--mount",
        "--net",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "sh",
        "-c",
        INIT,
        "sh",
        folder,
      ],
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: true, // ^C is for us: what is to be cleaned up is known here
    }).spawn();
    const reader = init.stdout.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    if (value === undefined) {
      const words = await new Response(init.stderr).text();
      await init.status;
      throw new Error(`Cannot make a node: ${words.trim()}`);
    }
    void init.stderr.cancel();
    // unshare's only child is the first process within.
    const children = await Deno.readTextFile(`/proc/${init.pid}/task/${init.pid}/children`);
    return new Node(folder, init, Number(children.trim()));
  }

  /** The command line that runs `command` on the node. */
  command(command: readonly string[]): string[] {
    return ["nsenter", "--target", String(this.pid), "--mount", "--net", "--pid", "--", ...command];
  }

  /** Runs a command on the node to its end; resolves to its stdout. Throws CommandError. */
  async run(command: readonly string[], options: RunOptions & { stdin?: string } = {}): Promise<string> {
    const { code, stdout, stderr } = await this.output(command, options);
    if (code !== 0) throw new CommandError(command, code, `${stdout}${stderr}`.slice(-2000));
    return stdout;
  }

  /** Runs a command on the node to its end, whatever that is. */
  async output(
    command: readonly string[],
    options: { stdin?: string; env?: Record<string, string>; signal?: AbortSignal } = {},
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const [program, ...args] = this.command(command);
    const { stdin, env, signal } = options;
    const child = new Deno.Command(program!, {
      args,
      stdin: stdin === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
      ...(env && { env }),
      ...(signal && { signal }),
    }).spawn();
    if (stdin !== undefined) {
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(stdin)).catch(() => {}); // it may end without reading it
      await writer.close().catch(() => {});
    }
    const { code, stdout, stderr } = await child.output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  /** Starts a service whose output goes to `<folder>/log/<name>.log`. `ready` resolves once a line of it contains `word`. */
  async serve(
    name: string,
    command: readonly string[],
    word: string,
    env: Record<string, string> = {},
  ): Promise<Service> {
    await Deno.mkdir(`${this.folder}/log`, { recursive: true });
    const log = await Deno.open(`${this.folder}/log/${name}.log`, { write: true, create: true, truncate: true });
    const [program, ...args] = this.command(command);
    const child = new Deno.Command(program!, {
      args,
      env,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      detached: true,
    })
      .spawn();
    const ready = Promise.withResolvers<void>();
    let tail = "";
    const follow = async () => {
      const decoder = new TextDecoder();
      for await (const chunk of child.stderr) {
        await log.write(chunk);
        tail = (tail + decoder.decode(chunk, { stream: true })).slice(-4000);
        if (tail.includes(word)) ready.resolve();
      }
      log.close();
    };
    const ended = Promise.all([child.status, follow()]).then(([{ code }]) =>
      `${name} has ended with code ${code}: ${tail.trim().split("\n").slice(-5).join(" | ")}`
    );
    ended.then((reason) => ready.reject(new Error(reason)));
    await ready.promise;
    return { name, ended };
  }

  /** Ends all that runs on the node, at once. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    Deno.kill(this.pid, "SIGKILL");
    await this.init.status;
  }
}
