/**
 * A full-duplex stream of bytes: what ttrpc runs over. Runtime-neutral (host and guest), and structurally a `Deno.Conn`,
 * so that sockets need no adapter on the host.
 */
export interface ByteChannel {
  /** Reads up to `buffer.length` bytes; resolves to their count, or to null at end of stream. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes at least one byte of `data`; resolves to how many were taken. */
  write(data: Uint8Array): Promise<number>;
  /** Closes both directions; pending reads end with null or reject. Calling it twice is an error only of the runtime's. */
  close(): void;
}
