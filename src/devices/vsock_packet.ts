/** The header of every packet of a virtio socket (virtio 1.2 §5.10.6), 44 bytes, little endian. */
export const HEADER_BYTES = 44;

export const OP_REQUEST = 1, OP_RESPONSE = 2, OP_RST = 3, OP_SHUTDOWN = 4, OP_RW = 5;
export const OP_CREDIT_UPDATE = 6, OP_CREDIT_REQUEST = 7;

/** VIRTIO_VSOCK_TYPE_STREAM. */
export const STREAM = 1;
/** SHUTDOWN's flags: the sender of it receives, or sends, no more. */
export const NO_RECEIVE = 1, NO_SEND = 2;

export const HOST_CID = 2;

/** A header in memory of its own, so that the guest cannot change it once it is judged. Fields are read from and written to `view`. */
export class PacketHeader {
  readonly bytes = new Uint8Array(HEADER_BYTES);
  #view = new DataView(this.bytes.buffer);

  /** Whether it goes from `source` to `target` (context ids below 2^32; the upper halves must be zero). */
  isBetween(source: number, target: number): boolean {
    return this.#word(0) === source && this.#word(4) === 0 && this.#word(8) === target && this.#word(12) === 0;
  }

  get sourcePort(): number {
    return this.#word(16);
  }
  get targetPort(): number {
    return this.#word(20);
  }
  get length(): number {
    return this.#word(24);
  }
  get type(): number {
    return this.#view.getUint16(28, true);
  }
  get operation(): number {
    return this.#view.getUint16(30, true);
  }
  get flags(): number {
    return this.#word(32);
  }
  get allocated(): number {
    return this.#word(36);
  }
  get forwarded(): number {
    return this.#word(40);
  }

  /** Makes it the header of a packet from the host's `sourcePort` to `targetPort` of the guest `cid`. */
  fill(
    cid: number,
    sourcePort: number,
    targetPort: number,
    packet: {
      operation: number;
      length?: number;
      flags?: number;
      type?: number;
      allocated?: number;
      forwarded?: number;
    },
  ): void {
    const view = this.#view;
    this.bytes.fill(0);
    view.setUint32(0, HOST_CID, true);
    view.setUint32(8, cid, true);
    view.setUint32(16, sourcePort, true);
    view.setUint32(20, targetPort, true);
    view.setUint32(24, packet.length ?? 0, true);
    view.setUint16(28, packet.type ?? STREAM, true);
    view.setUint16(30, packet.operation, true);
    view.setUint32(32, packet.flags ?? 0, true);
    view.setUint32(36, packet.allocated ?? 0, true);
    view.setUint32(40, packet.forwarded ?? 0, true);
  }

  #word(offset: number): number {
    return this.#view.getUint32(offset, true);
  }
}
