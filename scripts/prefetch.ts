/**
 * Puts into the cache what `deno task test` compiles for its later phases (a file server, containerds, their suite, Kubernetes), in the order of their need. It is run
 * beside the earlier ones where nothing is cached, with what they leave of the processors. By hand: `deno run -A scripts/prefetch.ts`.
 */
import { messageOf } from "../src/util/errors.ts";
import { kubernetesPrograms, whyNoKubernetes } from "./cluster/kubernetes.ts";
import { CONTAINERD_VERSIONS, containerdFolders, NotAvailable } from "./containerd_versions.ts";
import { criSuite } from "./cri_suite.ts";
import { type Log, stderrLog } from "./progress.ts";
import { rustVirtiofsd } from "./rust_virtiofsd.ts";

/** Starts it as a process of the idle scheduling class, whose end nobody has to wait for: builders of the same thing wait for each other. */
export function startPrefetch(): Disposable {
  const child = new Deno.Command("chrt", {
    args: ["--idle", "0", Deno.execPath(), "run", "-A", import.meta.filename!],
    stdin: "null",
  }).spawn();
  let running = true;
  child.status.then(() => running = false);
  return {
    [Symbol.dispose]() {
      if (running) child.kill("SIGTERM");
    },
  };
}

async function prefetch(log: Log): Promise<void> {
  await attempt(() => rustVirtiofsd(log), log);
  for (const version of CONTAINERD_VERSIONS) await attempt(() => containerdFolders(version, log), log);
  await attempt(() => criSuite(log), log);
  if (await whyNoKubernetes() === undefined) await attempt(() => kubernetesPrograms(log), log);
}

/** Whoever needs it will try again, and says then what its lack means. */
async function attempt(work: () => Promise<unknown>, log: Log): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NotAvailable)) log(messageOf(error));
  }
}

if (import.meta.main) {
  const log = stderrLog();
  await prefetch((line) => log(`beside it: ${line}`));
}
