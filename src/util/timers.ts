/** The two timer functions that are needed, as the runtime's own globals are. */
export interface Timers {
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

let chosen = globalThis as unknown as Timers;

/** The timers of this process: the runtime's own until it chooses others. */
export const timers: Timers = {
  setTimeout: (callback, ms) => chosen.setTimeout(callback, ms),
  clearTimeout: (timer) => chosen.clearTimeout(timer),
};

/** From now on `timers` are these. A shim has its own: with the first timer of Deno's come 1.4 MB of modules. */
export function chooseTimers(own: Timers): void {
  chosen = own;
}
