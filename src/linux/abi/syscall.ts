export const HEADERS = ["sys/syscall.h"];

/** System call numbers of x86-64 for which glibc has no function, or has one in new versions only. */
export const SYS_tgkill = 234;
export const SYS_bpf = 321;
export const SYS_pidfd_send_signal = 424;
export const SYS_open_tree = 428;
export const SYS_move_mount = 429;
export const SYS_pidfd_open = 434;
export const SYS_mount_setattr = 442;
