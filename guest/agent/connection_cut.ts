import { FrameType, HEADER_LENGTH } from "../../src/ttrpc/frame.ts";

/**
 * Tells where in a port's byte stream another client begins. A virtio-serial port has no connections of its own: where
 * the host's end is closed and opened again before the guest has looked, the two streams follow each other without a
 * mark. A ttrpc client's stream ids rise, so a request with an id that was seen before is another client's first one.
 */
export class ConnectionCut {
  #header = new Uint8Array(HEADER_LENGTH);
  #have = 0;
  #skip = 0;
  #lastStreamId = 0;

  /**
   * Looks at the bytes that follow those seen so far. Undefined: all are the present client's. Else the first `keep`
   * are, and `next` is what the next client has sent, whole frames' headers included.
   */
  find(bytes: Uint8Array): { keep: number; next: Uint8Array } | undefined {
    for (let at = 0; at < bytes.length;) {
      const step = Math.min(bytes.length - at, this.#skip > 0 ? this.#skip : HEADER_LENGTH - this.#have);
      const piece = bytes.subarray(at, at + step);
      at += step;
      if (this.#skip > 0) {
        this.#skip -= step;
        continue;
      }
      this.#header.set(piece, this.#have);
      this.#have += step;
      if (this.#have < HEADER_LENGTH || !this.#isAnotherClients()) continue;
      // Of a header that came in two pieces the present client has got the first; alone it means nothing.
      const next = new Uint8Array(HEADER_LENGTH + bytes.length - at);
      next.set(this.#header);
      next.set(bytes.subarray(at), HEADER_LENGTH);
      return { keep: Math.max(0, at - HEADER_LENGTH), next };
    }
    return undefined;
  }

  #isAnotherClients(): boolean {
    const view = new DataView(this.#header.buffer);
    const streamId = view.getUint32(4);
    this.#have = 0;
    this.#skip = view.getUint32(0);
    if (view.getUint8(8) !== FrameType.REQUEST) return false;
    if (streamId <= this.#lastStreamId) return true;
    this.#lastStreamId = streamId;
    return false;
  }
}
