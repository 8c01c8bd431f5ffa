import * as abi from "./abi/seccomp.ts";
import { check, libc } from "./libc.ts";

export const ALLOW = abi.SECCOMP_RET_ALLOW;
/** SIGSYS for the whole process, which no handler sees. */
export const KILL = abi.SECCOMP_RET_KILL_PROCESS;
/** The call is not made, and fails with `errno`. */
export const fail = (errno: number): number => abi.SECCOMP_RET_ERRNO | errno;

/** What becomes of one system call. */
export interface Rule {
  syscall: number;
  /**
   * Arguments that must have these values for the rule to hold, by their index: their low 32 bits, which are all that the kernel
   * looks at where the argument is an int.
   */
  arguments?: Readonly<Record<number, number>>;
  action: number;
}

/** Set in the numbers of the x32 ABI, which are 64-bit calls to the kernel's audit (asm/unistd.h, __X32_SYSCALL_BIT). */
const X32 = 0x40000000;
const INSTRUCTION = abi.sockFilter.size;

/**
 * A seccomp filter in classic BPF: the first rule that holds decides, else `otherwise`. Calls of another ABI (i386, x32), whose numbers
 * mean other things, end the process.
 */
export function filterOf(rules: readonly Rule[], otherwise: number): Uint8Array<ArrayBuffer> {
  const { nr, arch, args } = abi.seccompData.fields;
  const code: [code: number, jt: number, jf: number, k: number][] = [];
  const load = (at: number) => code.push([abi.BPF_LD | abi.BPF_W | abi.BPF_ABS, 0, 0, at]);
  const skipUnlessEqual = (value: number, count: number) =>
    code.push([abi.BPF_JMP | abi.BPF_JEQ | abi.BPF_K, 0, count, value]);
  const answer = (action: number) => code.push([abi.BPF_RET | abi.BPF_K, 0, 0, action]);

  load(arch[0]);
  code.push([abi.BPF_JMP | abi.BPF_JEQ | abi.BPF_K, 1, 0, abi.AUDIT_ARCH_X86_64]);
  answer(KILL);
  load(nr[0]);
  code.push([abi.BPF_JMP | abi.BPF_JGE | abi.BPF_K, 0, 1, X32]);
  answer(KILL);
  for (const { syscall, arguments: wanted = {}, action } of rules) {
    const conditions = Object.entries(wanted);
    load(nr[0]);
    skipUnlessEqual(syscall, 2 * conditions.length + 1);
    conditions.forEach(([index, value], done) => {
      load(args[0] + 8 * Number(index));
      skipUnlessEqual(value, 2 * (conditions.length - done - 1) + 1);
    });
    answer(action);
  }
  answer(otherwise);

  const bytes = new Uint8Array(code.length * INSTRUCTION);
  const view = new DataView(bytes.buffer);
  const { set } = abi.sockFilter;
  code.forEach(([code, jt, jf, k], index) => {
    const at = index * INSTRUCTION;
    set.code(view, at, code);
    set.jt(view, at, jt);
    set.jf(view, at, jf);
    set.k(view, at, k >>> 0);
  });
  return bytes;
}

/** Writes the `struct sock_fprog` of a filter that lies at `address`. */
export function writeProgram(view: DataView, at: number, filter: Uint8Array, address: bigint): void {
  abi.sockFprog.set.len(view, at, filter.length / INSTRUCTION);
  abi.sockFprog.set.filter(view, at, address);
}

/**
 * Puts every thread of this process, and all children from now on, under `filter`, for good. Speculation stays as it is: before Linux
 * 5.16 a filter would otherwise slow its threads, and their guests, down (spec_store_bypass_disable). Needs CAP_SYS_ADMIN; a thread that
 * has a filter of its own already makes it fail. Throws SystemError.
 */
export function filterThisProcess(filter: Uint8Array<ArrayBuffer>): void {
  const program = new Uint8Array(abi.sockFprog.size);
  const address = BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(filter)));
  writeProgram(new DataView(program.buffer), 0, filter, address);
  const flags = abi.SECCOMP_FILTER_FLAG_TSYNC | abi.SECCOMP_FILTER_FLAG_SPEC_ALLOW;
  const result = libc.seccomp(BigInt(abi.SYS_seccomp), BigInt(abi.SECCOMP_SET_MODE_FILTER), BigInt(flags), program);
  const what = "Cannot filter this process's system calls";
  const thread = check(result, "seccomp", () => what);
  if (thread > 0) throw new Error(`${what}: thread ${thread} has a filter of its own`);
}
