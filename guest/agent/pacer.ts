/** Waits this long for more output, in milliseconds. */
const PAUSE = 2;
/** An answer of at least this many bytes is worth its cost. */
const WORTHWHILE = 16 << 10;
/** So many small answers in a row, each asked for within NEXT_WITHIN ms of the one before, are a flow. */
const FLOW = 8;
const NEXT_WITHIN = 10;

/**
 * Slows a reader down who takes a steady flow of output in small pieces: a round trip costs much more than a write of a
 * few bytes does, and on one CPU each keeps the writer from running. What is now and then goes at once.
 */
export class Pacer {
  #small = 0;
  #lastAnswer = -Infinity;

  /** How long to wait before the next read, in milliseconds; `now` in milliseconds. */
  delay(now: number): number {
    if (now - this.#lastAnswer > NEXT_WITHIN) this.#small = 0;
    return this.#small >= FLOW ? PAUSE : 0;
  }

  answered(bytes: number, now: number): void {
    this.#small = bytes < WORTHWHILE ? this.#small + 1 : 0;
    this.#lastAnswer = now;
  }
}
