import { O_NONBLOCK, O_WRONLY } from "../linux/abi/fcntl.ts";
import { Fd } from "../linux/fd.ts";

/**
 * Writes to the bundle's `log` FIFO, which containerd copies to its own stderr. Never blocks and never fails: while
 * containerd is away, lines are dropped, and the FIFO is opened again with the next line.
 */
export function logFifoWriter(path: string): (line: string) => void {
  let fd: Fd | undefined;
  const encoder = new TextEncoder();
  return (line) => {
    try {
      fd ??= Fd.open(path, O_WRONLY | O_NONBLOCK);
      fd.write(encoder.encode(line));
    } catch {
      fd?.close();
      fd = undefined;
    }
  };
}
