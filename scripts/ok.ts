/**
 * The gate, `deno task ok`: each check in turn, one line a check, what it printed only where it failed; then the unit tests
 * with their closing line. Exit 1 where anything failed.
 */

const ROOT = new URL("..", import.meta.url).pathname;
/** Checked without Deno's and the web's types: the lib is ECMAScript alone, and for the guest what its native part adds. */
const neutral = (config: string, ...files: string[]) => ["check", "--quiet", "--config", config, "--no-lock", ...files];

interface Check {
  name: string;
  args: string[];
}

const CHECKS: readonly Check[] = [
  { name: "fmt", args: ["fmt", "--check", "--quiet"] },
  { name: "lint", args: ["lint", "--quiet"] },
  { name: "types", args: ["check", "--quiet", "main.ts", "src/", "scripts/", "tests/", "guest/"] },
  {
    name: "types, runtime-neutral",
    args: neutral("src/ttrpc/deno.neutral.json", "src/ttrpc/server.ts", "src/ttrpc/client.ts"),
  },
  { name: "types, guest", args: neutral("guest/agent/deno.guest.json", "guest/agent/main.ts") },
  { name: "layers", args: ["run", "-A", "scripts/check_layers.ts"] },
  { name: "ABI", args: ["run", "-A", "scripts/check_abi.ts"] },
  { name: "generated code", args: ["run", "-A", "scripts/gen.ts", "--check"] },
  { name: "machine code", args: ["run", "-A", "scripts/gen_vcpu_thread.ts", "--check"] },
];

async function deno(args: string[]): Promise<{ success: boolean; output: string }> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  return { success, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

async function main(): Promise<boolean> {
  const failed: string[] = [];
  for (const { name, args } of CHECKS) {
    const start = performance.now();
    const { success, output } = await deno(args);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${success ? "ok  " : "FAIL"}  ${name} (${seconds} s)`);
    if (!success) {
      failed.push(name);
      console.log(output.trimEnd().replace(/^/gm, "      "));
    }
  }
  const tests = await deno(["test", "-A", "--no-check", "--quiet"]);
  // Of tests that pass, the closing line and the names of those that were skipped say enough.
  const lines = tests.output.split("\n");
  console.log(
    (tests.success ? lines.filter((line) => /^ok \||\.\.\. ignored/.test(line)) : lines).join("\n").trimEnd(),
  );
  if (!tests.success) failed.push("unit tests");
  console.log(failed.length === 0 ? "all good" : `FAILED: ${failed.join(", ")}`);
  return failed.length === 0;
}

if (import.meta.main) Deno.exit(await main() ? 0 : 1);
