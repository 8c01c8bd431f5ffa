/** All end-to-end cases, in the order in which they run: the simple ones first. */
import type { TestCase } from "../harness.ts";
import { badInputCases } from "./bad_input.ts";
import { blockDeviceCases } from "./block_devices.ts";
import { cliCases } from "./cli.ts";
import { configCases } from "./config.ts";
import { cgroupCases } from "./cgroups.ts";
import { confinementCases } from "./confinement.ts";
import { contractCases } from "./contract.ts";
import { crashCases } from "./crash.ts";
import { cniCases } from "./cni.ts";
import { criNetworkCases } from "./cri_network.ts";
import { criLifeCases } from "./cri_life.ts";
import { criPodCases } from "./cri_pod.ts";
import { criStreamCases } from "./cri_streams.ts";
import { criResourceCases } from "./cri_resources.ts";
import { criViewCases } from "./cri_view.ts";
import { debugConsoleCases } from "./debug_console.ts";
import { dialectCases } from "./dialects.ts";
import { eventCases } from "./events.ts";
import { installCases } from "./install.ts";
import { execCases } from "./exec.ts";
import { networkCases } from "./network.ts";
import { hookCases } from "./hooks.ts";
import { isolationCases } from "./isolation.ts";
import { runCases } from "./run.ts";
import { signalCases } from "./signals.ts";
import { soakCase } from "../soak.ts";
import { rustVirtiofsdCases } from "./rust_virtiofsd.ts";
import { sizeCases } from "./sizes.ts";
import { specCases } from "./spec.ts";
import { stdioCases } from "./stdio.ts";
import { taskCases } from "./tasks.ts";
import { volumeCases } from "./volumes.ts";
import { ttyCases } from "./tty.ts";

export const allCases: TestCase[] = [
  ...runCases,
  ...sizeCases,
  ...signalCases,
  ...execCases,
  ...eventCases,
  ...taskCases,
  ...specCases,
  ...volumeCases,
  ...blockDeviceCases,
  ...hookCases,
  ...stdioCases,
  ...ttyCases,
  ...networkCases,
  ...cniCases,
  ...badInputCases,
  ...configCases,
  ...rustVirtiofsdCases,
  ...cliCases,
  ...debugConsoleCases,
  ...installCases,
  ...contractCases,
  ...dialectCases,
  ...isolationCases,
  ...confinementCases,
  ...cgroupCases,
  ...crashCases,
  soakCase(12, 12),
  ...criPodCases,
  ...criNetworkCases,
  ...criLifeCases,
  ...criViewCases,
  ...criStreamCases,
  ...criResourceCases,
];
