import { O_RDWR } from "../linux/abi/fcntl.ts";
import { VHOST_VSOCK_SET_GUEST_CID } from "../linux/abi/vhost.ts";
import { EADDRINUSE, ECONNREFUSED, ECONNRESET, ETIMEDOUT } from "../linux/errno.ts";
import { Fd } from "../linux/fd.ts";
import { FdChannel } from "../linux/fd_channel.ts";
import { ioctlStruct } from "../linux/ioctl.ts";
import type { Reactor } from "../linux/reactor.ts";
import { connectVsock } from "../linux/vsock.ts";
import type { ByteChannel } from "../util/byte_channel.ts";
import { SystemError } from "../util/errors.ts";

/** A stream between a port of the guest's and `hostPort` of ours, by which number the guest tells such streams apart. */
export interface GuestStream extends ByteChannel {
  readonly hostPort: number;
  /** The socket that it is, for splice(2); undefined where a device of ours carries it. */
  readonly fd: Fd | undefined;
  /** The guest reads the end once it has read what was written; the other direction goes on. */
  closeWrite(): void;
}

/** A context id that is one guest's for as long as `vhost`, an open /dev/vhost-vsock, or a copy of it lives. */
export interface GuestCid {
  readonly cid: number;
  readonly vhost: Fd;
}

/** 0 to 2 and 2^32 - 1 have meanings of their own (vsock(7)). */
const FIRST_CID = 3, LAST_CID = 0xfffffffe;
/** Ids tried: four thousand million to choose from, and a host's guests are some hundreds. */
const TRIES = 16;

/**
 * Takes a context id for a guest: a random one, which the kernel refuses where another guest has it, so that no two shims need to know
 * of each other. The reason, where the host's kernel serves no vsock.
 */
export function claimCid(device = "/dev/vhost-vsock", random: () => number = randomCid): GuestCid | { reason: string } {
  let vhost: Fd | undefined;
  try {
    vhost = Fd.open(device, O_RDWR);
    for (let tries = 1;; tries++) {
      const cid = random();
      try {
        const argument = new Uint8Array(new BigUint64Array([BigInt(cid)]).buffer);
        ioctlStruct(vhost, VHOST_VSOCK_SET_GUEST_CID, argument, "VHOST_VSOCK_SET_GUEST_CID");
        return { cid, vhost };
      } catch (error) {
        if (!(error instanceof SystemError && error.errno === EADDRINUSE) || tries === TRIES) throw error;
      }
    }
  } catch (error) {
    vhost?.close();
    if (!(error instanceof SystemError)) throw error;
    return { reason: error.message };
  }
}

function randomCid(): number {
  const [random] = crypto.getRandomValues(new Uint32Array(1));
  return FIRST_CID + random! % (LAST_CID - FIRST_CID + 1);
}

/** Connects to `port` of guest `cid`. Throws as connectVsock() does. */
export async function dialVsock(
  cid: number,
  port: number,
  reactor: Reactor,
  signal: AbortSignal,
): Promise<GuestStream> {
  const { fd, localPort } = await connectVsock(cid, port, reactor, signal);
  return new GuestSocket(fd, reactor, localPort);
}

class GuestSocket extends FdChannel implements GuestStream {
  constructor(readonly fd: Fd, reactor: Reactor, readonly hostPort: number) {
    super(fd, reactor);
  }
}

/**
 * Dials until somebody listens, each time that `heard` resolves: at the guest's next words on its console, of which one says that its
 * agent listens. `dial` is one attempt.
 */
export async function dialWhenHeard(
  dial: () => Promise<GuestStream>,
  heard: () => Promise<void>,
  signal: AbortSignal,
): Promise<GuestStream> {
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  );
  stopped.catch(() => {});
  for (let word = heard();;) {
    await Promise.race([word, stopped]);
    word = heard(); // before the attempt: no word falls between
    try {
      return await dial();
    } catch (error) {
      if (!(error instanceof SystemError && NOBODY_THERE.has(error.errno))) throw error;
    }
  }
}

/** Of a connection: refused by the guest's kernel, refused by a device of ours, not answered. */
const NOBODY_THERE: ReadonlySet<number> = new Set([ECONNRESET, ECONNREFUSED, ETIMEDOUT]);
