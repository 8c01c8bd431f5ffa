import * as sys from "../../linux/abi/filtered_syscall.ts";
import { KVM_RUN } from "../../linux/abi/kvm.ts";
import { ALLOW, filterOf, KILL } from "../../linux/seccomp.ts";

/**
 * What a vCPU's thread may ask of the kernel, for as long as it lives: to run that vCPU, to tell of an exit, to wait until it is served, to
 * take its kick, to end. Whatever a guest makes of the thread, anything else ends the process, and so the pod.
 */
export function vcpuFilter(fds: { vcpu: number; exited: number; resume: number }): Uint8Array<ArrayBuffer> {
  return filterOf([
    { syscall: sys.SYS_ioctl, arguments: { 0: fds.vcpu, 1: KVM_RUN }, action: ALLOW },
    { syscall: sys.SYS_write, arguments: { 0: fds.exited }, action: ALLOW },
    { syscall: sys.SYS_read, arguments: { 0: fds.resume }, action: ALLOW },
    { syscall: sys.SYS_rt_sigtimedwait, action: ALLOW },
    { syscall: sys.SYS_exit, action: ALLOW },
  ], KILL);
}
