/**
 * ttrpc by hand, for tests that must send what no client of ours would: frames that lie about their length, requests cut
 * short. Frame: length u32, stream id u32, type u8, flags u8, all big-endian (containerd/ttrpc PROTOCOL.md). The messages
 * are Request{service=1, method=2, payload=3, timeout_nano=4} and Response{status=1{code=1, message=2}, payload=2}.
 */
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";
import { concat } from "./oci_archive.ts";

export const requestType = 1, responseType = 2;

export interface Response {
  stream: number;
  /** gRPC status code; 0 is success. */
  code: number;
  message: string;
  payload: Uint8Array<ArrayBuffer>;
}

/** A frame with any header and body; `length` may differ from the body's. */
export function frame(stream: number, type: number, body: Uint8Array, length = body.length): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(10 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length);
  view.setUint32(4, stream);
  view.setUint8(8, type);
  bytes.set(body, 10);
  return bytes;
}

/** A Request message. */
export function request(service: string, method: string, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  const writer = new BinaryWriter();
  writer.uint32(10).string(service).uint32(18).string(method).uint32(26).bytes(payload);
  return writer.finish();
}

/** A message of one string field, e.g. StateRequest{id=1}. */
export function stringField(number: number, value: string): Uint8Array {
  return new BinaryWriter().uint32(number << 3 | 2).string(value).finish();
}

/** A connection to a shim's socket. */
export class Wire implements Disposable {
  #next = 1;
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  private constructor(readonly connection: Deno.UnixConn) {}

  /** @param address `unix:///path`, as a shim prints it */
  static async connect(address: string): Promise<Wire> {
    return new Wire(await Deno.connect({ transport: "unix", path: address.replace(/^unix:\/\//, "") }));
  }

  /** Sends bytes as they are. */
  async send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.connection.write(bytes.subarray(at));
  }

  /** Sends a well-formed call and resolves to its answer. */
  async call(service: string, method: string, payload?: Uint8Array): Promise<Response> {
    const stream = this.#next;
    this.#next += 2;
    await this.send(frame(stream, requestType, request(service, method, payload)));
    return await this.answer(stream);
  }

  /** Resolves to the next answer on `stream`, or rejects where the connection ends or nothing comes in 10 s. */
  async answer(stream: number): Promise<Response> {
    while (true) {
      const header = await this.#exactly(10);
      const view = new DataView(header.buffer, header.byteOffset);
      const body = await this.#exactly(view.getUint32(0));
      if (view.getUint32(4) !== stream || view.getUint8(8) !== responseType) continue;
      return { stream, ...parseResponse(body) };
    }
  }

  /** Resolves once the other side has closed the connection; answers before that are dropped. */
  async closedByPeer(): Promise<void> {
    const buffer = new Uint8Array(65536);
    while (await withDeadline(this.connection.read(buffer), "the end of the connection") !== null);
  }

  [Symbol.dispose](): void {
    try {
      this.connection.close();
    } catch {
      // The test has closed it.
    }
  }

  async #exactly(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const buffer = new Uint8Array(65536);
    while (this.#rest.length < count) {
      const read = await withDeadline(this.connection.read(buffer), "an answer");
      if (read === null) throw new Error("The shim has closed the connection");
      this.#rest = concat([this.#rest, buffer.slice(0, read)]);
    }
    const taken = this.#rest.slice(0, count);
    this.#rest = this.#rest.slice(count);
    return taken;
  }
}

function parseResponse(body: Uint8Array): { code: number; message: string; payload: Uint8Array<ArrayBuffer> } {
  let code = 0, message = "", payload = new Uint8Array(0);
  const reader = new BinaryReader(body);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === 10) {
      const status = new BinaryReader(reader.bytes());
      while (status.pos < status.len) {
        const field = status.uint32();
        if (field === 8) code = status.int32();
        else if (field === 18) message = status.string();
        else status.skip(field & 7);
      }
    } else if (tag === 18) payload = new Uint8Array(reader.bytes());
    else reader.skip(tag & 7);
  }
  return { code, message, payload };
}

async function withDeadline<T>(promise: Promise<T>, what: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`Waited 10 s for ${what} of the shim`)), 10_000);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
