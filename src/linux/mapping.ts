import { SystemError } from "../util/errors.ts";
import { MAP_ANONYMOUS, MAP_PRIVATE, MAP_SHARED, PROT_EXEC, PROT_READ, PROT_WRITE } from "./abi/mman.ts";
import { errnoName } from "./errno.ts";
import type { Fd } from "./fd.ts";
import { check, errno, libc } from "./libc.ts";

const MAP_FAILED = 0xffffffffffffffffn;

/** A region of this process's memory, made by mmap(2). Nothing may touch `bytes` or `view` after disposal. */
export class Mapping implements Disposable {
  /** Where it lies in this process, for the kernel. */
  readonly address: bigint;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView<ArrayBuffer>;
  #pointer: Deno.PointerObject | undefined;

  /** Maps `size` bytes, of zeroes, or shared with the kernel or others through `fd`. Throws SystemError. */
  constructor(size: number, fd?: Fd, protection: number = PROT_READ | PROT_WRITE) {
    const flags = fd === undefined ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED;
    const pointer = libc.mmap(0n, BigInt(size), protection, flags, fd?.number ?? -1, 0n);
    this.address = BigInt(Deno.UnsafePointer.value(pointer));
    if (pointer === null || this.address === MAP_FAILED) {
      const code = errno();
      throw new SystemError("mmap", code, errnoName(code), `Cannot map ${size} bytes of ${fd?.what ?? "memory"}`);
    }
    this.#pointer = pointer;
    const buffer = Deno.UnsafePointerView.getArrayBuffer(pointer, size);
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
  }

  /** The code at `offset` as a function of this process; see `makeExecutable`. */
  asFunction<const F extends Deno.ForeignFunction>(type: F, offset = 0): Deno.UnsafeFnPointer<F> {
    return new Deno.UnsafeFnPointer(Deno.UnsafePointer.offset(this.#pointer!, offset) as Deno.PointerObject<F>, type);
  }

  /** From now on the region can be read and run, and no longer written: code that has been put into it. Throws SystemError. */
  makeExecutable(): void {
    const result = libc.mprotect(this.#pointer!, BigInt(this.bytes.length), PROT_READ | PROT_EXEC);
    check(result, "mprotect", () => "Cannot make memory executable");
  }

  [Symbol.dispose](): void {
    if (this.#pointer === undefined) return;
    libc.munmap(this.#pointer, BigInt(this.bytes.length));
    this.#pointer = undefined;
  }
}
