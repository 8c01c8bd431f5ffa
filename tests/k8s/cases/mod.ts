/** All cases on Kubernetes. */
import type { K8sCase } from "../harness.ts";
import { clientCases } from "./client.ts";
import { containerCases } from "./containers.ts";
import { controllerCases } from "./controllers.ts";
import { securityCases } from "./security.ts";
import { volumeCases } from "./volumes.ts";

export const k8sCases: readonly K8sCase[] = [
  ...clientCases,
  ...containerCases,
  ...volumeCases,
  ...securityCases,
  ...controllerCases,
];
