/** The stages of a pod's start, in milliseconds since `shim start` was exec'd; logged once, read by `task dev` and the bench. */
export class Timeline {
  #start: number;
  #marks = new Map<string, number>();

  /** `start`: milliseconds since the epoch. */
  constructor(start: number) {
    this.#start = start;
  }

  /** Notes that `stage` is reached now; a stage reached again keeps its first time, and the answer is false. */
  mark(stage: string): boolean {
    if (this.#marks.has(stage)) return false;
    this.#marks.set(stage, this.#now());
    return true;
  }

  /** `{"serve": 31.2, "vmm": 44.0, ...}` in the order of reaching. */
  toJSON(): Record<string, number> {
    return Object.fromEntries(this.#marks);
  }

  #now(): number {
    return Math.round((performance.timeOrigin + performance.now() - this.#start) * 10) / 10;
  }
}
