/** Waits this long for more output, in milliseconds; a kernel without fine timers makes it one of its ticks. */
const PAUSE = 2;
/** An answer of fewer bytes is hardly worth its cost. */
const SMALL = 16 << 10;
/** So many small answers in a row, each asked for within NEXT_WITHIN ms of the one before, are a flow. */
const FLOW = 8;
const NEXT_WITHIN = 30;

/**
 * Slows a reader down who takes a steady flow of output in small pieces: a round trip costs much more than a write of a
 * few bytes does, and on one CPU each keeps the writer from running. What comes now and then goes at once, and so does
 * what comes faster than it is read.
 */
export class Pacer {
  #small = 0;
  #lastAnswer = -Infinity;

  /** How long to wait before the next read, in milliseconds; `now` in milliseconds. */
  delay(now: number): number {
    if (now - this.#lastAnswer > NEXT_WITHIN) this.#small = 0;
    return this.#small >= FLOW ? PAUSE : 0;
  }

  /** `isAll`: the answer took all that there was. */
  answered(bytes: number, isAll: boolean, now: number): void {
    if (!isAll) this.#small = 0;
    else if (bytes < SMALL) this.#small++;
    else if (this.#small < FLOW) this.#small = 0; // but a flow stays one when pauses make its pieces large
    this.#lastAnswer = now;
  }
}
