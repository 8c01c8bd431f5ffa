/** The configuration of a one-node cluster's programs. */
import { NODE_ADDRESS } from "./node.ts";

export const NODE_NAME = "node1";
const API_PORT = 6443;
export const PAUSE_IMAGE = "husk.test/pause:1";

export interface Folders {
  /** For all that the cluster keeps. */
  folder: string;
  /** CNI's plugins. */
  cniPlugins: string;
}

/** Folder of containerd's hosts.toml files, for whoever has a registry on the node. */
export function registryFolder({ folder }: Pick<Folders, "folder">): string {
  return `${folder}/registries`;
}

/** containerd 1.x, version 2 of the format. The machine may lack CAP_SYS_RESOURCE, without which runc cannot lower an oom_score_adj. */
export function containerdConfig({ folder, cniPlugins }: Folders): string {
  const cri = `plugins."io.containerd.grpc.v1.cri"`;
  return `version = 2
root = "${folder}/containerd/root"
state = "${folder}/containerd/state"
disabled_plugins = ["io.containerd.internal.v1.opt"]
[grpc]
  address = "${folder}/containerd/containerd.sock"
[${cri}]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"
[${cri}.cni]
  bin_dir = "${cniPlugins}"
  conf_dir = "${folder}/cni"
[${cri}.registry]
  config_path = "${registryFolder({ folder })}"
[${cri}.containerd]
  default_runtime_name = "runc"
[${cri}.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
`;
}

export function cniConfig({ folder }: Folders): string {
  const ipam = {
    type: "host-local",
    ranges: [[{ subnet: "10.88.0.0/16" }]],
    routes: [{ dst: "0.0.0.0/0" }],
    dataDir: `${folder}/cni-addresses`,
  };
  const bridge = { type: "bridge", bridge: "pods", isGateway: true, hairpinMode: true, ipam };
  return JSON.stringify({ cniVersion: "1.0.0", name: "cluster", plugins: [bridge] });
}

/** The kubelet of a node that is not a machine's only one: no host-wide limits, no iptables, cgroups below one of its own. */
export function kubeletConfig({ folder }: Folders, cgroup: string): string {
  return JSON.stringify({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    clusterDomain: "cluster.local",
    containerRuntimeEndpoint: `unix://${folder}/containerd/containerd.sock`,
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: "AlwaysAllow" },
    address: NODE_ADDRESS,
    healthzBindAddress: "127.0.0.1",
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${cgroup}`,
    failCgroupV1: false,
    failSwapOn: false,
    oomScoreAdj: 0,
    makeIPTablesUtilChains: false,
    fileCheckFrequency: "1s",
    syncFrequency: "10s",
    configMapAndSecretChangeDetectionStrategy: "Watch",
    evictionHard: { "memory.available": "50Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
    maxPods: 250,
    registryPullQPS: 0,
  });
}

export function kubeconfig(token: string, server = `https://${NODE_ADDRESS}:${API_PORT}`): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "husk", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "husk", context: { cluster: "husk", user: "admin" } }],
    "current-context": "husk",
  });
}

/** Arguments of the programs; `pki` is the folder of the API server's certificate and the service accounts' keys. */
export function programArguments({ folder }: Folders) {
  const pki = `${folder}/pki`;
  const client = "http://127.0.0.1:2379", peer = "http://127.0.0.1:2380";
  const config = `--kubeconfig=${folder}/kubeconfig`;
  return {
    etcd: [
      ...[`--data-dir=${folder}/etcd`, `--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
      ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
    ],
    "kube-apiserver": [
      ...["--etcd-servers=http://127.0.0.1:2379", "--bind-address=0.0.0.0", `--secure-port=${API_PORT}`],
      ...[`--advertise-address=${NODE_ADDRESS}`, `--cert-dir=${pki}`, "--service-cluster-ip-range=10.96.0.0/16"],
      ...["--service-account-issuer=https://kubernetes.default.svc", `--service-account-key-file=${pki}/accounts.pub`],
      ...[`--service-account-signing-key-file=${pki}/accounts.key`, `--token-auth-file=${pki}/tokens.csv`],
      ...["--authorization-mode=RBAC", "--allow-privileged=true", "--kubelet-preferred-address-types=InternalIP"],
      // Kubernetes' own specs name no RuntimeClass: a policy does (tests/k8s/conformance).
      ...["--feature-gates=MutatingAdmissionPolicy=true", "--runtime-config=admissionregistration.k8s.io/v1beta1=true"],
    ],
    "kube-controller-manager": [
      ...[config, `--service-account-private-key-file=${pki}/accounts.key`, `--root-ca-file=${pki}/apiserver.crt`],
      ...["--leader-elect=false", "--bind-address=127.0.0.1"],
    ],
    "kube-scheduler": [config, "--leader-elect=false", "--bind-address=127.0.0.1"],
    kubelet: [
      ...[`--config=${folder}/kubelet.json`, config, `--root-dir=${folder}/kubelet`, `--cert-dir=${pki}/kubelet`],
      ...[`--hostname-override=${NODE_NAME}`, `--node-ip=${NODE_ADDRESS}`, "--node-labels=husk.io/node=true", "--v=2"],
    ],
  };
}
