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
  // ssize_t writev(int fd, const struct iovec *iov, int iovcnt);
  writev: { parameters: ["i32", "buffer", "i32"], result: "isize" },
  // ssize_t splice(int fd_in, off64_t *off_in, int fd_out, off64_t *off_out, size_t len, unsigned int flags); offsets: null
  splice: { parameters: ["i32", "usize", "i32", "usize", "usize", "u32"], result: "isize" },
  // int poll(struct pollfd *fds, nfds_t nfds, int timeout); with no timeout, as it would block
  poll: { parameters: ["buffer", "u64", "i32"], result: "i32" },
  // off_t lseek(int fd, off_t offset, int whence);
  lseek: { parameters: ["i32", "i64", "i32"], result: "i64" },
  // ssize_t preadv(int fd, const struct iovec *iov, int iovcnt, off_t offset); off the main thread, as all that waits for a disk
  preadv: { parameters: ["i32", "buffer", "i32", "i64"], result: "isize", nonblocking: true },
  // ssize_t pwritev(int fd, const struct iovec *iov, int iovcnt, off_t offset);
  pwritev: { parameters: ["i32", "buffer", "i32", "i64"], result: "isize", nonblocking: true },
  // int fdatasync(int fd);
  fdatasync: { parameters: ["i32"], result: "i32", nonblocking: true },
  // int fallocate(int fd, int mode, off_t offset, off_t len);
  fallocate: { parameters: ["i32", "i32", "i64", "i64"], result: "i32", nonblocking: true },
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
  // int socketpair(int domain, int type, int protocol, int sv[2]);
  socketpair: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  // int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  // int listen(int sockfd, int backlog);
  listen: { parameters: ["i32", "i32"], result: "i32" },
  // int setns(int fd, int nstype);
  setns: { parameters: ["i32", "i32"], result: "i32" },
  // int unshare(int flags);
  unshare: { parameters: ["i32"], result: "i32" },
  // int prctl(int option, unsigned long arg2, unsigned long arg3, unsigned long arg4, unsigned long arg5);
  prctl: { parameters: ["i32", "u64", "u64", "u64", "u64"], result: "i32" },
  // pid_t setsid(void);
  setsid: { parameters: [], result: "i32" },
  // int dup3(int oldfd, int newfd, int flags);
  dup3: { parameters: ["i32", "i32", "i32"], result: "i32" },
  // int fchdir(int fd);
  fchdir: { parameters: ["i32"], result: "i32" },
  // int connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen);
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  // int shutdown(int sockfd, int how);
  shutdown: { parameters: ["i32", "i32"], result: "i32" },
  // int setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen);
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  // int getsockopt(int sockfd, int level, int optname, void *optval, socklen_t *optlen);
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
  // int getsockname(int sockfd, struct sockaddr *addr, socklen_t *addrlen);
  getsockname: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  // ssize_t sendmsg(int sockfd, const struct msghdr *msg, int flags);
  sendmsg: { parameters: ["i32", "buffer", "i32"], result: "isize" },
  // int eventfd(unsigned int initval, int flags);
  eventfd: { parameters: ["u32", "i32"], result: "i32" },
  // int ioctl(int fd, unsigned long request, void *arg);
  ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
  // int ioctl(int fd, unsigned long request, unsigned long arg); for requests that take a number
  ioctl_number: { name: "ioctl", parameters: ["i32", "u64", "u64"], result: "i32" },
  // int timerfd_create(int clockid, int flags);
  timerfd_create: { parameters: ["i32", "i32"], result: "i32" },
  // int timerfd_settime(int fd, int flags, const struct itimerspec *new_value, struct itimerspec *old_value);
  timerfd_settime: { parameters: ["i32", "i32", "buffer", "buffer"], result: "i32" },
  // int clock_gettime(clockid_t clockid, struct timespec *tp);
  clock_gettime: { parameters: ["i32", "buffer"], result: "i32" },
  // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
  mmap: { parameters: ["usize", "usize", "i32", "i32", "i32", "i64"], result: "pointer" },
  // int munmap(void *addr, size_t length);
  munmap: { parameters: ["pointer", "usize"], result: "i32" },
  // int memfd_create(const char *name, unsigned int flags);
  memfd_create: { parameters: ["buffer", "u32"], result: "i32" },
  // int ftruncate(int fd, off_t length);
  ftruncate: { parameters: ["i32", "i64"], result: "i32" },
  // int fcntl(int fd, int cmd, ... long arg);
  fcntl: { parameters: ["i32", "i32", "i64"], result: "i32" },
  // int mprotect(void *addr, size_t len, int prot);
  mprotect: { parameters: ["pointer", "usize", "i32"], result: "i32" },
  // int statfs(const char *path, struct statfs *buf);
  statfs: { parameters: ["buffer", "buffer"], result: "i32" },
  // void *dlsym(void *handle, const char *symbol); handle 0: what is loaded already
  dlsym: { parameters: ["usize", "buffer"], result: "pointer" },
  // int pthread_attr_init(pthread_attr_t *attr);
  pthread_attr_init: { parameters: ["buffer"], result: "i32" },
  // int pthread_attr_setstacksize(pthread_attr_t *attr, size_t stacksize);
  pthread_attr_setstacksize: { parameters: ["buffer", "usize"], result: "i32" },
  // int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*routine)(void *), void *arg);
  pthread_create: { parameters: ["buffer", "buffer", "pointer", "pointer"], result: "i32" },
  // int pthread_cancel(pthread_t thread);
  pthread_cancel: { parameters: ["u64"], result: "i32" },
  // int pthread_join(pthread_t thread, void **retval);
  pthread_join: { parameters: ["u64", "buffer"], result: "i32" },
  // System calls by number (abi/syscall.ts), for those that older glibc has no function for:
  // int bpf(int cmd, union bpf_attr *attr, unsigned int size);
  bpf: { name: "syscall", parameters: ["i64", "i64", "buffer", "i64"], result: "i64" },
  // int seccomp(unsigned int operation, unsigned int flags, void *args);
  seccomp: { name: "syscall", parameters: ["i64", "i64", "i64", "buffer"], result: "i64" },
  // int pidfd_open(pid_t pid, unsigned int flags);
  pidfd_open: { name: "syscall", parameters: ["i64", "i64", "i64"], result: "i64" },
  // int pidfd_send_signal(int pidfd, int sig, siginfo_t *info, unsigned int flags);
  pidfd_send_signal: { name: "syscall", parameters: ["i64", "i64", "i64", "buffer", "i64"], result: "i64" },
  // int tgkill(pid_t tgid, pid_t tid, int sig);
  tgkill: { name: "syscall", parameters: ["i64", "i64", "i64", "i64"], result: "i64" },
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
