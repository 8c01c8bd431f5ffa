/** Kubernetes' own end-to-end tests, and the programs in the images that their pods are made of: of the same Go module as its programs. */
import { cached } from "../cache.ts";
import { run } from "../command.ts";
import { type Log, timed } from "../progress.ts";
import { goBuild, goMod, KUBERNETES_VERSION } from "./kubernetes.ts";

export interface KubernetesTests {
  /** The test program, which holds every spec. */
  e2e: string;
  /** What most of the specs' containers run. */
  agnhost: string;
  /** Tells its effective user: what an image of the specs has with the setuid bit. */
  nonewprivs: string;
  /** The folder of agnhost's sources: files of its image lie beside them. */
  agnhostSource: string;
}

/** Builds what the cache has not (some 6 minutes on 2 cores beside Kubernetes' own programs). Throws where there is no Go toolchain. */
export async function kubernetesTests(log: Log): Promise<KubernetesTests> {
  const mod = goMod();
  const folder = await cached(
    "kubernetes-tests",
    [{ text: mod }],
    (folder) =>
      timed(log, `Kubernetes ${KUBERNETES_VERSION}: compile its tests (about 6 minutes on 2 cores)`, async () => {
        await Deno.writeTextFile(`${folder}/go.mod`, mod);
        await goBuild(folder, ["build"], "k8s.io/kubernetes/test/images/nonewprivs");
        await timed(
          log,
          "Kubernetes: agnhost",
          () => goBuild(folder, ["build"], "k8s.io/kubernetes/test/images/agnhost"),
        );
        await timed(log, "Kubernetes: e2e.test", () => goBuild(folder, ["test", "-c"], "k8s.io/kubernetes/test/e2e"));
      }),
  );
  // Downloads what Go's module cache has not any more.
  const { Dir } = JSON.parse(await run(["go", "mod", "download", "-json", "k8s.io/kubernetes"], { cwd: folder }));
  const agnhostSource = `${Dir}/test/images/agnhost`;
  return { agnhostSource, e2e: `${folder}/e2e.test`, agnhost: `${folder}/agnhost`, nonewprivs: `${folder}/nonewprivs` };
}

if (import.meta.main) {
  const { stderrLog } = await import("../progress.ts");
  console.log(await kubernetesTests(stderrLog()));
}
