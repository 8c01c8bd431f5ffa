/**
 * One of the command's streams as it comes from the VM's port: bytes of which the last are a line `TOKEN CODE`, by which the reader
 * knows that it has all of them; the stream of stdout begins with a line `TOKEN`, too. (A port has no end of file of its own.)
 */
export class TrailedStream {
  /** The command's exit code, once the stream has ended. */
  code: number | undefined;
  readonly #token: Uint8Array;
  #begun: (() => void) | undefined;
  #held = new Uint8Array(0);

  /** `begun` is called at the first line; without it the stream has no such line. */
  constructor(token: string, begun?: () => void) {
    this.#token = new TextEncoder().encode(token);
    this.#begun = begun;
  }

  /** The parts of the output that are now known to be output. */
  push(data: Uint8Array): Uint8Array[] {
    this.#held = concat(this.#held, data);
    if (this.#begun !== undefined) {
      if (this.#held.length < this.#token.length + 1) return [];
      this.#held = this.#held.slice(this.#token.length + 1);
      this.#begun();
      this.#begun = undefined;
    }
    const at = this.#tokenAt();
    const output = this.#held.subarray(0, at);
    this.#held = this.#held.slice(at);
    const end = this.#held.indexOf(0x0a);
    if (end > this.#token.length) {
      this.code = Number(new TextDecoder().decode(this.#held.subarray(this.#token.length, end)));
    }
    return output.length > 0 ? [output] : [];
  }

  /** Where the token begins in what is held, or where it could yet begin; else the end. */
  #tokenAt(): number {
    const held = this.#held, token = this.#token;
    for (let at = held.indexOf(token[0]!); at >= 0; at = held.indexOf(token[0]!, at + 1)) {
      const length = Math.min(token.length, held.length - at);
      let same = 1;
      while (same < length && held[at + same] === token[same]) same++;
      if (same === length) return at;
    }
    return held.length;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
