import type { Fields, Layout } from "../util/layout.ts";
import { NLA_F_NESTED, NLA_TYPE_MASK, nlmsghdr } from "./abi.ts";

/** Bytes of an attribute's header: length and type, 16 bits each (netlink(7)). */
const ATTRIBUTE_HEADER = 4;

/** One message as it came: its type and flags, and what follows the header. */
export interface Message {
  type: number;
  flags: number;
  sequence: number;
  body: Uint8Array;
}

/** Builds one request: first the type's own structure, then attributes, each on a boundary of 4 bytes. */
export class MessageBuilder {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = nlmsghdr.size;

  /** Appends a structure with the fields in `values` set and the others 0. */
  struct<F extends Fields>(layout: Layout<F>, values: { readonly [K in keyof F]?: number }): this {
    const at = this.#take(layout.size);
    for (const key of Object.keys(values)) layout.set[key]!(this.#view, at, values[key]! as never);
    return this;
  }

  /** Appends an attribute: bytes as they are, a number as 32 bits, text with its final zero. Undefined is left out. */
  attribute(type: number, value: Uint8Array | number | string | undefined): this {
    if (value === undefined) return this;
    const bytes = typeof value === "string" ? new TextEncoder().encode(value + "\0") : value;
    const length = typeof bytes === "number" ? 4 : bytes.length;
    const at = this.#open(type, length);
    if (typeof bytes === "number") this.#view.setUint32(at, bytes, true);
    else this.#bytes.set(bytes, at);
    return this;
  }

  /** Appends an attribute that holds others, or structures, which `fill` appends. */
  nested(type: number, fill: (message: this) => void): this {
    const start = this.#open(type | NLA_F_NESTED, 0) - ATTRIBUTE_HEADER;
    fill(this);
    this.#view.setUint16(start, this.#length - start, true);
    return this;
  }

  /** As `nested`, without the flag: for attributes that are a structure followed by more. */
  compound(type: number, fill: (message: this) => void): this {
    const start = this.#open(type, 0) - ATTRIBUTE_HEADER;
    fill(this);
    this.#view.setUint16(start, this.#length - start, true);
    return this;
  }

  finish(type: number, flags: number, sequence: number): Uint8Array {
    nlmsghdr.set.nlmsg_len(this.#view, 0, this.#length);
    nlmsghdr.set.nlmsg_type(this.#view, 0, type);
    nlmsghdr.set.nlmsg_flags(this.#view, 0, flags);
    nlmsghdr.set.nlmsg_seq(this.#view, 0, sequence);
    return this.#bytes.slice(0, this.#length);
  }

  /** Begins an attribute of `length` bytes; returns where they go. */
  #open(type: number, length: number): number {
    const at = this.#take(ATTRIBUTE_HEADER + length);
    this.#view.setUint16(at, ATTRIBUTE_HEADER + length, true);
    this.#view.setUint16(at + 2, type, true);
    return at + ATTRIBUTE_HEADER;
  }

  #take(length: number): number {
    const at = this.#length;
    this.#length = align(at + length);
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}

/** The messages of one datagram. Throws where a length points outside of it. */
export function messagesOf(datagram: Uint8Array): Message[] {
  const view = viewOf(datagram);
  const messages: Message[] = [];
  for (let at = 0; at < datagram.length;) {
    const length = datagram.length - at < nlmsghdr.size ? 0 : nlmsghdr.get.nlmsg_len(view, at);
    if (length < nlmsghdr.size || at + length > datagram.length) {
      throw new Error(`Malformed netlink message at byte ${at} of ${datagram.length}`);
    }
    messages.push({
      type: nlmsghdr.get.nlmsg_type(view, at),
      flags: nlmsghdr.get.nlmsg_flags(view, at),
      sequence: nlmsghdr.get.nlmsg_seq(view, at),
      body: datagram.subarray(at + nlmsghdr.size, at + length),
    });
    at += align(length);
  }
  return messages;
}

/** Attributes by type, those after the first `from` bytes of `bytes`. Throws where a length points outside. */
export function attributesOf(bytes: Uint8Array, from: number): Map<number, Uint8Array> {
  const view = viewOf(bytes);
  const found = new Map<number, Uint8Array>();
  for (let at = from; at < bytes.length;) {
    const length = bytes.length - at < ATTRIBUTE_HEADER ? 0 : view.getUint16(at, true);
    if (length < ATTRIBUTE_HEADER || at + length > bytes.length) {
      throw new Error(`Malformed netlink attribute at byte ${at} of ${bytes.length}`);
    }
    const type = view.getUint16(at + 2, true) & NLA_TYPE_MASK;
    found.set(type, bytes.subarray(at + ATTRIBUTE_HEADER, at + length));
    at += align(length);
  }
  return found;
}

/** A view for a layout's accessors, after it has been checked that the structure is there. */
export function structOf(message: Message, layout: Layout): DataView {
  if (message.body.length < layout.size) {
    throw new Error(`Malformed netlink message of type ${message.type}: too short for ${layout.name}`);
  }
  return viewOf(message.body);
}

/** An attribute of 32 bits; `absent` where it is not there. */
export function numberOf(attribute: Uint8Array | undefined, absent: number): number {
  return attribute === undefined || attribute.length < 4 ? absent : viewOf(attribute).getUint32(0, true);
}

/** An attribute's text up to its zero; "" where it is not there. */
export function textOf(attribute: Uint8Array | undefined): string {
  if (attribute === undefined) return "";
  const end = attribute.indexOf(0);
  return new TextDecoder().decode(end < 0 ? attribute : attribute.subarray(0, end));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function align(length: number): number {
  return (length + 3) & ~3;
}
