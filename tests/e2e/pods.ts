/** Pods for the test cases, through the CRI: what the kubelet does, one call at a time. */
import { CriClient } from "../../src/cli/cri/client.ts";
import type { ContainerConfig, ContainerStatus, ExecSyncResponse } from "../../src/gen/cri/container.ts";
import type { PodSandboxConfig, PodSandboxStatus } from "../../src/gen/cri/sandbox.ts";
import { removeCgroups } from "./cgroups.ts";
import type { Context } from "./context.ts";
import { CRI_NAMESPACE } from "./cri_setup.ts";
import { TaskEvents } from "./events.ts";
import { image } from "./images.ts";

const decoder = new TextDecoder();

/** The pods of one case. They are removed after it, whatever it left of them. */
export class Pods {
  readonly cri: CriClient;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
    this.cri = new CriClient(context.containerd.socket);
    context.defer(() => this.cri[Symbol.dispose]());
  }

  /** A pod's configuration as the kubelet would write it, with `changes` of its own. */
  config(changes: PodSandboxConfig = {}): PodSandboxConfig {
    const uid = crypto.randomUUID();
    const name = `pod-${uid.slice(0, 8)}`;
    return {
      metadata: { name, uid, namespace: "e2e", attempt: 0 },
      hostname: name,
      logDirectory: `${this.#context.directory}/logs/${name}`,
      dnsConfig: { servers: ["10.9.8.7"], searches: ["e2e.test"], options: ["ndots:5"] },
      ...changes,
      linux: {
        cgroupParent: `/${this.#context.containerd.namespace}/${name}`,
        ...changes.linux,
        securityContext: { namespaceOptions: { pid: "CONTAINER" }, ...changes.linux?.securityContext },
      },
    };
  }

  /** RunPodSandbox with the runtime under test, or another handler of it. */
  async run(changes: PodSandboxConfig = {}, runtimeHandler: string = this.#context.handler): Promise<Pod> {
    const config = this.config(changes);
    const request = { config, runtimeHandler };
    // Last of all: the pod's cgroup is the kubelet's, who has removed the pod before it.
    this.#context.defer(() => removeCgroups(config.linux!.cgroupParent!.slice(1)));
    const id = (await this.cri.runtime.runPodSandbox(request)).podSandboxId!;
    this.#context.know(id, CRI_NAMESPACE);
    const pod = new Pod(this.#context, this.cri, id, config);
    this.#context.defer(() => pod.remove());
    return pod;
  }
}

export class Pod {
  #removed = false;
  constructor(
    readonly context: Context,
    readonly cri: CriClient,
    readonly id: string,
    readonly config: PodSandboxConfig,
  ) {}

  /** CreateContainer: a shell script unless `changes` names another command. */
  async create(name: string, script: string, changes: ContainerConfig = {}): Promise<PodContainer> {
    const config: ContainerConfig = {
      metadata: { name, attempt: 0 },
      image: { image: image.busybox },
      command: ["sh", "-c", script],
      logPath: `${name}.log`,
      ...changes,
      linux: {
        resources: {},
        ...changes.linux,
        // The API's zero would be the pod's PID namespace.
        securityContext: { namespaceOptions: { pid: "CONTAINER" }, ...changes.linux?.securityContext },
      },
    };
    const request = { podSandboxId: this.id, config, sandboxConfig: this.config };
    const id = (await this.cri.runtime.createContainer(request)).containerId!;
    this.context.know(id, CRI_NAMESPACE);
    return new PodContainer(this, id, config);
  }

  /** CreateContainer and StartContainer. */
  async start(name: string, script: string, changes: ContainerConfig = {}): Promise<PodContainer> {
    const container = await this.create(name, script, changes);
    await container.start();
    return container;
  }

  /** A script in a container of its own, to its end: its output. Rejects where it does not exit with 0. */
  async script(script: string, changes: ContainerConfig = {}): Promise<string> {
    const container = await this.start(`script-${crypto.randomUUID().slice(0, 8)}`, script, changes);
    const status = await container.exited();
    const output = await container.output();
    await container.remove();
    if (status.exitCode !== 0) throw new Error(`Exit code ${status.exitCode}: ${script}\n  ${output.trimEnd()}`);
    return output;
  }

