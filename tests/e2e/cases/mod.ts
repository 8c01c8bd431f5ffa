/** All end-to-end cases, in the order in which they run: the simple ones first. */
import type { TestCase } from "../harness.ts";
import { badInputCases } from "./bad_input.ts";
import { contractCases } from "./contract.ts";
import { crashCases } from "./crash.ts";
import { eventCases } from "./events.ts";
import { execCases } from "./exec.ts";
import { runCases } from "./run.ts";
import { signalCases } from "./signals.ts";
import { specCases } from "./spec.ts";
import { stdioCases } from "./stdio.ts";
import { ttyCases } from "./tty.ts";

export const allCases: TestCase[] = [
  ...runCases,
  ...signalCases,
  ...execCases,
  ...eventCases,
  ...specCases,
  ...stdioCases,
  ...ttyCases,
  ...badInputCases,
  ...contractCases,
  ...crashCases,
];
