/** The one door to libc: each symbol with its C prototype. errno is read at once after a call that failed (see `check`). */
import { SystemError } from "../util/errors.ts";
import { errnoName } from "./errno.ts";

const symbols = {
  // int *__errno_location(void);
  __errno_location: { parameters: [], result: "pointer" },
  // int open(const char *pathname, int flags, ... mode_t mode);
  open: { parameters: ["buffer", "i32", "u32"], result: "i32" },
  // int close(int fd);
  close: { parameters: ["i32"], result: "i32" },
  // ssize_t read(int fd, void *buf, size_t count);
  read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  // ssize_t write(int fd, const void *buf, size_t count);
  write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  // int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data);
  mount: { parameters: ["buffer", "buffer", "buffer", "u64", "buffer"], result: "i32" },
  // int umount2(const char *target, int flags);
  umount2: { parameters: ["buffer", "i32"], result: "i32" },
  // int epoll_create1(int flags);
  epoll_create1: { parameters: ["i32"], result: "i32" },
  // int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event);
  epoll_ctl: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  // int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout); off the main thread
  epoll_wait: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32", nonblocking: true },
  // int socket(int domain, int type, int protocol);
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  // int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  // int listen(int sockfd, int backlog);
  listen: { parameters: ["i32", "i32"], result: "i32" },
  // int eventfd(unsigned int initval, int flags);
  eventfd: { parameters: ["u32", "i32"], result: "i32" },
  // int ioctl(int fd, unsigned long request, void *arg);
  ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
  // int ioctl(int fd, unsigned long request, unsigned long arg); for requests that take a number
  ioctl_number: { name: "ioctl", parameters: ["i32", "u64", "u64"], result: "i32" },
  // int clock_gettime(clockid_t clockid, struct timespec *tp);
  clock_gettime: { parameters: ["i32", "buffer"], result: "i32" },
  // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
  mmap: { parameters: ["usize", "usize", "i32", "i32", "i32", "i64"], result: "pointer" },
  // int munmap(void *addr, size_t length);
  munmap: { parameters: ["pointer", "usize"], result: "i32" },
  // System calls by number (abi/syscall.ts), for those that older glibc has no function for:
  // int pidfd_open(pid_t pid, unsigned int flags);
  pidfd_open: { name: "syscall", parameters: ["i64", "i64", "i64"], result: "i64" },
  // int pidfd_send_signal(int pidfd, int sig, siginfo_t *info, unsigned int flags);
  pidfd_send_signal: { name: "syscall", parameters: ["i64", "i64", "i64", "buffer", "i64"], result: "i64" },
  // int open_tree(int dirfd, const char *path, unsigned int flags);
  open_tree: { name: "syscall", parameters: ["i64", "i64", "buffer", "i64"], result: "i64" },
  // int mount_setattr(int dirfd, const char *path, unsigned int flags, struct mount_attr *attr, size_t size);
  mount_setattr: { name: "syscall", parameters: ["i64", "i64", "buffer", "i64", "buffer", "i64"], result: "i64" },
  // int move_mount(int from_dirfd, const char *from_path, int to_dirfd, const char *to_path, unsigned int flags);
  move_mount: { name: "syscall", parameters: ["i64", "i64", "buffer", "i64", "buffer", "i64"], result: "i64" },
} as const satisfies Deno.ForeignLibraryInterface;

export const libc = Deno.dlopen("libc.so.6", symbols).symbols;

/** errno of the call just made on this thread. */
export function errno(): number {
  return new Deno.UnsafePointerView(libc.__errno_location()!).getInt32();
}

/** A zero-terminated C string. Throws on an embedded zero, which would cut a path short. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  if (text.includes("\0")) throw new Error(`Cannot pass ${JSON.stringify(text)} to the kernel: it has a zero byte`);
  return new TextEncoder().encode(text + "\0");
}

/** Passes a result on, or throws SystemError with errno and `what` ("Cannot open '/x'") where it is negative. */
export function check(result: number | bigint, syscall: string, what: () => string): number {
  const value = Number(result);
  if (value >= 0) return value;
  const code = errno();
  throw new SystemError(syscall, code, errnoName(code), what());
}
