/** vhost-user messages (QEMU's docs/interop/vhost-user.rst), as far as a front-end of a simple device speaks them. */
export const GET_FEATURES = 1;
export const SET_FEATURES = 2;
export const SET_OWNER = 3;
export const SET_MEM_TABLE = 5;
export const SET_VRING_NUM = 8;
export const SET_VRING_ADDR = 9;
export const SET_VRING_BASE = 10;
export const GET_VRING_BASE = 11;
export const SET_VRING_KICK = 12;
export const SET_VRING_CALL = 13;
export const GET_PROTOCOL_FEATURES = 15;
export const SET_PROTOCOL_FEATURES = 16;
export const SET_VRING_ENABLE = 18;

/** Feature bit (beside virtio's): there are protocol features, and queues wait for SET_VRING_ENABLE. */
export const PROTOCOL_FEATURES = 1n << 30n;

/** Header: request, flags, size of what follows; all u32 in the host's order. */
export const HEADER_SIZE = 12;
const VERSION = 1, REPLY = 4, VERSION_MASK = 3;
/** Replies that we ask for have a u64 or a vring state. */
const MOST_PAYLOAD = 256;

export interface Message {
  request: number;
  payload: DataView<ArrayBuffer>;
}

/** A message with its header. `values` are the payload's u64 and, as plain numbers, u32 fields. */
export function encode(request: number, values: readonly (bigint | number)[] = []): Uint8Array<ArrayBuffer> {
  const size = values.reduce<number>((sum, value) => sum + (typeof value === "bigint" ? 8 : 4), 0);
  const bytes = new Uint8Array(new ArrayBuffer(HEADER_SIZE + size));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, request, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, size, true);
  let at = HEADER_SIZE;
  for (const value of values) {
    if (typeof value === "bigint") view.setBigUint64(at, value, true);
    else view.setUint32(at, value, true);
    at += typeof value === "bigint" ? 8 : 4;
  }
  return bytes;
}

/** The bytes that follow a reply's header. Throws an Error where it is no reply, or too long. */
export function payloadSize(header: DataView): { request: number; size: number } {
  const flags = header.getUint32(4, true);
  const size = header.getUint32(8, true);
  if ((flags & VERSION_MASK) !== VERSION || (flags & REPLY) === 0 || size > MOST_PAYLOAD) {
    throw new Error(`not a vhost-user reply (flags 0x${flags.toString(16)}, ${size} bytes)`);
  }
  return { request: header.getUint32(0, true), size };
}
