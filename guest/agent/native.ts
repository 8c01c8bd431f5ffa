/**
 * What the C side (guest/native) offers, as the global object `husk`. Functions throw an Error whose message says what
 * was tried and on what ("Cannot open '/x': ENOENT") and which has `code` ("ENOENT") and `errno`. Only main.ts touches
 * the global; all else takes a Native, so that tests can hand in a fake.
 */
export interface Native {
  // loop.c: epoll. `events` are EPOLL bits; a descriptor has one watch, which close() ends.
  watch(fd: number, events: number, callback: (events: number) => void): void;
  unwatch(fd: number): void;

  // io.c
  /** O_CLOEXEC is always set. */
  open(path: string, flags: number, mode: number): number;
  close(fd: number): void;
  /** What is there, at most `max` bytes; empty at the end; null when it would block. */
  read(fd: number, max: number): Uint8Array | null;
  /** Bytes read, 0 at the end, -1 when it would block. */
  readInto(fd: number, bytes: Uint8Array): number;
  /** Bytes taken, -1 when it would block. */
  write(fd: number, bytes: Uint8Array): number;
  /** [read end, write end]; `capacity` in bytes is a wish. */
  pipe(capacity: number): [number, number];
  setNonblocking(fd: number): void;
  duplicate(fd: number): number;
  /** A small file of /sys from its start, through an open descriptor. */
  readAgain(fd: number): string;

  // carriers.c
  /**
   * Takes both descriptors over and moves bytes until `from` is at its end or either breaks, then closes both. Returns an id. No step of it
   * comes to JavaScript.
   */
  carry(from: number, to: number): number;
  /** Closes both ends now; of a carrier that has ended, nothing. */
  stopCarrying(id: number): void;
  /** Closes both ends once all is carried that is there. */
  finishCarrying(id: number): void;

  // files.c
  readFile(path: string): string;
  writeFile(path: string, content: string | Uint8Array, mode: number): void;
  mkdir(path: string, mode: number): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  symlink(target: string, path: string): void;
  readDir(path: string): string[];
  /** Does not follow a link; null where there is nothing. */
  stat(path: string): FileStat | null;

  // mounts.c
  mount(source: string, target: string, type: string, flags: number, data: string): void;
  umount(target: string, flags: number): void;
  /** Makes the mount at `path` the root: MS_MOVE onto "/" and chroot. */
  enterRoot(path: string): void;

  // spawn.c, children.c
  /** Starts argv[0] (a path); `fds` become its descriptors 0, 1, ... (-1: closed). `cwd` "" is ours. Returns the pid. */
  spawn(argv: string[], env: string[], cwd: string, fds: number[], session: boolean): number;
  // pod_init.c
  /** Calls `start` while children begin a PID namespace of their own, the first as its PID 1; answers what it does. */
  childrenInPidNamespace<T>(start: () => T): T;

  /** False when there is no such process. */
  kill(pid: number, signal: number): boolean;
  /** `callback(pid, exit code or 128 + signal)` for every child and orphan that ends. Once only. */
  onChildExit(callback: (pid: number, status: number) => void): void;

  // sockets.c: nonblocking
  listenUnix(path: string): number;
  listenVsock(port: number): number;
  listenUevents(): number;
  /** rtnetlink; blocking, but the kernel answers at once. */
  openRtnetlink(): number;
  /** Begins to connect to 4 or 16 bytes of address; writable once that has come to an end, one or the other. */
  connectTcp(address: Uint8Array, port: number): number;
  /** Throws what a connection has failed with; `what` names its other end. */
  throwSocketError(fd: number, what: string): void;
  /** The other side reads the end once it has read what was written. */
  shutdownWrite(fd: number): void;
  accept(fd: number): number;
  /** The host's port of a vsock connection, -1 where the other end is not the host's. */
  hostPort(connection: number): number;
  /** A descriptor sent with SCM_RIGHTS, -1 when none has come yet. */
  receiveFd(connection: number): number;

  // system.c
  setHostname(name: string): void;
  setClock(seconds: bigint, nanoseconds: number): void;
  /** "ENOENT" for 2. */
  errnoName(code: number): string;
  /** Milliseconds since boot. */
  uptime(): number;
  /** What uptime() was when this process began. */
  started(): number;
  addEntropy(randomDevice: number, bytes: Uint8Array): void;
  interfaceUp(name: string): void;
  setWindowSize(terminal: number, rows: number, columns: number): void;
  setDiskReadOnly(disk: number, readOnly: boolean): void;
  powerOff(): void;

  // main.c
  /** Runs kata/main.ts, which is bytecode of its own. */
  loadKata(): void;
}

export interface FileStat {
  mode: number;
  size: number;
  device: number;
  inode: number;
}

/** open(2), asm-generic. */
export const O_RDONLY = 0;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_NOCTTY = 0x100;
export const O_NONBLOCK = 0x800;

/** epoll_ctl(2). */
export const EPOLLIN = 0x1;
export const EPOLLPRI = 0x2;
export const EPOLLOUT = 0x4;
export const EPOLLERR = 0x8;
export const EPOLLHUP = 0x10;
export const EPOLLRDHUP = 0x2000;
export const EPOLLET = 0x80000000;

/** The errno name of what a Native function threw; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
