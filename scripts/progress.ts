/** Takes one line for people. */
export type Log = (line: string) => void;

/** A log that prefixes each line with the seconds since it was made, on stderr: stdout is the container's. */
export function stderrLog(): Log {
  const start = performance.now();
  return (line) => console.error(`[${((performance.now() - start) / 1000).toFixed(1).padStart(5)}s] ${line}`);
}

/** Runs `work` between "what ..." and "what: done in N s"; a failure is passed on untouched. */
export async function timed<T>(log: Log, what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  log(`${what} ...`);
  const result = await work();
  log(`${what}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
