import * as sys from "../linux/abi/filtered_syscall.ts";
import { ENOSYS, EPERM } from "../linux/errno.ts";
import { ALLOW, fail, filterOf, filterThisProcess, KILL, type Rule } from "../linux/seccomp.ts";

/** What neither a shim, nor a VMM, nor a hook has any business with: kexec, the machine's end, other processes' memory, hardware. */
const FATAL: readonly number[] = [
  ...[sys.SYS_kexec_load, sys.SYS_kexec_file_load, sys.SYS_reboot, sys.SYS_swapon, sys.SYS_swapoff, sys.SYS_acct],
  ...[sys.SYS_ptrace, sys.SYS_process_vm_readv, sys.SYS_process_vm_writev, sys.SYS_pidfd_getfd],
  ...[sys.SYS_process_madvise, sys.SYS_migrate_pages, sys.SYS_move_pages],
  ...[sys.SYS_iopl, sys.SYS_ioperm, sys.SYS_modify_ldt, sys.SYS_open_by_handle_at],
  ...[sys.SYS_uselib, sys.SYS_vhangup, sys.SYS_lookup_dcookie],
];

/** What programs try and can do without: they are told that they may not. */
const REFUSED: readonly number[] = [
  ...[sys.SYS_init_module, sys.SYS_finit_module, sys.SYS_delete_module, sys.SYS_bpf, sys.SYS_perf_event_open],
  ...[sys.SYS_add_key, sys.SYS_request_key, sys.SYS_keyctl, sys.SYS_userfaultfd, sys.SYS_fanotify_init, sys.SYS_kcmp],
  ...[sys.SYS_settimeofday, sys.SYS_clock_settime, sys.SYS_adjtimex, sys.SYS_clock_adjtime],
];

/** Programs take this one for a kernel that has none. */
const ABSENT: readonly number[] = [sys.SYS_io_uring_setup, sys.SYS_io_uring_enter, sys.SYS_io_uring_register];

const rules = (syscalls: readonly number[], action: number) => syscalls.map((syscall): Rule => ({ syscall, action }));

/**
 * Takes from this process, and from all that it starts from now on, the system calls that it will not need: before it
 * starts the file server and the VM. What a shim must go on to do (mount, enter network namespaces, run hooks) is why this is a list of what is forbidden; a
 * thread that runs a vCPU has a list of what is allowed (hypervisor/kvm/vcpu_filter.ts). Throws SystemError.
 */
export function confineShim(): void {
  filterThisProcess(
    filterOf([...rules(FATAL, KILL), ...rules(REFUSED, fail(EPERM)), ...rules(ABSENT, fail(ENOSYS))], ALLOW),
  );
}
