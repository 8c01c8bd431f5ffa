/**
 * Runs async tasks one after the other, in the order in which they were added: one queue per container keeps its
 * operations in order without a lock around the whole VM.
 */
export class AsyncQueue {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `task` after all earlier ones have settled; resolves or rejects with it. A failed task does not stop the queue. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => {});
    return result;
  }
}
