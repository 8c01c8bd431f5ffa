import type { Timers } from "../util/timers.ts";
/** What calls need of an AbortSignal: a real one is one of these, and runtimes without it can make do with CallSignal. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The signal that a call's handler gets, and the means to abort it. */
export class CallSignal implements Signal {
  aborted = false;
  reason: unknown = undefined;
  #listeners: Set<() => void> | undefined;

  addEventListener(_type: "abort", listener: () => void): void {
    if (!this.aborted) (this.#listeners ??= new Set()).add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Aborts once; later calls do nothing. A listener that throws does not keep the others from being called. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    listeners?.forEach((listener) => {
      try {
        listener();
      } catch {
        // The listener's own trouble.
      }
    });
  }
}

/** Beyond this setTimeout() wraps round; a call that has 24 days needs no timer. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Calls `expired` after `ms` milliseconds; returns what stops the timer. */
export function startTimer(timers: Timers, ms: number, expired: () => void): () => void {
  if (!(ms <= LONGEST_TIMER)) return () => {};
  const timer = timers.setTimeout(expired, Math.max(0, Math.ceil(ms)));
  return () => timers.clearTimeout(timer);
}
