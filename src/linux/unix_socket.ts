import { AF_UNIX, SOCK_STREAM, sockaddrUn } from "./abi/socket.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

/** Where `sun_path` begins, and its size with the final zero. */
const PATH_AT = sockaddrUn.fields.sun_path[0];
const PATH_SIZE = sockaddrUn.size - PATH_AT;

/**
 * A listening unix socket at `path` for a child to take over: without close-on-exec, so that exactly the children spawned
 * while it is open inherit it. Whoever connects meanwhile waits in its backlog, so nobody has to wait for the child.
 * Throws SystemError, or an Error where the path is too long (unix(7): 107 bytes).
 */
export function listenForChild(path: string): Fd {
  const bytes = new TextEncoder().encode(path);
  if (bytes.length >= PATH_SIZE) {
    throw new Error(
      `Cannot listen on '${path}': a socket's path has at most ${PATH_SIZE - 1} bytes, this has ${bytes.length}`,
    );
  }
  const address = new Uint8Array(sockaddrUn.size);
  sockaddrUn.set.sun_family(new DataView(address.buffer), 0, AF_UNIX);
  address.set(bytes, PATH_AT);
  const what = () => `Cannot listen on '${path}'`;
  const fd = new Fd(check(libc.socket(AF_UNIX, SOCK_STREAM, 0), "socket", what), path);
  try {
    check(libc.bind(fd.number, address, PATH_AT + bytes.length + 1), "bind", what);
    check(libc.listen(fd.number, 1), "listen", what);
  } catch (error) {
    fd.close();
    throw error;
  }
  return fd;
}
