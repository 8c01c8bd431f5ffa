import { availableMiB, parseInstalled } from "./setup.ts";

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

Deno.test("availableMiB() reads MemAvailable and nothing like it", () => {
  equal(availableMiB("MemTotal:       999 kB\nMemAvailable:   2097152 kB\nMemFree: 1 kB\n"), 2048);
  let message = "";
  try {
    availableMiB("MemTotal: 1 kB\n");
  } catch (error) {
    message = (error as Error).message;
  }
  equal(message, "Cannot read /proc/meminfo: no MemAvailable");
});

Deno.test("parseInstalled() takes installed packages alone", () => {
  const found = parseInstalled("gcc installed\nrunc config-files\nmake half-installed\nbc not-installed\n");
  equal([...found].join(), "gcc");
});
