/**
 * The pod features of Kubernetes, seen through kubectl on a one-node cluster (scripts/cluster): a case is a manifest and what has to
 * hold of it. Each runs in a namespace of its own, some at a time; under runc too, which shows that the case itself is right.
 */
import { parseAll, stringify } from "@std/yaml";
import { Cluster } from "../../scripts/cluster/cluster.ts";
import type { Log } from "../../scripts/progress.ts";
import { type Counts, noCounts } from "../../scripts/test_counts.ts";
import { hasSecondTry } from "../e2e/second_try.ts";
import { Deployment } from "./deployment.ts";

export type K8sRuntime = "husk" | "runc";

export interface K8sCase {
  /** A sentence that says what holds. Unique. */
  name: string;
  /** File in manifests/. */
  manifest: string;
  /** Where it runs; without it under both. */
  runtimes?: K8sRuntime[];
  /** Milliseconds; 180,000 without it. */
  timeout?: number;
  /** Why it cannot run on this machine. */
  skip?: () => string | undefined;
  run: (context: K8sContext) => Promise<void>;
}

export interface ContainerState {
  name: string;
  ready: boolean;
  restartCount: number;
  state: { running?: object; waiting?: { reason: string; message?: string }; terminated?: Terminated };
  lastState: { terminated?: Terminated };
}
interface Terminated {
  exitCode: number;
  reason: string;
  message?: string;
  signal?: number;
}

export interface PodObject {
  metadata: { name: string; uid: string };
  spec: { overhead?: Record<string, string>; nodeSelector?: Record<string, string> };
  status: {
    phase: string;
    podIP?: string;
    containerStatuses?: ContainerState[];
    initContainerStatuses?: ContainerState[];
  };
}

type Manifest = { kind: string; metadata: { name: string }; spec?: Record<string, unknown> };

/** What a case works with: kubectl in its own namespace. */
export class K8sContext {
  constructor(
    readonly cluster: Cluster,
    readonly runtime: K8sRuntime,
    readonly namespace: string,
    readonly signal: AbortSignal,
  ) {}

  /** kubectl, to its end; rejects where its exit code is not 0. Resolves to its stdout. */
  async kubectl(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryKubectl(args);
    if (code !== 0) {
      throw new Error(`kubectl ${args.join(" ")}: exit code ${code}: ${(stderr + stdout).trim().slice(-800)}`);
    }
    return stdout;
  }

  tryKubectl(args: string[], stdin?: string): Promise<{ code: number; stdout: string; stderr: string }> {
    const options = { signal: this.signal, ...(stdin !== undefined && { stdin }) };
    return this.cluster.tryKubectl(["-n", this.namespace, ...args], options);
  }

  /** Applies a manifest; its pods get the runtime under test, and end at once unless they say how long they take. */
  async apply(file: string): Promise<void> {
    const text = await Deno.readTextFile(new URL(`manifests/${file}`, import.meta.url));
    const { code, stderr } = await this.tryKubectl(["apply", "-f", "-"], withRuntime(text, this.runtime));
    if (code !== 0) throw new Error(`Cannot apply ${file}: ${stderr.trim()}`);
  }

  async pod(name: string): Promise<PodObject> {
    return JSON.parse(await this.kubectl("get", "pod", name, "-o", "json")) as PodObject;
  }

  /** The state of a container; rejects where the pod has none of that name. */
  async container(pod: string, name: string): Promise<ContainerState> {
    const { containerStatuses = [], initContainerStatuses = [] } = (await this.pod(pod)).status;
    const found = [...containerStatuses, ...initContainerStatuses].find((status) => status.name === name);
    if (found === undefined) throw new Error(`Pod '${pod}' has no container '${name}' yet`);
    return found;
  }

  /** Waits for a condition of the pod ("Ready") or a value ("jsonpath={.status.phase}=Succeeded"), as kubectl wait takes it. */
  async wait(pod: string, condition = "condition=Ready", seconds = 150): Promise<void> {
    await this.kubectl("wait", `pod/${pod}`, `--for=${condition}`, `--timeout=${seconds}s`);
  }

  ended(pod: string, phase: "Succeeded" | "Failed" = "Succeeded"): Promise<void> {
    return this.wait(pod, `jsonpath={.status.phase}=${phase}`);
  }

  logs(pod: string, container?: string, ...flags: string[]): Promise<string> {
    return this.kubectl("logs", pod, ...(container === undefined ? [] : ["-c", container]), ...flags);
  }

  /** A shell script in the pod's (first) container; its stdout. */
  shell(pod: string, script: string, container?: string): Promise<string> {
    return this.kubectl("exec", pod, ...(container === undefined ? [] : ["-c", container]), "--", "sh", "-c", script);
  }

