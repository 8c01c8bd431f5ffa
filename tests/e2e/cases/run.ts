/** `ctr run`: which kernel, exit codes, detached life, names used again, many at once. */
import { assertEquals } from "@std/assert";
import type { TestCase } from "../harness.ts";

export const runCases: TestCase[] = [
  {
    name: "ctr run prints what the command prints",
    async run(context) {
      const { code, stdout, stderr } = await context.run(["echo", "hello", "two  words"]);
      assertEquals({ code, stdout, stderr }, { code: 0, stdout: "hello two  words\n", stderr: "" });
    },
  },
];
