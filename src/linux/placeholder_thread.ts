import { cString, libc } from "./libc.ts";

/** Bytes of its stack, of which one page is ever touched. */
const STACK = 64 << 10;
/** sizeof(pthread_attr_t) in glibc on x86-64 (bits/pthreadtypes-arch.h). */
const ATTRIBUTES_SIZE = 56;

/**
 * A thread of ours that sleeps (pause(2)) until it is disposed of, for the sake of its number: a pid that is alive, that no other
 * process has, and below which /proc shows our namespaces. 30 KB, most of it the kernel's. The thread ends with the process.
 */
export class PlaceholderThread implements Disposable {
  readonly tid: number;
  #thread: bigint | undefined;

  constructor() {
    const attributes = new Uint8Array(ATTRIBUTES_SIZE);
    const thread = new BigUint64Array(1);
    mustBeZero(libc.pthread_attr_init(attributes), "pthread_attr_init");
    mustBeZero(libc.pthread_attr_setstacksize(attributes, BigInt(STACK)), "pthread_attr_setstacksize");
    // pthread_create() does not tell the number: it is the one that was not there before.
    const before = threads();
    mustBeZero(libc.pthread_create(thread, attributes, libc.dlsym(0n, cString("pause")), null), "pthread_create");
    this.#thread = thread[0]!;
    // Another thread of the runtime's may have begun just then; threads are numbered in the order of their beginning.
    this.tid = Math.min(...[...threads()].filter((tid) => !before.has(tid)));
  }

  [Symbol.dispose](): void {
    if (this.#thread === undefined) return;
    libc.pthread_cancel(this.#thread); // pause() is a cancellation point
    libc.pthread_join(this.#thread, null);
    this.#thread = undefined;
  }
}

function threads(): Set<number> {
  return new Set(Array.from(Deno.readDirSync("/proc/self/task"), (entry) => Number(entry.name)));
}

/** The functions of POSIX threads answer an error's number and leave errno alone. */
function mustBeZero(error: number, call: string): void {
  if (error !== 0) throw new Error(`Cannot make a thread: ${call}: error ${error}`);
}
