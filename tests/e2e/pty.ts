/** A pseudo-terminal that the tests hold the master side of, and a way to start a program on its other side. */
import { LineLog } from "./line_log.ts";

const libc = Deno.dlopen("libc.so.6", {
  posix_openpt: { parameters: ["i32"], result: "i32" },
  grantpt: { parameters: ["i32"], result: "i32" },
  unlockpt: { parameters: ["i32"], result: "i32" },
  ptsname_r: { parameters: ["i32", "buffer", "usize"], result: "i32" },
  ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "isize", nonblocking: true },
  write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  close: { parameters: ["i32"], result: "i32" },
}).symbols;

const O_RDWR = 0o2, O_NOCTTY = 0o400, O_CLOEXEC = 0o2000000; // <fcntl.h>, x86-64
const TIOCSWINSZ = 0x5414n; // <asm-generic/ioctls.h>

export class Pty implements AsyncDisposable {
  /** What programs have written to the terminal, by lines, without carriage returns. */
  readonly output = new LineLog();
  /** Every byte that was written to the terminal. */
  bytes = 0;
  readonly #master: number;
  readonly #path: string;
  readonly #reading: Promise<void>;

  constructor(rows: number, columns: number) {
    this.#master = check("posix_openpt", libc.posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    check("grantpt", libc.grantpt(this.#master));
    check("unlockpt", libc.unlockpt(this.#master));
    const name = new Uint8Array(64);
    if (libc.ptsname_r(this.#master, name, 64n) !== 0) throw new Error("Cannot name the terminal: ptsname_r");
    this.#path = new TextDecoder().decode(name.subarray(0, name.indexOf(0)));
    this.resize(rows, columns);
    this.#reading = this.#read();
  }

  /** The program and arguments with which `command` runs in a session of its own on this terminal. */
  wrap(command: string, args: string[]): [command: string, args: string[]] {
    // For reading and writing on all three descriptors, as a login gives it: ctr reads its input from standard error.
    return ["sh", ["-c", 'exec setsid --ctty "$@" <>"$0" >&0 2>&0', this.#path, command, ...args]];
  }

  /** Sets the window's size; the terminal's foreground processes get SIGWINCH. */
  resize(rows: number, columns: number): void {
    check("TIOCSWINSZ", libc.ioctl(this.#master, TIOCSWINSZ, new Uint16Array([rows, columns, 0, 0])));
  }

  /** Types `text`. Short texts only: it is written at once. */
  type(text: string): void {
    const bytes = new TextEncoder().encode(text);
    const taken = Number(libc.write(this.#master, bytes, BigInt(bytes.length)));
    if (taken !== bytes.length) throw new Error(`Cannot type ${bytes.length} bytes: the terminal took ${taken}`);
  }

  /** Resolves to a line of output that contains `text`. */
  line(text: string, timeout = 20_000): Promise<string> {
    return this.output.wait((line) => line.includes(text), { timeout, what: `'${text}' on the terminal` });
  }

  /** Waits until every program has left the terminal, then gives it back. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reading;
    libc.close(this.#master);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(65536);
    const decoder = new TextDecoder();
    let rest = "";
    while (true) {
      const count = Number(await libc.read(this.#master, buffer, BigInt(buffer.length)));
      if (count <= 0) break; // EIO: the other side is closed
      this.bytes += count;
      const lines = (rest + decoder.decode(buffer.subarray(0, count), { stream: true })).replaceAll("\r", "").split(
        "\n",
      );
      rest = lines.pop()!;
      lines.forEach((line) => this.output.push(line));
    }
    if (rest !== "") this.output.push(rest);
  }
}

function check(call: string, result: number): number {
  if (result < 0) throw new Error(`Cannot make a pseudo-terminal: ${call} failed`);
  return result;
}
