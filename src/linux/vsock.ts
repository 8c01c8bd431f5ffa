import { EINPROGRESS, EINTR, errnoName } from "./errno.ts";
import { SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM, SOL_SOCKET } from "./abi/socket.ts";
import { AF_VSOCK, SO_ERROR, SO_VM_SOCKETS_CONNECT_TIMEOUT, sockaddrVm, timeval } from "./abi/vsock.ts";
import { SystemError } from "../util/errors.ts";
import { Fd } from "./fd.ts";
import { check, errno, libc } from "./libc.ts";
import type { Reactor } from "./reactor.ts";

/** The kernel gives up after 2 s by default, which a guest on a loaded host may need to answer. */
const CONNECT_SECONDS = 60n;

/**
 * Connects to `port` of the guest with context id `cid`; a nonblocking descriptor, and the number of our own port. Throws SystemError:
 * ECONNRESET where nobody listens there, ETIMEDOUT where the guest does not answer; throws the signal's reason when that fires.
 */
export async function connectVsock(
  cid: number,
  port: number,
  reactor: Reactor,
  signal: AbortSignal,
): Promise<{ fd: Fd; localPort: number }> {
  signal.throwIfAborted();
  const what = () => `Cannot connect to port ${port} of guest ${cid}`;
  const type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const fd = new Fd(check(libc.socket(AF_VSOCK, type, 0), "socket", what), `vsock port ${port} of guest ${cid}`);
  try {
    const limit = new Uint8Array(timeval.size);
    timeval.set.tv_sec(new DataView(limit.buffer), 0, CONNECT_SECONDS);
    const option = libc.setsockopt(fd.number, AF_VSOCK, SO_VM_SOCKETS_CONNECT_TIMEOUT, limit, limit.length);
    check(option, "setsockopt", what);
    const address = new Uint8Array(sockaddrVm.size);
    const view = new DataView(address.buffer);
    sockaddrVm.set.svm_family(view, 0, AF_VSOCK);
    sockaddrVm.set.svm_port(view, 0, port);
    sockaddrVm.set.svm_cid(view, 0, cid);
    if (libc.connect(fd.number, address, address.length) < 0) {
      const code = errno();
      if (code !== EINPROGRESS && code !== EINTR) throw new SystemError("connect", code, errnoName(code), what());
      await reactor.writable(fd, signal);
      signal.throwIfAborted();
      const result = errorOf(fd, what);
      if (result !== 0) throw new SystemError("connect", result, errnoName(result), what());
    }
    const length = new Uint32Array([address.length]);
    check(libc.getsockname(fd.number, address, length), "getsockname", what);
    return { fd, localPort: sockaddrVm.get.svm_port(view, 0) };
  } catch (error) {
    fd.close();
    throw error;
  }
}

/** What became of a connect(2) that took its time. */
function errorOf(fd: Fd, what: () => string): number {
  const result = new Int32Array(1);
  const length = new Uint32Array([result.byteLength]);
  check(libc.getsockopt(fd.number, SOL_SOCKET, SO_ERROR, result, length), "getsockopt", what);
  return result[0]!;
}
