/**
 * What containerd's CRI plugin needs beside containerd: its part of the configuration, and a CNI configuration. The CNI
 * plugins run in a network namespace of the run's own, so that what they make on "the host" (veth ends, addresses, routes)
 * touches nothing of this machine's, and two runs at once may use the same addresses.
 */
import { packageRoot } from "../../scripts/setup.ts";
import { mustRun } from "./command.ts";
import { image } from "./images.ts";

/** The containerd namespace in which the CRI plugin keeps everything (containerd pkg/cri/constants). */
export const CRI_NAMESPACE = "k8s.io";

const PLUGINS = ["bridge", "host-local", "loopback", "portmap", "ptp"];

/** The runtime handler whose pods are made by the Sandbox API, on containerd 2.x. */
export const SANDBOX_API_HANDLER = "husk-sandbox-api";

/** The runtime handler with a configuration file of its own, which a case writes before it starts a pod. */
export const CONFIGURED_HANDLER = "husk-configured";

export function configuredPath(directory: string): string {
  return `${directory}/husk-configured.toml`;
}

export interface CriSetup extends AsyncDisposable {
  /** Lines for containerd's config.toml, version 2. */
  readonly config: string;
  /** The network namespace that is "the host" to the CNI plugins: a path for nsenter --net=. */
  readonly network: string;
}

/** The network namespace that is "the host" to the CNI plugins of a run in `directory`. */
export function cniHost(directory: string): string {
  return `${directory}/netns`;
}

export interface CriOptions {
  /** This process is in a network namespace of the run's own already, which then is "the host". */
  ownNetwork?: boolean;
  /** Pods get no IPv6 address: CNI's plugins wait two seconds until nobody else has it. */
  ipv4Only?: boolean;
}

/** Prepares all of it below `directory`. `pauseImage`: that of the pods' sandboxes. */
export async function prepareCri(
  directory: string,
  pauseImage: string = image.pause,
  { ownNetwork = false, ipv4Only = false }: CriOptions = {},
): Promise<CriSetup> {
  const network = cniHost(directory);
  await Deno.writeTextFile(network, "");
  if (ownNetwork) await mustRun("mount", ["--bind", "/proc/self/ns/net", network]);
  else await mustRun("unshare", [`--net=${network}`, "true"]);
  await mustRun("nsenter", [`--net=${network}`, "ip", "link", "set", "lo", "up"]);
  await writePlugins(`${directory}/cni-bin`, network);
  await Deno.mkdir(`${directory}/cni-conf`);
  await Deno.writeTextFile(`${directory}/cni-conf/10-ptp.conflist`, JSON.stringify(cniConfig(directory, ipv4Only)));
  return {
    config: criConfig(directory, pauseImage),
    network,
    async [Symbol.asyncDispose]() {
      await mustRun("umount", [network]);
    },
  };
}

/** A pod whose name begins so gets no network: the second plugin of the chain fails, when the first has done its part. */
export const CNI_FAILS = "cni-fails";
const FAILURE = '{"cniVersion":"1.0.0","code":11,"msg":"the second plugin has failed"}';

/** Each plugin behind a script that enters the run's network namespace first; CNI names the pod's by an absolute path. */
async function writePlugins(directory: string, network: string): Promise<void> {
  const real = `${await packageRoot("containernetworking-plugins", (line) => console.error(line))}/usr/lib/cni`;
  await Deno.mkdir(directory);
  for (const name of PLUGINS) {
    const fails =
      `case "$CNI_COMMAND;$CNI_ARGS" in "ADD;"*K8S_POD_NAME=${CNI_FAILS}*) echo '${FAILURE}'; exit 1;; esac\n`;
    const script = `#!/bin/sh\n${
      name === "portmap" ? fails : ""
    }exec nsenter --net='${network}' '${real}/${name}' "$@"\n`;
    await Deno.writeTextFile(`${directory}/${name}`, script, { mode: 0o755 });
  }
}

function cniConfig(directory: string, ipv4Only: boolean): object {
  const families = [["10.90.0.0/16", "0.0.0.0/0"], ["fd00:90::/112", "::/0"]].slice(0, ipv4Only ? 1 : 2);
  const ranges = families.map(([subnet]) => [{ subnet }]);
  const routes = families.map(([, dst]) => ({ dst }));
  const ipam = { type: "host-local", ranges, routes, dataDir: `${directory}/cni-data` };
  return {
    cniVersion: "1.0.0",
    name: "e2e",
    plugins: [{ type: "ptp", ipam }, { type: "portmap", capabilities: { portMappings: true } }],
  };
}

/** containerd 1.x. The machine may lack CAP_SYS_RESOURCE, without which runc cannot lower an oom_score_adj. */
function criConfig(directory: string, pauseImage: string): string {
  const plugin = `plugins."io.containerd.grpc.v1.cri"`;
  const runtime = (handler: string, name: string, more = "") =>
    `[${plugin}.containerd.runtimes.${handler}]
  runtime_type = "io.containerd.${name}.v2"
  pod_annotations = ["io.husk.*"]
  container_annotations = ["io.husk.*"]
${more}`;
  // containerd 1.x does not know these keys and passes them by.
  const sandboxApi = `  sandboxer = "shim"\n  disable_pause_image_pull = true\n`;
  const options = `[${plugin}.containerd.runtimes.${CONFIGURED_HANDLER}.options]\n  ConfigPath = "${
    configuredPath(directory)
  }"\n`;
  const runtimes = [
    runtime("husk", "husk"),
    runtime("runc", "runc"),
    runtime(SANDBOX_API_HANDLER, "husk", sandboxApi),
    runtime(CONFIGURED_HANDLER, "husk", options),
  ];
  return `[${plugin}]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
  drain_exec_sync_io_timeout = "10s"
[${plugin}.cni]
  bin_dir = "${directory}/cni-bin"
  conf_dir = "${directory}/cni-conf"
[${plugin}.containerd]
  default_runtime_name = "runc"
${runtimes.join("")}`;
}
