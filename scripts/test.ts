/** `deno task test`: set-up, build, the gate with its unit tests, then the end-to-end tests; ends in the line of totals. */
import { allCases } from "../tests/e2e/cases/mod.ts";
import { runE2e } from "../tests/e2e/harness.ts";
import { buildAll } from "./build.ts";
import { stderrLog } from "./progress.ts";
import { packageRoot, setUp, SetupError } from "./setup.ts";
import { addCounts, type Counts, countTests, totals } from "./test_counts.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/** Runs the gate as a process of its own, shows what it prints and counts its tests; a gate that fails counts as one. */
async function runGate(): Promise<Counts> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "scripts/ok.ts"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += part;
    await Deno.stdout.write(new TextEncoder().encode(part));
  }
  const counts = countTests(text);
  if (!(await child.status).success && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

async function testAll(): Promise<Counts> {
  const log = stderrLog();
  await setUp(["build", "run", "test"], log);
  const dist = await buildAll(log);
  log("gate: deno task ok");
  const gate = await runGate();
  log("end to end: containerd, ctr and husk");
  const roots = await Promise.all(["containerd", "runc"].map((name) => packageRoot(name, log)));
  const programs = roots.filter((root) => root !== "").flatMap((root) => [`${root}/usr/bin`, `${root}/usr/sbin`]);
  Deno.env.set("PATH", [...programs, Deno.env.get("PATH") ?? "/usr/bin:/bin"].join(":"));
  const e2e = await runE2e({ cases: allCases, runtime: "husk", dist: dist.dir });
  return addCounts(gate, e2e);
}

if (import.meta.main) {
  try {
    const counts = await testAll();
    console.log(totals(counts).join("\n"));
    Deno.exit(counts.failed === 0 ? 0 : 1);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`husk: ${error.message}`);
    Deno.exit(1);
  }
}
