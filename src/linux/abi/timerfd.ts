import { defineLayout } from "./layout.ts";

export const HEADERS = ["sys/timerfd.h", "time.h"];

/** timerfd_settime(2): struct itimerspec is two struct timespec, interval and value. */
export const timespec = defineLayout("struct timespec", "time.h", 16, {
  tv_sec: [0, "i64"],
  tv_nsec: [8, "i64"],
});

export const CLOCK_MONOTONIC = 1;
export const TFD_NONBLOCK = 0o4000;
export const TFD_CLOEXEC = 0o2000000;
