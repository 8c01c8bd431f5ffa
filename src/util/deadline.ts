import { Code, StatusError } from "./errors.ts";
import { timers } from "./timers.ts";

/**
 * Waits for `promise` at most `ms` milliseconds; rejects with DEADLINE_EXCEEDED and `what` ("the guest agent's answer")
 * otherwise. The timer is cleared in either case. The work behind the promise is not stopped: give it a signal for that.
 */
export async function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: unknown;
  const expired = new Promise<never>((_, reject) => {
    timer = timers.setTimeout(() => reject(new StatusError(Code.DEADLINE_EXCEEDED, `Waited ${ms} ms for ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    timers.clearTimeout(timer);
  }
}
