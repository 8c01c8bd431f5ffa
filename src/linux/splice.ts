import { SystemError } from "../util/errors.ts";
import { F_GETPIPE_SZ, F_SETPIPE_SZ, pollfd, POLLIN, POLLOUT, SPLICE_F_NONBLOCK } from "./abi/splice.ts";
import { EAGAIN, EINTR, errnoName } from "./errno.ts";
import type { Fd } from "./fd.ts";
import { errno, libc } from "./libc.ts";
import type { Reactor } from "./reactor.ts";

/** Bytes moved in one call: what a FIFO holds at first. The kernel makes pages ready for as much as is asked for. */
const CHUNK = 64 << 10;
/** Bytes after which others of this process have their turn. */
const TURN = 1 << 20;
/** What a pipe that was full once is made to hold: a wake-up of ours and one of its reader's for each time that it is. */
const ROOM = 256 << 10;

/**
 * Moves bytes from one nonblocking descriptor to another, one of them a pipe, within the kernel, until `from` is at its end, `signal` fires
 * or either descriptor is closed. `moved` hears of each step. Throws SystemError.
 */
export async function spliceAll(
  from: Fd,
  to: Fd,
  reactor: Reactor,
  options: { signal: AbortSignal; moved: (bytes: number) => void },
): Promise<void> {
  const { signal, moved } = options;
  const ends = new Ends(from, to);
  let mayGrow = true;
  for (let turn = 0; !signal.aborted && from.number >= 0 && to.number >= 0;) {
    const count = splice(from, to);
    if (count === 0) return;
    if (count !== null) {
      moved(count);
      turn += count;
      if (turn < TURN) continue;
    }
    turn = 0;
    // EAGAIN does not say which end it is that has to be waited for.
    if (!ends.mustWaitForTarget()) await reactor.readable(from, signal);
    else if (!(mayGrow && grow(to))) await reactor.writable(to, signal);
    else mayGrow = false;
  }
}

/** Whether `fd` is a pipe or a FIFO, which is what one end of a splice has to be. */
export function isPipe(fd: Fd): boolean {
  return libc.fcntl(fd.number, F_GETPIPE_SZ, 0n) >= 0;
}

/** Gives a pipe more room; false where it has it, is none, or gets none. */
function grow(pipe: Fd): boolean {
  const size = libc.fcntl(pipe.number, F_GETPIPE_SZ, 0n);
  return size >= 0 && size < ROOM && libc.fcntl(pipe.number, F_SETPIPE_SZ, BigInt(ROOM)) >= ROOM;
}

/** Bytes moved, 0 at the end of `from`, null where either end is not ready. */
function splice(from: Fd, to: Fd): number | null {
  const count = Number(libc.splice(from.number, 0n, to.number, 0n, BigInt(CHUNK), SPLICE_F_NONBLOCK));
  if (count >= 0) return count;
  const code = errno();
  if (code === EAGAIN || code === EINTR) return null;
  throw new SystemError("splice", code, errnoName(code), `Cannot splice '${from.what}' to '${to.what}'`);
}

/** Both ends as poll(2) sees them. */
class Ends {
  #bytes = new Uint8Array(2 * pollfd.size);
  #view = new DataView(this.#bytes.buffer);
  #fds: readonly [Fd, Fd];

  constructor(from: Fd, to: Fd) {
    this.#fds = [from, to];
  }

  /** Whether there is something to be moved and no room for it. Where both are ready by now, waiting for the source ends at once. */
  mustWaitForTarget(): boolean {
    const view = this.#view;
    for (const [index, fd] of this.#fds.entries()) {
      pollfd.set.fd(view, index * pollfd.size, fd.number);
      pollfd.set.events(view, index * pollfd.size, index === 0 ? POLLIN : POLLOUT);
    }
    // A call that fails (EINTR) leaves both as not ready.
    if (libc.poll(this.#bytes, 2n, 0) <= 0) return false;
    const [source, target] = [pollfd.get.revents(view, 0), pollfd.get.revents(view, pollfd.size)];
    return source !== 0 && target === 0;
  }
}