  async status(): Promise<PodSandboxStatus> {
    return (await this.cri.runtime.podSandboxStatus({ podSandboxId: this.id })).status!;
  }

  /** Waits until the CRI plugin has come to know of the sandbox's end, which is told after that of its containers. */
  async ended(): Promise<void> {
    for (let attempt = 0;; attempt++) {
      const { state } = await this.status();
      if (state === "SANDBOX_NOTREADY") return;
      if (attempt === 100) throw new Error(`The VM of pod ${this.id} has ended, but its state is ${state}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(): Promise<void> {
    await this.cri.runtime.stopPodSandbox({ podSandboxId: this.id });
  }

  /** StopPodSandbox and RemovePodSandbox, once. */
  async remove(): Promise<void> {
    if (this.#removed) return;
    await this.stop();
    await this.removeAtOnce();
  }

  /** RemovePodSandbox of a pod that may still run. */
  async removeAtOnce(): Promise<void> {
    await this.cri.runtime.removePodSandbox({ podSandboxId: this.id });
    this.#removed = true;
  }
}

export class PodContainer {
  readonly events: TaskEvents;

  constructor(readonly pod: Pod, readonly id: string, readonly config: ContainerConfig) {
    this.events = new TaskEvents(pod.context.containerd.events, CRI_NAMESPACE, id);
  }

  async start(): Promise<void> {
    await this.pod.cri.runtime.startContainer({ containerId: this.id });
  }

  /** `grace` in seconds: from SIGTERM to SIGKILL. */
  async stop(grace = 0): Promise<void> {
    await this.pod.cri.runtime.stopContainer({ containerId: this.id, timeout: grace });
  }

  async remove(): Promise<void> {
    await this.pod.cri.runtime.removeContainer({ containerId: this.id });
  }

  async status(): Promise<ContainerStatus> {
    return (await this.pod.cri.runtime.containerStatus({ containerId: this.id })).status!;
  }

  /** Waits for the container's end. The CRI plugin learns of it by the event for which we wait, and may be later than we are. */
  async exited(timeout = 30_000): Promise<ContainerStatus> {
    await this.events.wait("exit", (event) => event.fields["id"] === this.id, timeout);
    for (let attempt = 0;; attempt++) {
      const status = await this.status();
      if (status.state === "CONTAINER_EXITED") return status;
      if (attempt === 100) throw new Error(`Container ${this.id} has exited, but its state is ${status.state}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** ExecSync; the caller judges the exit code. `timeout` in seconds, 0 for none. */
  async exec(cmd: string[], timeout = 0): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    const request = { containerId: this.id, cmd, timeout };
    const { exitCode, stdout, stderr }: ExecSyncResponse = await this.pod.cri.runtime.execSync(request);
    return { exitCode: exitCode!, stdout: decoder.decode(stdout!), stderr: decoder.decode(stderr!) };
  }

  /** A shell script by ExecSync; rejects where it does not exit with 0. Resolves to its standard output. */
  async shell(script: string): Promise<string> {
    const { exitCode, stdout, stderr } = await this.exec(["sh", "-c", script]);
    if (exitCode !== 0) throw new Error(`Exit code ${exitCode}: ${script}\n  ${stdout}${stderr}`.trimEnd());
    return stdout;
  }

  /** Waits until the container has written a line that is `line`. The log is a file of containerd's: nobody tells of its growth. */
  async outputHas(line: string): Promise<void> {
    for (let attempt = 0; !(await this.output()).split("\n").includes(line); attempt++) {
      if (attempt === 500) throw new Error(`Container ${this.id} has not written '${line}': ${await this.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** What the container has written, from its log file: lines of "time stream tag text" (Kubernetes' CRI log format). */
  async output(stream?: "stdout" | "stderr"): Promise<string> {
    const text = await Deno.readTextFile(`${this.pod.config.logDirectory}/${this.config.logPath}`);
    let output = "";
    for (const line of text.split("\n")) {
      const [, from, tag, rest] = /^\S+ (\S+) (\S) (.*)$/.exec(line) ?? [];
      if (from !== undefined && (stream ?? from) === from) output += rest + (tag === "F" ? "\n" : "");
    }
    return output;
  }
}
