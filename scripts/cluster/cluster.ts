/** One-node Kubernetes on a node of its own (node.ts), with husk installed on it as on any other node. */
import { busyboxLayer } from "../../tests/e2e/busybox_layer.ts";
import { type ImageConfig, ociArchive } from "../../tests/e2e/oci_archive.ts";
import { type Log, timed } from "../progress.ts";
import { packageRoot } from "../setup.ts";
import {
  cniConfig,
  containerdConfig,
  type Folders,
  kubeconfig,
  kubeletConfig,
  NODE_NAME,
  PAUSE_IMAGE,
  programArguments,
} from "./configuration.ts";
import { serveContainerd, writeContainerdConfig } from "./containerd_service.ts";
import { kubernetesPrograms } from "./kubernetes.ts";
import { keepSettings, makeCgroups } from "./machine.ts";
import { Node, type Service } from "./node.ts";

/** The image that pods of the cluster can be made of without a registry. */
export const CLUSTER_IMAGE = "husk.test/busybox:1";
const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const ROOT = new URL("../..", import.meta.url).pathname;

export interface ClusterOptions {
  /** What `deno task build` has made. */
  dist: string;
  log: Log;
  /** Without husk on the node, nor its RuntimeClass: for whoever installs it otherwise. */
  bare?: boolean;
  /** Gives the start up, and takes back what it has made. */
  signal?: AbortSignal;
}

export class Cluster implements AsyncDisposable {
  /** Resolves with the reason once one of the cluster's services has ended by itself. */
  readonly failed: Promise<string>;

  private constructor(
    readonly node: Node,
    readonly folder: string,
    private readonly kubectlProgram: string,
    private readonly ctr: string,
    services: readonly Service[],
    private readonly resources: AsyncDisposableStack,
  ) {
    this.failed = Promise.race(services.map(({ ended }) => ended));
  }

  /** Starts all of it; resolves once the node is Ready and its RuntimeClass made. */
  static async start(options: ClusterOptions): Promise<Cluster> {
    const { dist, log, bare = false, signal } = options;
    const programs = await kubernetesPrograms(log);
    const [etcd, cni, containerd, runc] = await Promise.all(
      ["etcd-server", "containernetworking-plugins", "containerd", "runc"].map((name) => packageRoot(name, log)),
    );
    await using resources = new AsyncDisposableStack();
    // Not below /tmp: it may be a tmpfs, or swept.
    const folder = await Deno.makeTempDir({ dir: "/var/tmp", prefix: "husk-cluster-" });
    resources.defer(() => Deno.remove(folder, { recursive: true }));
    const cgroup = folder.split("/").at(-1)!;
    resources.use(keepSettings());
    resources.use(makeCgroups(cgroup));
    const folders: Folders = { folder, cniPlugins: `${cni}/usr/lib/cni` };
    await writeFiles(folders, cgroup);
    const node = resources.use(await Node.start(folder));
    // Without its node every step of the start fails at once.
    const giveUp = () => void node[Symbol.asyncDispose]();
    signal?.addEventListener("abort", giveUp);
    resources.defer(() => signal?.removeEventListener("abort", giveUp));
    signal?.throwIfAborted();
    await writeContainerdConfig(node, containerdConfig(folders));
    if (!bare) await timed(log, "husk: install on the node", () => node.run([`${dist}/husk`, "install"]));

    const path = [
      "/usr/local/bin",
      `${containerd}/usr/bin`,
      `${runc}/usr/sbin`,
      `${etcd}/usr/bin`,
      programs,
      "/usr/sbin:/usr/bin:/sbin:/bin",
    ]
      .join(":");
    const ctr = `${containerd}/usr/bin/ctr`;
    const args = programArguments(folders);
    const serve = (name: string, command: string[], word: string) => node.serve(name, command, word, { PATH: path });
    const services = await timed(log, "cluster: start", async () => {
      const first = await Promise.all([
        serveContainerd(node, `${containerd}/usr/bin`, path),
        serve("etcd", [`${etcd}/usr/bin/etcd`, ...args.etcd], "ready to serve client requests"),
      ]);
      const [api] = await Promise.all([
        serve("kube-apiserver", [`${programs}/kube-apiserver`, ...args["kube-apiserver"]], "Serving securely on"),
        importImages(node, ctr, folder),
      ]);
      const rest = ["kube-controller-manager", "kube-scheduler", "kubelet"] as const;
      const words = {
        "kube-controller-manager": "Serving securely on",
        "kube-scheduler": "Serving securely on",
        kubelet: "Started kubelet",
      };
      return [
        ...first,
        api!,
        ...await Promise.all(rest.map((name) => serve(name, [`${programs}/${name}`, ...args[name]], words[name]))),
      ];
    });
    const cluster = new Cluster(node, folder, `${programs}/kubectl`, ctr, services, resources.move());
    try {
      await timed(log, "cluster: node Ready", () => cluster.#ready(bare));
    } catch (error) {
      await cluster[Symbol.asyncDispose]();
      throw error;
    }
    return cluster;
  }

  get kubeconfig(): string {
    return `${this.folder}/kubeconfig`;
  }

  /** The command line of kubectl on this cluster, from outside of it. */
  kubectlCommand(args: readonly string[]): string[] {
    return this.node.command([this.kubectlProgram, "--kubeconfig", this.kubeconfig, ...args]);
  }

  /** Runs kubectl; resolves to its stdout. Throws CommandError. */
  kubectl(args: readonly string[], options: { stdin?: string } = {}): Promise<string> {
    return this.node.run([this.kubectlProgram, "--kubeconfig", this.kubeconfig, ...args], options);
  }

  /** Runs kubectl, whatever its exit code. */
  tryKubectl(args: readonly string[], options: { stdin?: string; signal?: AbortSignal } = {}) {
    return this.node.output([this.kubectlProgram, "--kubeconfig", this.kubeconfig, ...args], options);
  }

  /** Gives the node an image: the bytes of an OCI archive. */
  importImage(archive: Uint8Array): Promise<void> {
    return importImage(this.node, this.ctr, this.folder, archive);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.resources.disposeAsync();
  }

  async #ready(bare: boolean): Promise<void> {
    const wait = ["--timeout=60s"];
    await this.kubectl(["wait", "--for=create", `node/${NODE_NAME}`, ...wait]);
    await this.kubectl(["wait", "--for=condition=Ready", `node/${NODE_NAME}`, ...wait]);
    await this.kubectl(["wait", "--for=create", "serviceaccount/default", ...wait]);
    if (!bare) await this.kubectl(["apply", "-f", `${ROOT}deploy/kubernetes/install/runtimeclass.yaml`]);
  }
}

