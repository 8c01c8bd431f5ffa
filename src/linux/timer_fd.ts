import type { Timers } from "../util/timers.ts";
import { CLOCK_MONOTONIC, TFD_CLOEXEC, TFD_NONBLOCK, timespec } from "./abi/timerfd.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";
import type { Reactor } from "./reactor.ts";

interface Timer {
  /** Milliseconds of performance.now(). */
  at: number;
  callback: () => void;
}

/** A timer that is due within this is taken along, in milliseconds: the two clocks do not round alike. */
const NEAR = 0.1;

/**
 * Timers of the kernel's (timerfd_create(2)): one descriptor for all of them, set to the nearest and there only while there is one. Deno's own are
 * Node's, whose modules cost a process 1.4 MB with its first timer.
 */
export class TimerFd implements Timers {
  readonly #reactor: Reactor;
  readonly #timers = new Set<Timer>();
  #fd: Fd | undefined;
  #armed = Infinity;

  constructor(reactor: Reactor) {
    this.#reactor = reactor;
  }

  setTimeout(callback: () => void, ms: number): Timer {
    const timer = { at: performance.now() + Math.max(0, ms), callback };
    this.#timers.add(timer);
    this.#arm();
    return timer;
  }

  /** Nothing happens for a timer that has fired, or is none. */
  clearTimeout(timer: unknown): void {
    if (this.#timers.delete(timer as Timer)) this.#arm();
  }

  /** Sets the descriptor to the nearest timer, if it is another one than before. */
  #arm(): void {
    const nearest = Math.min(...Array.from(this.#timers, ({ at }) => at));
    if (nearest === this.#armed) return;
    this.#armed = nearest;
    if (nearest === Infinity) {
      this.#fd?.close();
      this.#fd = undefined;
      return;
    }
    if (this.#fd === undefined) this.#wait(this.#fd = open());
    // Zero would stop it.
    const nanoseconds = Math.max(1, Math.ceil((nearest - performance.now()) * 1e6));
    const spec = new Uint8Array(2 * timespec.size);
    const view = new DataView(spec.buffer);
    timespec.set.tv_sec(view, timespec.size, BigInt(Math.floor(nanoseconds / 1e9)));
    timespec.set.tv_nsec(view, timespec.size, BigInt(nanoseconds % 1e9));
    check(libc.timerfd_settime(this.#fd.number, 0, spec, null), "timerfd_settime", () => "Cannot set a timer");
  }

  async #wait(fd: Fd): Promise<void> {
    const expirations = new Uint8Array(8);
    for (;;) {
      await this.#reactor.readable(fd);
      if (fd.number < 0) return;
      if (fd.read(expirations) === null) continue; // set anew since
      this.#armed = -Infinity;
      const due = [...this.#timers].filter(({ at }) => at <= performance.now() + NEAR).sort((a, b) => a.at - b.at);
      for (const timer of due) {
        // One of them may have cleared another.
        if (this.#timers.delete(timer)) fire(timer.callback);
      }
      this.#arm();
    }
  }
}

function open(): Fd {
  const fd = libc.timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  return new Fd(check(fd, "timerfd_create", () => "Cannot make a timer"), "timer");
}

/** What a callback throws is its own, as with the runtime's timers: an error that nobody has caught. */
function fire(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
