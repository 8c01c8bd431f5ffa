import { check, libc } from "./libc.ts";
import { Mapping } from "./mapping.ts";

/** One reading of the CPU's time stamp counter beside the clock: `tsc` in ticks, `ns` of CLOCK_MONOTONIC_RAW. */
export interface TscSample {
  tsc: bigint;
  ns: bigint;
}

/** rdtsc; shl rdx, 32; or rax, rdx; ret (Intel SDM vol. 2, RDTSC): position-independent, touches no memory. */
const READ_TSC = new Uint8Array([0x0f, 0x31, 0x48, 0xc1, 0xe2, 0x20, 0x48, 0x09, 0xd0, 0xc3]);
const PAGE = 4096;
const CLOCK_MONOTONIC_RAW = 4;
/** Readings of which the one with the clock read twice in the shortest time counts: it was not interrupted. */
const TRIES = 8;

/** Reads the counter. Undefined where the CPU's does not run at one constant rate: it is no clock then. Throws SystemError. */
export function sampleTsc(): TscSample | undefined {
  if (!hasConstantTsc()) return undefined;
  using page = new Mapping(PAGE);
  page.bytes.set(READ_TSC);
  page.makeExecutable();
  const readTsc = page.asFunction({ parameters: [], result: "u64" });
  let best: { sample: TscSample; window: bigint } | undefined;
  for (let index = 0; index < TRIES; index++) {
    const before = rawClock();
    const tsc = readTsc.call();
    const window = rawClock() - before;
    if (best === undefined || window < best.window) best = { sample: { tsc, ns: before + window / 2n }, window };
  }
  return best!.sample;
}

/** The counter's rate in kHz between two samples, which should lie tens of milliseconds apart: 1 us off in 50 ms is 20 ppm. */
export function tscKhz(first: TscSample, last: TscSample): number {
  return Number((last.tsc - first.tsc) * 1_000_000n / (last.ns - first.ns));
}

function rawClock(): bigint {
  const time = new BigInt64Array(2);
  check(libc.clock_gettime(CLOCK_MONOTONIC_RAW, time), "clock_gettime", () => "Cannot read the raw clock");
  return time[0]! * 1_000_000_000n + time[1]!;
}

/** The first processor's flags stand in the first page; all of the file is long on a large host. */
function hasConstantTsc(): boolean {
  const start = new Uint8Array(PAGE);
  using file = Deno.openSync("/proc/cpuinfo");
  const length = file.readSync(start) ?? 0;
  const flags = /^flags\s*:(.*)$/m.exec(new TextDecoder().decode(start.subarray(0, length)))?.[1] ?? "";
  return flags.includes(" constant_tsc") && flags.includes(" nonstop_tsc");
}
