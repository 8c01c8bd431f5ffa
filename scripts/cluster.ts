/** `deno task cluster`: one-node Kubernetes whose RuntimeClass `husk` is this checkout's, until ^C. */
import { buildAll } from "./build.ts";
import { Cluster, CLUSTER_IMAGE } from "./cluster/cluster.ts";
import { KUBERNETES_VERSION, whyNoKubernetes } from "./cluster/kubernetes.ts";
import { stderrLog } from "./progress.ts";
import { setUp, SetupError } from "./setup.ts";

async function main(): Promise<void> {
  const log = stderrLog();
  const why = await whyNoKubernetes();
  if (why !== undefined) throw new SetupError(`${why}: install Go 1.24 or later`);
  await setUp(["build", "run", "test"], log);
  const dist = await buildAll(log);
  const stopped = new AbortController();
  const stop = Promise.withResolvers<string>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => {
      stop.resolve("");
      stopped.abort();
    });
  }
  await using cluster = await Cluster.start({ dist: dist.dir, log, signal: stopped.signal }).catch((error) => {
    throw stopped.signal.aborted ? new SetupError("the cluster was stopped while it started") : error;
  });
  const kubectl = `${cluster.folder}/kubectl`;
  await Deno.writeTextFile(kubectl, `#!/bin/sh\nexec ${cluster.kubectlCommand([]).join(" ")} "$@"\n`, { mode: 0o755 });
  console.log(`Kubernetes ${KUBERNETES_VERSION} runs, with RuntimeClass husk. ^C ends it and leaves nothing.

  kubeconfig  ${cluster.kubeconfig} (of the cluster's own network: the next line enters it)
  kubectl     ${kubectl}
  image       ${CLUSTER_IMAGE}, which needs no registry
  logs        ${cluster.folder}/log

${kubectl} run hello --image ${CLUSTER_IMAGE} --restart Never -it --rm \\
  --overrides '{"spec":{"runtimeClassName":"husk"}}' -- uname -a`);
  const reason = await Promise.race([stop.promise, cluster.failed]);
  if (reason !== "") throw new SetupError(reason);
  log("cluster: ending");
}

if (import.meta.main) {
  try {
    await main();
    Deno.exit(0);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`husk: ${error.message}`);
    Deno.exit(1);
  }
}
