import * as abi from "./abi/socket.ts";
import { F_SETFL, O_NONBLOCK } from "./abi/fcntl.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

const { AF_UNIX, SOCK_STREAM, sockaddrUn } = abi;

/** Where `sun_path` begins, and its size with the final zero. */
const PATH_AT = sockaddrUn.fields.sun_path[0];
const PATH_SIZE = sockaddrUn.size - PATH_AT;

/**
 * A listening unix socket at `path` for a child to take over: without close-on-exec, so that exactly the children spawned
 * while it is open inherit it. Whoever connects meanwhile waits in its backlog, so nobody has to wait for the child.
 * Throws SystemError, or an Error where the path is too long (unix(7): 107 bytes).
 */
export function listenForChild(path: string): Fd {
  const what = () => `Cannot listen on '${path}'`;
  const { address, length } = addressOf(path, what);
  const fd = new Fd(check(libc.socket(AF_UNIX, SOCK_STREAM, 0), "socket", what), path);
  try {
    check(libc.bind(fd.number, address, length), "bind", what);
    check(libc.listen(fd.number, 1), "listen", what);
  } catch (error) {
    fd.close();
    throw error;
  }
  return fd;
}

/**
 * Connects to the stream socket at `path`; a descriptor rather than a `Deno.Conn` where descriptors are to be passed (`sendFds`).
 * Nonblocking. Throws SystemError, or an Error where the path is too long.
 */
export function connectUnix(path: string): Fd {
  const what = () => `Cannot connect to '${path}'`;
  const { address, length } = addressOf(path, what);
  const type = SOCK_STREAM | abi.SOCK_NONBLOCK | abi.SOCK_CLOEXEC;
  const fd = new Fd(check(libc.socket(AF_UNIX, type, 0), "socket", what), path);
  try {
    check(libc.connect(fd.number, address, length), "connect", what);
  } catch (error) {
    fd.close();
    throw error;
  }
  return fd;
}

/** A pair of connected stream sockets, `ours` nonblocking; a child that is to have `theirs` inherits it (`inheritable`). Throws SystemError. */
export function socketPair(what: string): { ours: Fd; theirs: Fd } {
  const pair = new Int32Array(2);
  const made = libc.socketpair(AF_UNIX, SOCK_STREAM | abi.SOCK_CLOEXEC, 0, pair);
  check(made, "socketpair", () => `Cannot make ${what}`);
  const [ours, theirs] = [new Fd(pair[0]!, what), new Fd(pair[1]!, what)];
  // The flag is the open file description's: each end of a pair has its own.
  check(libc.fcntl(ours.number, F_SETFL, BigInt(O_NONBLOCK)), "fcntl", () => `Cannot make ${what}`);
  return { ours, theirs };
}

/**
 * Sends `data`, and with it copies of the descriptors `fds` (SCM_RIGHTS, unix(7)). Returns the bytes sent: of a stream's message of
 * some hundred bytes always all, or it throws SystemError (EAGAIN where the peer has stopped to read).
 */
export function sendFds(socket: Fd, data: Uint8Array<ArrayBuffer>, fds: readonly Fd[]): number {
  const controlSize = abi.cmsghdr.size + 4 * fds.length;
  // One buffer: what the header points to lies behind it. Allocated apart from the engine's heap, it stays where it is.
  const CONTROL = abi.msghdr.size + abi.iovec.size;
  const DATA = CONTROL + (controlSize + 7 & ~7);
  const buffer = new ArrayBuffer(DATA + data.length);
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  const base = BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes)));
  abi.msghdr.set.msg_iov(view, 0, base + BigInt(abi.msghdr.size));
  abi.msghdr.set.msg_iovlen(view, 0, 1n);
  abi.iovec.set.iov_base(view, abi.msghdr.size, base + BigInt(DATA));
  abi.iovec.set.iov_len(view, abi.msghdr.size, BigInt(data.length));
  bytes.set(data, DATA);
  if (fds.length > 0) {
    abi.msghdr.set.msg_control(view, 0, base + BigInt(CONTROL));
    abi.msghdr.set.msg_controllen(view, 0, BigInt(controlSize));
    abi.cmsghdr.set.cmsg_len(view, CONTROL, BigInt(controlSize));
    abi.cmsghdr.set.cmsg_level(view, CONTROL, abi.SOL_SOCKET);
    abi.cmsghdr.set.cmsg_type(view, CONTROL, abi.SCM_RIGHTS);
    fds.forEach((fd, index) => view.setInt32(CONTROL + abi.cmsghdr.size + 4 * index, fd.number, true));
  }
  const sent = libc.sendmsg(socket.number, bytes, abi.MSG_NOSIGNAL);
  return check(sent, "sendmsg", () => `Cannot send to '${socket.what}'`);
}

/** The address of `path` and how many bytes of it count. */
function addressOf(path: string, what: () => string): { address: Uint8Array<ArrayBuffer>; length: number } {
  const bytes = new TextEncoder().encode(path);
  if (bytes.length >= PATH_SIZE) {
    throw new Error(`${what()}: a socket's path has at most ${PATH_SIZE - 1} bytes, this has ${bytes.length}`);
  }
  const address = new Uint8Array(sockaddrUn.size);
  sockaddrUn.set.sun_family(new DataView(address.buffer), 0, AF_UNIX);
  address.set(bytes, PATH_AT);
  return { address, length: PATH_AT + bytes.length + 1 };
}
