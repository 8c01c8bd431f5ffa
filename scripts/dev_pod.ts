/** The tour of `deno task dev`: a pod of two containers, through the CRI, one call after the other, each with its time. */
import { CriClient } from "../src/cli/cri/client.ts";
import type { PodSandboxConfig } from "../src/gen/cri/sandbox.ts";

/** One call as the tour shows it. */
export interface Call {
  name: string;
  ms: number;
  /** What came of it, in a few words. */
  note: string;
}

export interface PodTour {
  calls: Call[];
  /** `uname -r` of container b. */
  guestKernel: string;
}

const PAGE = "hello from container a";
const SERVER = `mkdir /www; echo ${PAGE} > /www/index.html; trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait`;

/** Runs the tour with `image`, which has busybox, and leaves nothing, whatever happens, and when `signal` aborts. */
export async function tourPod(socket: string, image: string, signal: AbortSignal): Promise<PodTour> {
  using client = new CriClient(socket);
  const { runtime } = client;
  const calls: Call[] = [];
  const timed = async <T>(name: string, call: Promise<T>, note: (answer: T) => string): Promise<T> => {
    const start = performance.now();
    const answer = await abortable(call, signal);
    calls.push({ name, ms: performance.now() - start, note: note(answer) });
    return answer;
  };
  const config: PodSandboxConfig = {
    metadata: { name: "dev", uid: crypto.randomUUID(), namespace: "default", attempt: 0 },
    hostname: "dev",
    linux: { securityContext: { namespaceOptions: { pid: "CONTAINER" } } },
  };
  try {
    const run = runtime.runPodSandbox({ config, runtimeHandler: "husk" });
    const podSandboxId = (await timed("RunPodSandbox", run, () => "the pod, a VM of its own")).podSandboxId!;
    const create = (name: string, command: string[]) =>
      runtime.createContainer({
        podSandboxId,
        sandboxConfig: config,
        config: {
          metadata: { name, attempt: 0 },
          image: { image },
          command,
          linux: { securityContext: { namespaceOptions: { pid: "CONTAINER" } } },
        },
      });
    const a = await timed("CreateContainer a", create("a", ["sh", "-c", SERVER]), () => "a web server");
    const b = await timed("CreateContainer b", create("b", ["sleep", "1000"]), () => "something that asks it");
    for (const [name, { containerId = "" }] of [["a", a], ["b", b]] as const) {
      await timed(`StartContainer ${name}`, runtime.startContainer({ containerId }), () => "");
    }
    const exec = (...cmd: string[]) => runtime.execSync({ containerId: b.containerId, cmd, timeout: 30 });
    const text = ({ stdout }: { stdout?: Uint8Array | undefined }) => new TextDecoder().decode(stdout).trim();
    const wget = "until wget -q -O - http://127.0.0.1:8080/ 2>/dev/null; do sleep 0.1; done";
    await timed("ExecSync b", exec("sh", "-c", wget), (answer) => `wget http://127.0.0.1:8080/: '${text(answer)}'`);
    const status = runtime.podSandboxStatus({ podSandboxId });
    await timed("PodSandboxStatus", status, (answer) => `its address is ${answer.status?.network?.ip || "unknown"}`);
    const guestKernel = text(await exec("uname", "-r"));
    await timed("StopContainer a", runtime.stopContainer({ containerId: a.containerId, timeout: 5 }), () => "");
    await timed("RemoveContainer a", runtime.removeContainer({ containerId: a.containerId }), () => "b goes on");
    await timed("StopPodSandbox", runtime.stopPodSandbox({ podSandboxId }), () => "the VM has ended");
    await timed("RemovePodSandbox", runtime.removePodSandbox({ podSandboxId }), () => "nothing is left");
    return { calls, guestKernel };
  } finally {
    // Whatever there is, also what a call that we no longer waited for has made since.
    for (const { id } of (await runtime.listPodSandbox({})).items ?? []) {
      await runtime.removePodSandbox({ podSandboxId: id });
    }
  }
}

/** The calls as a table. */
export function formatCalls(calls: readonly Call[]): string {
  const rows = calls.map(({ name, ms, note }) =>
    `${name.padEnd(20)}${ms.toFixed(0).padStart(6)} ms   ${note}`.trimEnd()
  );
  return ["a pod of two containers, through containerd's CRI:", ...rows].join("\n");
}

async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const listener = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", listener, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", listener);
    promise.catch(() => {});
  }
}
