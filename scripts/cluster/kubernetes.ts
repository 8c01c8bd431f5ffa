/** Kubernetes' programs, built from its Go module: no package registry has them as binaries. */
import { cached } from "../cache.ts";
import { run, which } from "../command.ts";
import { type Log, timed } from "../progress.ts";

export const KUBERNETES_VERSION = "1.34.4";

export const PROGRAMS = ["kubectl", "kube-scheduler", "kube-controller-manager", "kubelet", "kube-apiserver"] as const;

/**
 * Modules that live in Kubernetes' own repository: its go.mod requires them at v0.0.0 and replaces them by folders, which
 * whoever builds from the module has to do for himself (k8s.io/kubernetes, go.mod, "replace").
 */
const STAGING = [
  ...["api", "apiextensions-apiserver", "apimachinery", "apiserver", "cli-runtime", "client-go", "cloud-provider"],
  ...["cluster-bootstrap", "code-generator", "component-base", "component-helpers", "controller-manager", "cri-api"],
  ...["cri-client", "csi-translation-lib", "dynamic-resource-allocation", "endpointslice", "externaljwt", "kms"],
  ...["kube-aggregator", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubectl", "kubelet", "metrics"],
  ...["mount-utils", "pod-security-admission", "sample-apiserver", "sample-cli-plugin", "sample-controller"],
];

/** The module that builds the programs; its versions are all fixed by Kubernetes' own go.mod. */
export function goMod(version = KUBERNETES_VERSION): string {
  const staging = version.replace(/^1\./, "v0.");
  return [
    "module husk/kubernetes",
    "go 1.24.0",
    `require k8s.io/kubernetes v${version}`,
    "replace (",
    ...STAGING.map((name) => `\tk8s.io/${name} => k8s.io/${name} ${staging}`),
    ")",
  ].join("\n") + "\n";
}

/** Why Kubernetes cannot be built here; undefined where it can. */
export async function whyNoKubernetes(): Promise<string | undefined> {
  return await which("go") === undefined ? "no Go toolchain to build Kubernetes with" : undefined;
}

/** The folder with PROGRAMS, built where the cache has them not (10 minutes on 2 cores). Throws where there is no Go toolchain. */
export async function kubernetesPrograms(log: Log): Promise<string> {
  const mod = goMod();
  return await cached(
    "kubernetes",
    [{ text: mod }],
    (folder) =>
      timed(log, `Kubernetes ${KUBERNETES_VERSION}: compile (about 10 minutes on 2 cores)`, async () => {
        await Deno.writeTextFile(`${folder}/go.mod`, mod);
        for (const program of PROGRAMS) {
          await timed(log, `Kubernetes: ${program}`, () =>
            goBuild(folder, ["build"], `k8s.io/kubernetes/cmd/${program}`));
        }
      }),
  );
}

/** Runs `go build`, or another of its commands that makes a program, in the folder of a goMod(); the program is put there as well. */
export async function goBuild(folder: string, command: readonly string[], name: string): Promise<void> {
  // What a program answers for its version; without it kubelet and API server would not tell which they are.
  const version = ["component-base/version", "client-go/pkg/version"]
    .map((pkg) => `-X k8s.io/${pkg}.gitVersion=v${KUBERNETES_VERSION}`);
  const flags = ["-mod=mod", "-trimpath", `-ldflags=-s -w ${version.join(" ")}`, "-o", `${folder}/`];
  await run(["nice", "go", ...command, ...flags, name], { cwd: folder, env: { CGO_ENABLED: "0", GOFLAGS: "" } });
}

if (import.meta.main) {
  const { stderrLog } = await import("../progress.ts");
  console.log(await kubernetesPrograms(stderrLog()));
}