  /** Asks `probe` until it answers with something: for what no watch of kubectl's tells. Ends with the case. */
  async until<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
    for (let last: unknown;;) {
      if (this.signal.aborted) throw new Error(`Waited in vain for ${what}`, { cause: last });
      const found = await probe().catch((error) => void (last = error));
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

/** A manifest for the runtime under test. */
export function withRuntime(text: string, runtime: K8sRuntime): string {
  const manifests = parseAll(text) as Manifest[];
  for (const manifest of manifests) {
    const template = manifest.spec?.["template"] as { spec: Record<string, unknown> } | undefined;
    const spec = manifest.kind === "Pod" ? manifest.spec : template?.spec;
    if (spec === undefined) continue;
    if (runtime === "husk") spec["runtimeClassName"] = "husk";
    spec["terminationGracePeriodSeconds"] ??= 1;
  }
  return manifests.map((manifest) => stringify(manifest)).join("---\n");
}

export interface K8sOptions {
  cases: readonly K8sCase[];
  runtime: K8sRuntime;
  dist: string;
  log: Log;
  filter?: string;
  /** Cases at a time; 2 without it: most of a case is waiting. */
  parallel?: number;
}

/** What is reported of the deployment, beside the cases. */
const INSTALL = "deploy/kubernetes: its DaemonSet installs husk on the node";
const UNINSTALL = "deploy/kubernetes: its DaemonSet removes husk from the node without a trace";

/**
 * Starts a cluster and runs the cases on it, each reported on a line. husk comes to the node as to any node of a cluster, by its
 * DaemonSet, and goes again in the end; where a filter leaves that out, the cluster has it from the start.
 */
export async function runK8s({ cases, runtime, dist, log, filter = "", parallel = 2 }: K8sOptions): Promise<Counts> {
  const chosen = cases.filter(({ name, runtimes }) =>
    name.includes(filter) && (runtimes ?? ["husk", "runc"]).includes(runtime)
  );
  const counts = noCounts();
  const attempt = async (name: string, work: () => Promise<string | undefined>, failure: string) => {
    const start = performance.now();
    const problem = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${(problem === undefined ? "ok" : failure).padEnd(6)}${name} (${seconds} s)`);
    if (problem !== undefined) console.log(problem.replaceAll(/^/gm, "      "));
    return problem === undefined;
  };
  const report = async (name: string, work: () => Promise<string | undefined>) => {
    const passes = await attempt(name, work, "FAIL");
    counts[passes ? "passed" : "failed"]++;
    return passes;
  };
  const deploy = runtime === "husk" && [INSTALL, UNINSTALL].some((name) => name.includes(filter));
  await using cluster = await Cluster.start({ dist, log, bare: deploy });
  let deployment: Deployment | undefined;
  if (deploy) {
    await report(INSTALL, () =>
      problemOf(async () => {
        deployment = await Deployment.install(cluster, dist);
      }));
  }
  const queue = [...chosen.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, one] = next;
      const reason = one.skip?.();
      if (reason !== undefined) {
        counts.skipped.push(`${one.name}: ${reason}`);
        console.log(`skip  ${one.name}: ${reason}`);
        continue;
      }
      const run = (namespace: string) => runCase(cluster, runtime, one, namespace);
      if (!hasSecondTry) await report(one.name, () => run(`case-${index}`));
      else if (await attempt(one.name, () => run(`case-${index}`), "again")) counts.passed++;
      else if (await report(one.name, () => run(`case-${index}-again`))) counts.unsteady.push(one.name);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const left = await cluster.node.run([`${dist}/husk`, "ps", "--json"]);
  if (JSON.parse(left).length > 0) {
    counts.failed++;
    console.log(`FAIL  nothing is left of the pods\n${left}`);
  }
  if (deploy) {
    await report(UNINSTALL, () =>
      problemOf(async () => {
        if (deployment === undefined) throw new Error("it was not installed");
        await deployment.uninstall();
      }));
  }
  return counts;
}

function problemOf(work: () => Promise<void>): Promise<string | undefined> {
  return work().then(() => undefined, (error) => error instanceof Error ? error.message : String(error));
}

/** Resolves to what went wrong, undefined where nothing did. */
async function runCase(
  cluster: Cluster,
  runtime: K8sRuntime,
  one: K8sCase,
  namespace: string,
): Promise<string | undefined> {
  const { timeout = 180_000 } = one;
  const context = new K8sContext(cluster, runtime, namespace, AbortSignal.timeout(timeout));
  let problem: string | undefined;
  try {
    await cluster.kubectl(["create", "namespace", namespace]);
    await cluster.kubectl(["-n", namespace, "wait", "--for=create", "serviceaccount/default", "--timeout=30s"]);
    await context.apply(one.manifest);
    await one.run(context);
  } catch (error) {
    problem = error instanceof Error
      ? `${error.message}\n${error.stack?.split("\n").find((line) => line.includes("/cases/")) ?? ""}`
      : String(error);
    const told = await cluster.tryKubectl(["-n", namespace, "describe", "pods"]);
    problem += `\n${
      told.stdout.split("\n").filter((line) =>
        /^Name:|^Status:|Reason:|Message:|Exit Code:|Warning|Exited|Error/.test(line)
      ).join("\n")
    }`;
  }
  const kinds = "deployments,jobs,pods";
  const removed = await cluster.tryKubectl(["-n", namespace, "delete", kinds, "--all", "--timeout=60s"]);
  if (removed.code !== 0) problem = `${problem ?? ""}\nCannot remove the pods: ${removed.stderr.trim()}`;
  return problem;
}
