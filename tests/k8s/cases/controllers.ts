/** Pods that controllers make. */
import { assertEquals } from "@std/assert";
import type { K8sCase } from "../harness.ts";

export const controllerCases: readonly K8sCase[] = [
  {
    name: "a Deployment rolls out, scales, and replaces a pod that is deleted",
    manifest: "deployment.yaml",
    timeout: 300_000,
    async run(k) {
      await k.kubectl("rollout", "status", "deployment/web", "--timeout=200s");
      await k.kubectl("scale", "deployment/web", "--replicas=3");
      await k.kubectl("wait", "deployment/web", "--for=jsonpath={.status.readyReplicas}=3", "--timeout=120s");
      const names = async () => (await k.kubectl("get", "pods", "-l", "app=web", "-o", "name")).trim().split("\n");
      const [first] = await names();
      await k.kubectl("delete", first!, "--timeout=120s");
      await k.kubectl("wait", "deployment/web", "--for=jsonpath={.status.readyReplicas}=3", "--timeout=120s");
      assertEquals((await names()).includes(first!), false);
    },
  },
  {
    name: "a Job of two pods completes",
    manifest: "job.yaml",
    async run(k) {
      await k.kubectl("wait", "job/job", "--for=condition=Complete", "--timeout=150s");
      assertEquals(await k.kubectl("logs", "-l", "job-name=job"), "done\ndone\n");
    },
  },
];
