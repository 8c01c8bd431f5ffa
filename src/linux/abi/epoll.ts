import { defineLayout } from "./layout.ts";

export const HEADERS = ["sys/epoll.h", "sys/eventfd.h"];

/** epoll_ctl(2). Packed on x86-64, so that `data` is at 4. */
export const epollEvent = defineLayout("struct epoll_event", "sys/epoll.h", 12, {
  events: [0, "u32"],
  data: [4, "u64"],
});

export const EPOLL_CLOEXEC = 0o2000000;
export const EPOLL_CTL_ADD = 1;
export const EPOLL_CTL_DEL = 2;
export const EPOLL_CTL_MOD = 3;
export const EPOLLIN = 0x1;
export const EPOLLOUT = 0x4;
export const EPOLLONESHOT = 0x40000000;
export const EFD_CLOEXEC = 0o2000000;
export const EFD_NONBLOCK = 0o4000;
