import { PodDefinition } from "../gen/husk/pod.ts";
import type { Container } from "../pod/container.ts";
import type { PodSandbox } from "../pod/pod_sandbox.ts";
import { serveDebug } from "./debug_stream.ts";
import type { Server } from "../ttrpc/server.ts";

/** What is known of the pod's VM beside the state that the pod itself knows. */
export interface VmFacts {
  /** Empty until one was chosen. */
  hypervisor: string;
  accelerator: string;
  vcpus: number;
  memoryMib: number;
}

/** Registers husk's own service, with which the `husk` command asks after a pod. `vm` is asked anew each time. */
export function registerPodService(server: Server, pod: PodSandbox, vm: () => VmFacts): void {
  server.register(PodDefinition, {
    async describe({ figures }) {
      const containers = [...pod.containers].map(async (container) => ({
        id: container.id,
        state: container.init.state,
        figures: figures && pod.phase.state === "running" ? await figuresOf(container) : undefined,
      }));
      return { vm: { ...pod.phase, ...vm() }, containers: await Promise.all(containers) };
    },
    debug: (inputs, context) => serveDebug(inputs, context, (request) => pod.openDebugConsole(request)),
  });
}

/** The container's figures; none where it has ended meanwhile, or the guest does not answer: the rest is told all the same. */
async function figuresOf(container: Container) {
  try {
    const { cpu, memory, pids } = await container.stats();
    return {
      cpuUsage: cpu.usage,
      cpuUser: cpu.user,
      cpuSystem: cpu.system,
      memoryUsage: memory.usage,
      memoryLimit: memory.limit,
      processes: pids.current,
    };
  } catch {
    return undefined;
  }
}
