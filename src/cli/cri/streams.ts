import { Channels } from "./channels.ts";

/** Channels of a process (k8s.io/streaming, pkg/remotecommand). */
const STDIN = 0, STDOUT = 1, STDERR = 2, ERROR = 3, RESIZE = 4;

/** How a process ended, as the streaming server tells it: a metav1.Status. */
interface Status {
  status?: string;
  message?: string;
  reason?: string;
  details?: { causes?: { reason?: string; message?: string }[] };
}

/** A process that Exec has started, or one that Attach has joined. Disposal hangs up; it does not end the process. */
export class ProcessStream implements Disposable {
  readonly stdout: ReadableStream<Uint8Array>;
  /** Empty with a terminal. */
  readonly stderr: ReadableStream<Uint8Array>;
  /** The exit code of an exec; 0 for an attach that has ended. Rejects where the process could not be run or joined. */
  readonly exited: Promise<number>;
  #channels: Channels;

  private constructor(channels: Channels) {
    this.#channels = channels;
    this.stdout = channels.reader(STDOUT);
    this.stderr = channels.reader(STDERR);
    this.exited = new Response(channels.reader(ERROR)).text().then(exitCodeOf);
    this.exited.catch(() => {}); // whoever waits for it is told
  }

  /** Opens the URL that Exec or Attach answered. */
  static async open(url: string): Promise<ProcessStream> {
    return new ProcessStream(await Channels.open(url));
  }

  /** To the process's standard input, where the request asked for one. */
  write(text: string): void {
    this.#channels.send(STDIN, new TextEncoder().encode(text));
  }

  resize(columns: number, rows: number): void {
    this.#channels.send(RESIZE, new TextEncoder().encode(JSON.stringify({ Width: columns, Height: rows })));
  }

  [Symbol.dispose](): void {
    this.#channels[Symbol.dispose]();
  }
}

/** The exit code in a Status; throws an Error with its message where there is none. */
export function exitCodeOf(text: string): number {
  if (text === "") return 0; // Attach tells nothing where all went well
  const status = JSON.parse(text) as Status;
  if (status.status === "Success") return 0;
  const cause = status.details?.causes?.find(({ reason }) => reason === "ExitCode");
  if (status.reason === "NonZeroExitCode" && cause?.message !== undefined) return Number(cause.message);
  throw new Error(`The streaming server says: ${status.message ?? text}`);
}

/** A connection to one port of a pod. */
export class PortStream implements Disposable {
  /** What the port sends. */
  readonly readable: ReadableStream<Uint8Array>;
  /** What the server says of a connection that failed; "" of one that did not. */
  readonly error: Promise<string>;
  #channels: Channels;

  private constructor(channels: Channels) {
    this.#channels = channels;
    // Of each port, the first channel carries data and the second errors; both begin with the port's number, two bytes.
    this.readable = channels.reader(0).pipeThrough(withoutPort());
    this.error = new Response(channels.reader(1).pipeThrough(withoutPort())).text();
  }

  /** Opens the URL that PortForward answered for one port. */
  static async open(url: string): Promise<PortStream> {
    return new PortStream(await Channels.open(url));
  }

  write(data: Uint8Array): void {
    this.#channels.send(0, data);
  }

  [Symbol.dispose](): void {
    this.#channels[Symbol.dispose]();
  }
}

/** Leaves out the first two bytes of a stream. */
export function withoutPort(): TransformStream<Uint8Array, Uint8Array> {
  let left = 2;
  return new TransformStream({
    transform(chunk, controller) {
      const rest = chunk.subarray(left);
      left = Math.max(0, left - chunk.length);
      if (rest.length > 0) controller.enqueue(rest);
    },
  });
}
