import { defineLayout } from "./layout.ts";

/** seccomp(2), prctl(2), and the classic BPF in which filters are written (linux/filter.h). */
export const HEADERS = [
  "linux/seccomp.h",
  "linux/filter.h",
  "linux/audit.h",
  "sys/prctl.h",
  "sys/syscall.h",
];

export const SYS_seccomp = 317;
export const PR_SET_NO_NEW_PRIVS = 38;
export const PR_SET_THP_DISABLE = 41;
export const SECCOMP_SET_MODE_FILTER = 1;
export const SECCOMP_FILTER_FLAG_TSYNC = 0x1;
export const SECCOMP_FILTER_FLAG_SPEC_ALLOW = 0x4;

export const SECCOMP_RET_KILL_PROCESS = 0x80000000;
/** The low 16 bits are the errno. */
export const SECCOMP_RET_ERRNO = 0x00050000;
export const SECCOMP_RET_ALLOW = 0x7fff0000;

export const AUDIT_ARCH_X86_64 = 0xc000003e;

export const BPF_LD = 0x00;
export const BPF_W = 0x00;
export const BPF_ABS = 0x20;
export const BPF_JMP = 0x05;
export const BPF_JEQ = 0x10;
export const BPF_JGE = 0x30;
export const BPF_K = 0x00;
export const BPF_RET = 0x06;

/** What a filter looks at; `args` begins there, eight bytes each. */
export const seccompData = defineLayout("struct seccomp_data", "linux/seccomp.h", 64, {
  nr: [0, "i32"],
  arch: [4, "u32"],
  args: [16, "u64"],
});

/** One instruction. */
export const sockFilter = defineLayout("struct sock_filter", "linux/filter.h", 8, {
  code: [0, "u16"],
  jt: [2, "u8"],
  jf: [3, "u8"],
  k: [4, "u32"],
});

/** A program: its number of instructions and where they are. */
export const sockFprog = defineLayout("struct sock_fprog", "linux/filter.h", 16, {
  len: [0, "u16"],
  filter: [8, "u64"],
});