async function writeFiles(folders: Folders, cgroup: string): Promise<void> {
  const { folder } = folders;
  for (const name of ["containerd", "cni", "pki", "etcd", "kubelet"]) {
    await Deno.mkdir(`${folder}/${name}`, { mode: 0o700 });
  }
  await Deno.writeTextFile(`${folder}/cni/10-cluster.conflist`, cniConfig(folders));
  await Deno.writeTextFile(`${folder}/kubelet.json`, kubeletConfig(folders, cgroup));
  const token = crypto.getRandomValues(new Uint8Array(16)).toHex();
  await Deno.writeTextFile(`${folder}/kubeconfig`, kubeconfig(token), { mode: 0o600 });
  await Deno.writeTextFile(`${folder}/pki/tokens.csv`, `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
    true,
    ["sign", "verify"],
  );
  const pem = (label: string, der: ArrayBuffer) =>
    `-----BEGIN ${label}-----\n${
      new Uint8Array(der).toBase64().replaceAll(/.{64}/g, "$&\n").trimEnd()
    }\n-----END ${label}-----\n`;
  const key = pem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", privateKey));
  await Deno.writeTextFile(`${folder}/pki/accounts.key`, key, { mode: 0o600 });
  await Deno.writeTextFile(
    `${folder}/pki/accounts.pub`,
    pem("PUBLIC KEY", await crypto.subtle.exportKey("spki", publicKey)),
  );
}

async function importImages(node: Node, ctr: string, folder: string): Promise<void> {
  const layer = await busyboxLayer();
  const images: [string, ImageConfig][] = [
    [CLUSTER_IMAGE, { Env: [PATH], Cmd: ["sh"] }],
    [PAUSE_IMAGE, { Entrypoint: ["/bin/sleep", "2147483647"] }],
  ];
  for (const [name, config] of images) await importImage(node, ctr, folder, await ociArchive(name, layer, config));
}

async function importImage(node: Node, ctr: string, folder: string, archive: Uint8Array): Promise<void> {
  const file = `${folder}/image.tar`;
  await Deno.writeFile(file, archive);
  await node.run([ctr, "-a", `${folder}/containerd/containerd.sock`, "-n", "k8s.io", "images", "import", file]);
  await Deno.remove(file);
}
