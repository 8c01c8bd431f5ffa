/** All end-to-end cases, in the order in which they run: the simple ones first. */
import type { TestCase } from "../harness.ts";
import { runCases } from "./run.ts";

export const allCases: TestCase[] = [
  ...runCases,
];
