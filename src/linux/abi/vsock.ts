import { defineLayout } from "./layout.ts";

export const HEADERS = ["sys/socket.h", "sys/time.h", "linux/vm_sockets.h"];

/** vsock(7). */
export const sockaddrVm = defineLayout("struct sockaddr_vm", "linux/vm_sockets.h", 16, {
  svm_family: [0, "u16"],
  svm_port: [4, "u32"],
  svm_cid: [8, "u32"],
});

export const timeval = defineLayout("struct timeval", "sys/time.h", 16, { tv_sec: [0, "i64"], tv_usec: [8, "i64"] });

export const AF_VSOCK = 40;
export const SO_VM_SOCKETS_CONNECT_TIMEOUT = 6;
export const SO_ERROR = 4;
