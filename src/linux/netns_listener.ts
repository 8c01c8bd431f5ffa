import { inNetns } from "./netns.ts";

/**
 * Listens for TCP in the network namespace at `path`, on every address of both families and a port of the kernel's choice. `fd`
 * is the listener's descriptor, which Deno keeps to itself: the one socket that is new after a call that nothing else can
 * come between.
 */
export function listenIn(path: string): { listener: Deno.TcpListener; fd: number } {
  return inNetns(path, () => {
    const before = sockets();
    const listener = Deno.listen({ hostname: "::", port: 0 });
    const [fd, ...more] = sockets().difference(before);
    if (fd === undefined || more.length > 0) {
      listener.close();
      throw new Error(`Cannot tell the descriptor of a listener among ${1 + more.length} new sockets`);
    }
    return { listener, fd };
  });
}

/** Numbers of this process's descriptors that are sockets. */
function sockets(): Set<number> {
  const found = new Set<number>();
  for (const { name } of Deno.readDirSync("/proc/self/fd")) {
    try {
      if (Deno.readLinkSync(`/proc/self/fd/${name}`).startsWith("socket:")) found.add(Number(name));
    } catch {
      // The descriptor of the listing itself.
    }
  }
  return found;
}
