import { defineLayout } from "./layout.ts";

export const HEADERS = ["fcntl.h", "poll.h", "sys/socket.h"];

/** poll(2). */
export const pollfd = defineLayout("struct pollfd", "poll.h", 8, {
  fd: [0, "i32"],
  events: [4, "u16"],
  revents: [6, "u16"],
});

export const POLLIN = 0x1;
export const POLLOUT = 0x4;

/** splice(2). */
export const SPLICE_F_NONBLOCK = 2;

/** fcntl(2), of a pipe alone. */
export const F_SETPIPE_SZ = 1031;
export const F_GETPIPE_SZ = 1032;

/** shutdown(2). */
export const SHUT_WR = 1;
