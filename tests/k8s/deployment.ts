/**
 * deploy/kubernetes on a node that has no husk: its DaemonSet installs husk, and the other one removes it again. The node's containerd is
 * restarted by both, and what runs on the node goes on.
 */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { nodeImage } from "../../scripts/node_image.ts";
import type { Cluster } from "../../scripts/cluster/cluster.ts";
import { CONTAINERD_CONFIG } from "../../scripts/cluster/containerd_service.ts";

const DEPLOY = new URL("../../deploy/kubernetes", import.meta.url).pathname;
const BYSTANDER = "bystander";

/** What a node shows of husk, or of the lack of it: files, what of them is in use, who uses them. */
async function traces({ node }: Cluster): Promise<string> {
  const shown = [
    "find /opt /usr/local/bin /etc/containerd /etc/husk /run/husk /var/lib/husk -printf '%p %y %m %s %l\\n' 2>/dev/null | sort",
    `cat ${CONTAINERD_CONFIG}`,
    // Those of the machine's own pods are under the node's /run, out of sight.
    "awk '$2 ~ /^\\/(opt|run)\\/husk/ {print $2}' /proc/self/mounts | while read -r at; do [ -e $at ] && echo mounted $at; done",
    "pgrep -af '^/opt/husk|[c]ontainerd-shim-husk'",
    "ip -o link show | grep -c husk",
  ];
  return await node.run(["sh", "-c", `{ ${shown.join("; ")}; } || true`]);
}

/** Of the node's containerd, not of its shims. */
async function containerdPid({ node }: Cluster): Promise<string> {
  return (await node.run(["pgrep", "-o", "-x", "containerd"])).trim();
}

export class Deployment {
  private constructor(private readonly cluster: Cluster, private readonly before: string) {}

  /** Installs husk by its DaemonSet: resolves once a pod of RuntimeClass husk can be made. */
  static async install(cluster: Cluster, dist: string): Promise<Deployment> {
    await cluster.importImage(await nodeImage(dist));
    await cluster.kubectl(["run", BYSTANDER, "--image=husk.test/busybox:1", "--", "sleep", "100000"]);
    await cluster.kubectl(["wait", `pod/${BYSTANDER}`, "--for=condition=Ready", "--timeout=60s"]);
    const before = await traces(cluster);
    assert(!before.includes("husk-v2"), before);
    const first = await containerdPid(cluster);
    await cluster.kubectl(["apply", "-k", `${DEPLOY}/install`]);
    await rolledOut(cluster, "husk-install");
    // What it says of the restart may be lost: nobody reads a container's streams until the new containerd has found it again.
    assertMatch(await logs(cluster, "install"), /husk is installed in \/opt\/husk below \/host\n/);
    const second = await containerdPid(cluster);
    assertNotEquals(second, first, "containerd was not restarted");
    assertMatch(await cluster.kubectl(["get", "runtimeclass", "husk", "-o", "jsonpath={.handler}"]), /^husk$/);
    // Once more changes nothing, and so restarts nothing.
    await cluster.kubectl(["-n", "kube-system", "rollout", "restart", "daemonset/husk-install"]);
    await rolledOut(cluster, "husk-install");
    assertMatch(await logs(cluster, "install"), /containerd's configuration is as it was: no restart\n/);
    assertEquals(await containerdPid(cluster), second);
    await runPod(cluster);
    return new Deployment(cluster, before);
  }

  /** Removes it in the same way, and holds the node to what it was before. */
  async uninstall(): Promise<void> {
    const { cluster } = this;
    await cluster.kubectl(["delete", "-k", `${DEPLOY}/install`, "--timeout=60s"]);
    const first = await containerdPid(cluster);
    await cluster.kubectl(["apply", "-k", `${DEPLOY}/uninstall`]);
    await rolledOut(cluster, "husk-uninstall");
    assertMatch(await logs(cluster, "uninstall"), /husk is removed from \/opt\/husk below \/host\n/);
    assertNotEquals(await containerdPid(cluster), first, "containerd was not restarted");
    await cluster.kubectl(["delete", "-k", `${DEPLOY}/uninstall`, "--timeout=60s"]);
    assertEquals(await traces(cluster), this.before);
    const status = await cluster.kubectl(["get", "pod", BYSTANDER, "-o", "jsonpath={.status.containerStatuses[0]}"]);
    const { restartCount, state } = JSON.parse(status) as { restartCount: number; state: { running?: object } };
    assertEquals([restartCount, state.running !== undefined], [0, true], "the node's other pod");
    await cluster.kubectl(["delete", "pod", BYSTANDER, "--grace-period=1", "--timeout=60s"]);
  }
}

/** A pod of the RuntimeClass's has a kernel of its own. */
async function runPod(cluster: Cluster): Promise<void> {
  const overrides = ["--overrides", '{"spec":{"runtimeClassName":"husk"}}'];
  await cluster.kubectl([
    "run",
    "guest",
    "--image=husk.test/busybox:1",
    "--restart=Never",
    ...overrides,
    "--",
    "uname",
    "-r",
  ]);
  await cluster.kubectl(["wait", "pod/guest", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=120s"]);
  assertNotEquals((await cluster.kubectl(["logs", "guest"])).trim(), Deno.osRelease());
  await cluster.kubectl(["delete", "pod", "guest", "--timeout=60s"]);
}

async function rolledOut(cluster: Cluster, daemonSet: string): Promise<void> {
  const args = ["-n", "kube-system", "rollout", "status", `daemonset/${daemonSet}`, "--timeout=120s"];
  const { code, stderr } = await cluster.tryKubectl(args);
  if (code === 0) return;
  const pods = await cluster.kubectl(["-n", "kube-system", "describe", "pods", "-l", "app.kubernetes.io/name=husk"]);
  throw new Error(`${daemonSet} is not rolled out: ${stderr.trim()}\n${pods.split("\n").slice(-30).join("\n")}`);
}

/** What the latest installer or remover said. */
async function logs(cluster: Cluster, component: string): Promise<string> {
  const select = [
    "-l",
    `app.kubernetes.io/component=${component}`,
    "--sort-by=.metadata.creationTimestamp",
    "-o",
    "name",
  ];
  const pods = (await cluster.kubectl(["-n", "kube-system", "get", "pods", ...select])).trim().split("\n");
  return await cluster.kubectl(["-n", "kube-system", "logs", pods.at(-1)!, "-c", component]);
}
