/**
 * A websocket of the CRI's streaming server: Kubernetes' "v4.channel.k8s.io", in which each message's first byte names the channel
 * (k8s.io/streaming, pkg/httpstream/wsstream). Every server of the CRI speaks it beside SPDY.
 */
const PROTOCOL = "v4.channel.k8s.io";

export class Channels implements Disposable {
  readonly #socket: WebSocket;
  readonly #writers = new Map<number, WritableStreamDefaultWriter<Uint8Array>>();
  readonly #closed = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.#take(data);
    socket.onclose = () => this.#end();
  }

  /** Opens the URL that Exec, Attach or PortForward answered. Rejects where the server refuses. */
  static async open(url: string): Promise<Channels> {
    const socket = new WebSocket(url.replace(/^http/, "ws"), PROTOCOL);
    const channels = new Channels(socket);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = (event) => {
        const why = event instanceof ErrorEvent ? event.message : "no reason given";
        reject(new Error(`Cannot open the stream '${url}': ${why}`));
      };
    });
    socket.onerror = () => {}; // a close follows
    return channels;
  }

  /** Resolves when the server has closed, or we have. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** What arrives on a channel; to be asked for before the first message of it can come. Ends with the connection. */
  reader(channel: number): ReadableStream<Uint8Array> {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
      undefined,
      undefined,
      new CountQueuingStrategy({ highWaterMark: Infinity }),
    );
    this.#writers.set(channel, writable.getWriter());
    return readable;
  }

  send(channel: number, data: Uint8Array): void {
    const message = new Uint8Array(data.length + 1);
    message[0] = channel;
    message.set(data, 1);
    this.#socket.send(message);
  }

  [Symbol.dispose](): void {
    if (this.#socket.readyState < WebSocket.CLOSING) this.#socket.close();
  }

  #take(data: ArrayBuffer): void {
    const bytes = new Uint8Array(data);
    if (bytes.length > 1) this.#writers.get(bytes[0]!)?.write(bytes.subarray(1)).catch(() => {});
  }

  #end(): void {
    for (const writer of this.#writers.values()) writer.close().catch(() => {});
    this.#closed.resolve();
  }
}
