import { parseCommand } from "./arguments.ts";
import { ageOf, describe, findPod, findPods, memoryOf, type Pod } from "./pods.ts";

/** `husk metrics [POD] [--listen ADDRESS:PORT]`. */
export async function metrics(args: string[]): Promise<number> {
  const { words, values } = parseCommand(args, { values: ["listen"], most: 1 });
  const pods = () => words[0] === undefined ? findPods() : [findPod(words[0])];
  const address = values.get("listen");
  if (address === undefined) {
    await Deno.stdout.write(new TextEncoder().encode(await metricsOf(pods())));
    return 0;
  }
  const server = serveMetrics(address, pods);
  const { hostname, port } = server.addr as Deno.NetAddr;
  console.error(`husk: metrics at http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}/metrics`);
  const stop = () => server.shutdown();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, stop);
  await server.finished;
  return 0;
}

/** Serves `/metrics` at "ADDRESS:PORT" ("[::1]:9100", "127.0.0.1:0"), gathered anew for each request. */
export function serveMetrics(address: string, pods: () => Pod[]): Deno.HttpServer {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(address);
  if (match === null) throw new Error(`Cannot listen on '${address}': wanted ADDRESS:PORT`);
  const hostname = (match[1] ?? match[2])!;
  return Deno.serve({ hostname, port: Number(match[3]), onListen: () => {} }, async (request) => {
    if (new URL(request.url).pathname !== "/metrics") return new Response("see /metrics\n", { status: 404 });
    return new Response(await metricsOf(pods()), { headers: { "content-type": "text/plain; version=0.0.4" } });
  });
}

type Labels = Readonly<Record<string, string>>;

/** One family of Prometheus' text format: its samples stand together, under its help and type. */
class Family {
  #samples: string[] = [];

  constructor(readonly name: string, readonly type: "gauge" | "counter", readonly help: string) {}

  add(labels: Labels, value: number | bigint): void {
    const text = Object.entries(labels).map(([key, of]) => `${key}="${escape(of)}"`).join(",");
    this.#samples.push(`${this.name}{${text}} ${value}`);
  }

  toString(): string {
    if (this.#samples.length === 0) return "";
    return [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} ${this.type}`, ...this.#samples].join("\n") + "\n";
  }
}

/** The figures of `pods` in Prometheus' text format (exposition format 0.0.4). */
export async function metricsOf(pods: readonly Pod[]): Promise<string> {
  const families = {
    up: new Family("husk_pod_up", "gauge", "Whether the pod's VM runs and its shim answers."),
    age: new Family("husk_pod_age_seconds", "gauge", "Time since the pod's shim began."),
    own: new Family(
      "husk_pod_process_memory_bytes",
      "gauge",
      "Private dirty memory of the pod's processes on the host.",
    ),
    guest: new Family("husk_pod_guest_memory_bytes", "gauge", "Guest memory that the host has had to back."),
    size: new Family("husk_pod_vm_memory_bytes", "gauge", "Memory size of the pod's VM."),
    vcpus: new Family("husk_pod_vm_vcpus", "gauge", "Virtual processors of the pod's VM."),
    cpu: new Family("husk_container_cpu_seconds_total", "counter", "Processor time of a container, in the guest."),
    memory: new Family("husk_container_memory_bytes", "gauge", "Memory of a container, in the guest."),
    processes: new Family("husk_container_processes", "gauge", "Processes of a container."),
  };
  for (const pod of pods) {
    const [namespace, name] = pod.name === "" ? ["", ""] : pod.name.split("/") as [string, string];
    const labels = { containerd_namespace: pod.namespace, id: pod.id, namespace, pod: name };
    const answer = await describe(pod, { figures: true }).catch(() => undefined);
    families.up.add(labels, answer?.vm?.state === "running" ? 1 : 0);
    const seconds = ageOf(pod);
    if (seconds !== undefined) families.age.add(labels, Number(seconds.toFixed(2)));
    const { processes, guest } = memoryOf(pod);
    for (const role of new Set(processes.map((process) => process.role))) {
      const of = processes.filter((process) => process.role === role).reduce((sum, { own }) => sum + own, 0);
      families.own.add({ ...labels, process: role }, of);
    }
    families.guest.add(labels, guest);
    if (answer?.vm !== undefined) {
      families.size.add(labels, answer.vm.memoryMib * 2 ** 20);
      families.vcpus.add(labels, answer.vm.vcpus);
    }
    for (const { id, figures } of answer?.containers ?? []) {
      if (figures === undefined) continue;
      const container = { ...labels, container_id: id };
      families.cpu.add(container, Number(figures.cpuUsage) / 1e6);
      families.memory.add(container, figures.memoryUsage);
      families.processes.add(container, figures.processes);
    }
  }
  return Object.values(families).join("");
}

function escape(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
