/** `deno task bench start|network|overhead|stdio|vmm|density ...`: prints a table, and writes the same as JSON. */
import { parseArgs } from "@std/cli/parse-args";
import { DEFAULT_CONTAINERD, useContainerd } from "../../scripts/containerd_versions.ts";
import { AUTO, type Backend, backendNamed } from "../e2e/backends.ts";
import { Reactor } from "../../src/linux/reactor.ts";
import { chartsSvg } from "./curve_svg.ts";
import { benchDensity, densityCharts, densityText } from "./density.ts";
import { benchNetwork } from "./network.ts";
import { benchOverhead, overheadText } from "./overhead.ts";
import { benchStart, budgetsOf } from "./start.ts";
import { benchStdio } from "./stdio.ts";
import { table } from "./stats.ts";
import { benchTinyGuest } from "./tiny_guest.ts";
import { benchVmIo } from "./vm_io.ts";
import { benchVmm, vmmBudgets } from "./vmm.ts";

const usage = `deno task bench start|network|overhead [--json FILE] [--rounds N] [--dist DIR]
         (start: [--backend auto|qemu-tcg|qemu-kvm|kvm])
       deno task bench stdio [--json FILE] [--rounds N] [--dist DIR] [--backend NAME] [--size MIB]
       deno task bench vmm [--json FILE] [--rounds N] [--dist DIR] [--vcpus N] [--memory MIB] [--size MIB]
       deno task bench density [--json FILE] [--svg FILE] [--dist DIR] [--pods N] [--parallel N]
  vmm needs real KVM: deno task vm -- deno task bench vmm`;

interface Options {
  rounds: number;
  dist: string;
  vcpus: number;
  memoryMiB: number;
  pods: number;
  parallel: number;
  svg: string | undefined;
  backend: Backend;
  mebibytes: number;
}

/** Each prints its figures and returns what goes into the JSON file. */
const BENCHES: Readonly<Record<string, (options: Options) => Promise<Record<string, unknown>>>> = {
  start: async (options) => {
    const results = await benchStart({ ...options, progress });
    console.log(table(results, budgetsOf(options.backend)));
    return { results };
  },
  network: async (options) => {
    const results = await benchNetwork({ ...options, progress });
    console.log(table(results, budgetsOf(options.backend)));
    return { results };
  },
  stdio: async (options) => {
    await useContainerd(DEFAULT_CONTAINERD, progress);
    const results = await benchStdio({ ...options, progress });
    console.log(table(results, budgetsOf(options.backend)));
    return { backend: options.backend.name, results };
  },
  overhead: async ({ dist }) => {
    const result = await benchOverhead(dist);
    console.log(overheadText(result));
    return { result };
  },
  vmm: async (options) => {
    const tiny = await benchTinyGuest(new Reactor(), options.rounds);
    console.log(table(tiny, []));
    const { metrics, exits } = await benchVmm({ ...options, progress });
    console.log(table(metrics, vmmBudgets));
    console.log(`${exits.reduce((sum, [, times]) => sum + times, 0)} exits to user space in the last boot:`);
    for (const [kind, times] of exits) console.log(`${String(times).padStart(6)}  ${kind}`);
    await useContainerd(DEFAULT_CONTAINERD, progress);
    const io = await benchVmIo({ ...options, progress });
    console.log(table(io, []));
    return { results: [...tiny, ...metrics, ...io], exits };
  },
  density: async ({ svg, ...options }) => {
    const results = await benchDensity({ ...options, progress });
    console.log(densityText(results));
    if (svg !== undefined) await Deno.writeTextFile(svg, chartsSvg(densityCharts(results)));
    if (results.some(({ leaks }) => leaks.length > 0)) Deno.exitCode = 1;
    return { results };
  },
};

function progress(line: string): void {
  console.error(line);
}

/** A whole number above 0 that was given as text, or `preset`. */
function count(name: string, text: string | undefined, preset: number): number {
  const number = Number(text ?? preset);
  if (Number.isInteger(number) && number >= 1) return number;
  console.error(`Cannot take '${text}' for --${name}: not a whole number above 0`);
  Deno.exit(2);
}

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    string: ["json", "rounds", "dist", "vcpus", "memory", "pods", "parallel", "svg", "backend", "size"],
    boolean: ["help"],
  });
  const bench = String(args._[0] ?? "");
  const run = Object.hasOwn(BENCHES, bench) ? BENCHES[bench] : undefined;
  if (args["help"] || run === undefined) {
    console.error(`Usage: ${usage}`);
    Deno.exit(args["help"] ? 0 : 2);
  }
  if (bench !== "vmm") await useContainerd(DEFAULT_CONTAINERD, progress);
  const figures = await run({
    rounds: count("rounds", args["rounds"], 7),
    pods: count("pods", args["pods"], 100),
    parallel: count("parallel", args["parallel"], 4),
    svg: args["svg"],
    backend: backendNamed(args["backend"] ?? AUTO.name),
    mebibytes: count("size", args["size"], 64),
    dist: args["dist"] ?? new URL("../../dist", import.meta.url).pathname,
    vcpus: count("vcpus", args["vcpus"], 1),
    memoryMiB: count("memory", args["memory"], 256),
  });
  if (args["json"]) await Deno.writeTextFile(args["json"], JSON.stringify({ bench, ...figures }, null, 2) + "\n");
}
