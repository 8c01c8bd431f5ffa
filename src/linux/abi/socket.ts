import { defineLayout } from "./layout.ts";

export const HEADERS = ["sys/socket.h"];

/** unix(7). `sun_path` begins at 2. */
export const sockaddrUn = defineLayout("struct sockaddr_un", "sys/un.h", 110, {
  sun_family: [0, "u16"],
  sun_path: [2, "u8"],
});

export const AF_UNIX = 1;
export const SOCK_STREAM = 1;
export const SOCK_RAW = 3;
export const SOCK_CLOEXEC = 0o2000000;
export const SOCK_NONBLOCK = 0o4000;
export const SOL_SOCKET = 1;
export const SCM_RIGHTS = 1;
export const MSG_NOSIGNAL = 0x4000;

/** sendmsg(2). */
export const msghdr = defineLayout("struct msghdr", "sys/socket.h", 56, {
  msg_iov: [16, "u64"],
  msg_iovlen: [24, "u64"],
  msg_control: [32, "u64"],
  msg_controllen: [40, "u64"],
});

export const iovec = defineLayout("struct iovec", "sys/uio.h", 16, { iov_base: [0, "u64"], iov_len: [8, "u64"] });

/** cmsg(3): followed by its data. */
export const cmsghdr = defineLayout("struct cmsghdr", "sys/socket.h", 16, {
  cmsg_len: [0, "u64"],
  cmsg_level: [8, "i32"],
  cmsg_type: [12, "i32"],
});
