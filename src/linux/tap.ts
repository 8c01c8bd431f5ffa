import { O_NONBLOCK, O_RDWR } from "./abi/fcntl.ts";
import { IFF_NO_PI, IFF_TAP, IFF_VNET_HDR, ifreq, TUNSETIFF } from "./abi/tun.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

/** Bytes of an interface's name with its final zero. */
const NAME_SIZE = ifreq.fields.ifr_flags[0];

/**
 * Makes tap `name` in this thread's network namespace; it is there for as long as somebody has the descriptor open.
 * Close-on-exec, as all of ours. Throws SystemError.
 */
export function openTap(name: string): Fd {
  const what = () => `Cannot make tap '${name}'`;
  const bytes = new TextEncoder().encode(name);
  if (bytes.length >= NAME_SIZE) throw new Error(`${what()}: a name has at most ${NAME_SIZE - 1} bytes`);
  const request = new Uint8Array(ifreq.size);
  request.set(bytes);
  ifreq.set.ifr_flags(new DataView(request.buffer), 0, IFF_TAP | IFF_NO_PI | IFF_VNET_HDR);
  const tap = Fd.open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  try {
    check(libc.ioctl(tap.number, BigInt(TUNSETIFF), request), "ioctl(TUNSETIFF)", what);
  } catch (error) {
    tap.close();
    throw error;
  }
  return tap;
}
